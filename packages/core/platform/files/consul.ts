import type { DirectoryRule, FileRule } from '../file-rule.ts';
import type { PlatformPaths } from '../paths.ts';
import { unitValidator } from './unit-validator.ts';

const consul = { owner: 'consul', group: 'consul' };
const root = { owner: 'root', group: 'root' };
const unit = 'consul.service';
const plain = { program: 'consul', unit, restartKeys: [], validator: null } as const;

export function consulFiles(paths: PlatformPaths): readonly FileRule[] {
  // `consul reload` applies some keys and ignores the others without a word, so the main file means a restart.
  return [
    { ...plain, path: '/etc/sysusers.d/tamada-consul.conf', ownership: root, maxMode: 0o644, needs: ['sysusers'], unit: null },
    {
      ...plain,
      path: paths.consulConfig,
      ownership: consul,
      maxMode: 0o600,
      needs: ['restart'],
      validator: { argv: ['consul', 'validate', '-quiet', '{path}'], tolerated: [] },
    },
    { ...plain, path: `${paths.consulTls}/authority.crt`, ownership: consul, maxMode: 0o644, needs: ['reload'] },
    { ...plain, path: `${paths.consulTls}/node.crt`, ownership: consul, maxMode: 0o644, needs: ['reload'] },
    { ...plain, path: `${paths.consulTls}/node.key`, ownership: consul, maxMode: 0o600, needs: ['reload'] },
    {
      ...plain,
      path: '/etc/systemd/system/consul.service',
      ownership: root,
      maxMode: 0o644,
      needs: ['daemon_reload', 'restart'],
      validator: unitValidator,
    },
  ];
}

export function consulDirectories(paths: PlatformPaths): readonly DirectoryRule[] {
  return [
    { path: paths.consulConfigDirectory, program: 'consul', ownership: root, maxMode: 0o755 },
    { path: paths.consulTls, program: 'consul', ownership: consul, maxMode: 0o700 },
    { path: paths.consulData, program: 'consul', ownership: consul, maxMode: 0o700 },
  ];
}
