import type { DirectoryRule, FileRule, Validator } from '../file-rule.ts';
import type { PlatformPaths } from '../paths.ts';

const consul = { owner: 'consul', group: 'consul' };
const root = { owner: 'root', group: 'root' };
const unit = 'consul.service';
const plain = { program: 'consul', unit, restartKeys: [], validator: null } as const;
const tls = { ...plain, format: 'raw', ownership: consul, needs: ['reload'] } as const;
const ofSystemd = { ...plain, format: 'systemd', ownership: root, maxMode: 0o644 } as const;

/** Fails only for what is wrong in the unit itself, not in what it refers to. */
const unitValidator: Validator = {
  argv: ['systemd-analyze', 'verify', '--man=no', '--recursive-errors=no', '{path}'],
  tolerated: [],
};

export function consulFiles(paths: PlatformPaths): readonly FileRule[] {
  return [
    {
      ...ofSystemd,
      path: '/etc/sysusers.d/tamada-consul.conf',
      template: 'systemd/sysusers.d/tamada-consul.conf',
      needs: ['sysusers'],
      unit: null,
    },
    { ...tls, path: paths.consulTls.authority, template: 'consul/tls/authority.crt', maxMode: 0o644 },
    { ...tls, path: paths.consulTls.certificate, template: 'consul/tls/node.crt', maxMode: 0o644 },
    { ...tls, path: paths.consulTls.key, template: 'consul/tls/node.key', maxMode: 0o600 },
    // `consul reload` applies some keys and ignores the others without a word, so the main file means a restart.
    {
      ...plain,
      path: paths.consulConfig,
      template: 'consul/consul.json',
      format: 'json',
      ownership: consul,
      maxMode: 0o600,
      needs: ['restart'],
      validator: { argv: ['consul', 'validate', '-quiet', '{path}'], tolerated: [] },
    },
    {
      ...ofSystemd,
      path: '/etc/systemd/system/consul.service',
      template: 'systemd/consul.service',
      needs: ['daemon_reload', 'restart'],
      validator: unitValidator,
    },
  ];
}

export function consulDirectories(paths: PlatformPaths): readonly DirectoryRule[] {
  return [
    { path: paths.consulConfigDirectory, program: 'consul', ownership: root, maxMode: 0o755 },
    { path: paths.consulTls.folder, program: 'consul', ownership: consul, maxMode: 0o700 },
    { path: paths.consulData, program: 'consul', ownership: consul, maxMode: 0o700 },
  ];
}
