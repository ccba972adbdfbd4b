import type { DirectoryRule, FileRule, Validator } from '../file-rule.ts';
import type { PlatformPaths } from '../paths.ts';

const postgres = { owner: 'postgres', group: 'postgres' };
const root = { owner: 'root', group: 'root' };
const unit = 'patroni.service';
const plain = { program: 'patroni', unit, restartKeys: [], validator: null } as const;
const tls = { ...plain, format: 'raw', ownership: postgres, needs: ['reload'] } as const;
const tlsOfPostgres = { ...tls, program: 'postgres' } as const;

/** Keys that Patroni reads once, when it starts (patroni/dcs/consul.py and postgresql/__init__.py of 3.0.2). */
const restartKeys = [
  'scope',
  'namespace',
  'name',
  'consul.host',
  'consul.url',
  'consul.port',
  'consul.scheme',
  'consul.verify',
  'consul.cacert',
  'consul.cert',
  'consul.key',
  'consul.checks',
  'restapi.listen',
  'postgresql.data_dir',
  'postgresql.config_dir',
  'postgresql.bin_dir',
  'postgresql.pgpass',
] as const;

/** Patroni's validator looks at the live node as well; these complaints are about the node, not about the file. */
const validator: Validator = {
  argv: ['patroni', '--validate-config', '{path}'],
  tolerated: [
    { line: "^(postgresql|restapi)\\.listen .* didn't pass validation: '?Port \\d+ is already in use\\.'?$", when: 'unit_active' },
    { line: "^consul\\.host .* didn't pass validation: .* is not reachable'?$", when: 'dcs_stopped' },
    {
      line: `^postgresql\\.data_dir .* didn't pass validation: ["'](doesn't look like a valid|data dir for the cluster is not empty, but).*["']$`,
      when: 'member_claimed',
    },
  ],
};

export function patroniFiles(paths: PlatformPaths): readonly FileRule[] {
  return [
    { ...tlsOfPostgres, path: paths.patroniTls.authority, template: 'patroni/tls/authority.crt', maxMode: 0o644 },
    { ...tlsOfPostgres, path: paths.patroniTls.certificate, template: 'patroni/tls/node.crt', maxMode: 0o644 },
    { ...tlsOfPostgres, path: paths.patroniTls.key, template: 'patroni/tls/node.key', maxMode: 0o600 },
    { ...tls, path: paths.patroniTls.restCertificate, template: 'patroni/tls/rest.crt', maxMode: 0o644 },
    { ...tls, path: paths.patroniTls.restKey, template: 'patroni/tls/rest.key', maxMode: 0o600 },
    {
      ...plain,
      path: paths.patroniConfig,
      template: 'patroni/patroni.yml',
      format: 'yaml',
      ownership: postgres,
      maxMode: 0o600,
      needs: ['reload'],
      restartKeys,
      validator,
    },
    // A restart of the unit would restart PostgreSQL: what is in here takes effect with the next one.
    {
      ...plain,
      path: '/etc/systemd/system/patroni.service.d/tamada.conf',
      template: 'systemd/patroni.service.d/tamada.conf',
      format: 'systemd',
      ownership: root,
      maxMode: 0o644,
      needs: ['daemon_reload'],
    },
  ];
}

export function patroniDirectories(paths: PlatformPaths): readonly DirectoryRule[] {
  return [
    { path: paths.patroniConfigDirectory, program: 'patroni', ownership: root, maxMode: 0o755 },
    { path: paths.patroniTls.folder, program: 'postgres', ownership: postgres, maxMode: 0o700 },
    { path: paths.patroniState, program: 'patroni', ownership: postgres, maxMode: 0o700 },
    { path: paths.postgresVersionDirectory, program: 'postgres', ownership: postgres, maxMode: 0o700 },
    { path: '/etc/systemd/system/patroni.service.d', program: 'patroni', ownership: root, maxMode: 0o755 },
  ];
}
