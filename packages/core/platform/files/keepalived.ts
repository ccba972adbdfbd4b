import type { DirectoryRule, FileRule, Validator } from '../file-rule.ts';
import { theCheck } from '../paths.ts';

const root = { owner: 'root', group: 'root' };
const unit = 'keepalived.service';
const plain = { program: 'keepalived', ownership: root, maxMode: 0o644, unit: null, restartKeys: [], validator: null } as const;

/**
 * Needs the interface and the check's program. 2.2.7 ends itself once it has looked at another user's script, unless it is the first
 * process of its namespace.
 */
const validator: Validator = {
  argv: ['unshare', '--pid', '--fork', '--kill-child', 'keepalived', '-t', '-f', '{path}'],
  tolerated: [
    { line: '^\\(Line \\d+\\) Error setting global script uid/gid$', when: 'users_due' },
    { line: 'Unable to set default user for vrrp script [a-z]+ - removing$', when: 'users_due' },
    { line: 'track script [a-z]+ not found, ignoring\\.\\.\\.$', when: 'users_due' },
  ],
};

export const keepalivedFiles: readonly FileRule[] = [
  {
    ...plain,
    path: '/etc/sysusers.d/tamada-check.conf',
    template: 'systemd/sysusers.d/tamada-check.conf',
    format: 'systemd',
    needs: ['sysusers'],
  },
  {
    ...plain,
    path: '/etc/tmpfiles.d/tamada-check.conf',
    template: 'systemd/tmpfiles.d/tamada-check.conf',
    format: 'systemd',
    needs: ['tmpfiles'],
  },
  // Both are read whenever keepalived asks.
  { ...plain, path: theCheck.drained, template: 'tamada/drained', format: 'raw', needs: [] },
  { ...plain, path: theCheck.config, template: 'tamada/check.json', format: 'json', needs: [] },
  {
    ...plain,
    path: '/etc/keepalived/keepalived.conf',
    template: 'keepalived/keepalived.conf',
    format: 'keepalived',
    maxMode: 0o640,
    needs: ['reload'],
    unit,
    validator,
  },
  // A restart would move the VIP: what is in here takes effect with the next one.
  {
    ...plain,
    path: '/etc/systemd/system/keepalived.service.d/tamada.conf',
    template: 'systemd/keepalived.service.d/tamada.conf',
    format: 'systemd',
    needs: ['daemon_reload'],
    unit,
  },
];

export const keepalivedDirectories: readonly DirectoryRule[] = [
  { path: '/etc/keepalived', program: 'keepalived', ownership: root, maxMode: 0o755 },
  { path: '/etc/systemd/system/keepalived.service.d', program: 'keepalived', ownership: root, maxMode: 0o755 },
];
