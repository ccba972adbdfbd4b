import type { DirectoryRule, FileRule } from '../file-rule.ts';

const root = { owner: 'root', group: 'root' };

export const tamadaFiles: readonly FileRule[] = [
  {
    path: '/etc/tamada/agent.yaml',
    program: 'tamada',
    ownership: root,
    maxMode: 0o644,
    needs: ['agent_restart'],
    unit: 'tamada-agent.service',
    restartKeys: [],
    validator: null,
  },
];

export const tamadaDirectories: readonly DirectoryRule[] = [{ path: '/etc/tamada', program: 'tamada', ownership: root, maxMode: 0o755 }];
