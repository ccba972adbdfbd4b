import type { DirectoryRule, FileRule } from '../file-rule.ts';

const root = { owner: 'root', group: 'root' };
const plain = { program: 'haproxy', ownership: root, maxMode: 0o644, unit: 'haproxy.service', restartKeys: [], validator: null } as const;

export const haproxyFiles: readonly FileRule[] = [
  {
    ...plain,
    path: '/etc/haproxy/haproxy.cfg',
    template: 'haproxy/haproxy.cfg',
    format: 'haproxy',
    needs: ['reload'],
    validator: { argv: ['haproxy', '-c', '-f', '{path}'], tolerated: [] },
  },
  // A restart would cut every session: what is in here takes effect with the next one.
  {
    ...plain,
    path: '/etc/systemd/system/haproxy.service.d/tamada.conf',
    template: 'systemd/haproxy.service.d/tamada.conf',
    format: 'systemd',
    needs: ['daemon_reload'],
  },
];

export const haproxyDirectories: readonly DirectoryRule[] = [
  { path: '/etc/haproxy', program: 'haproxy', ownership: root, maxMode: 0o755 },
  { path: '/etc/systemd/system/haproxy.service.d', program: 'haproxy', ownership: root, maxMode: 0o755 },
];
