import { pgbackrestPaths } from '../backup/index.ts';
import type { Platform } from '../facts/index.ts';

/** Who the agent is, and where its node's programs stand. */
export const agentConfigPath = '/etc/tamada/agent.yaml';

/** What the agent knows of backups; each command of a tool is made from it. */
export const backupSitePath = '/etc/tamada/backup.json';

/** What keepalived runs, as whom: the same on every platform. */
export const theCheck = {
  user: 'tamada-check',
  program: '/opt/tamada/current/bin/tamada-check',
  config: '/etc/tamada/check.json',
  drained: '/etc/tamada/drained',
  grep: '/usr/bin/grep',
} as const;

/** A program's folder of certificates and keys, and what stands in it. */
interface TlsPaths {
  readonly folder: string;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Where things stand on a host. Folders without a slash at the end. */
export interface PlatformPaths {
  readonly consulConfigDirectory: string;
  readonly consulConfig: string;
  readonly consulTls: TlsPaths;
  readonly consulData: string;
  readonly patroniConfigDirectory: string;
  readonly patroniConfig: string;
  readonly patroniTls: TlsPaths & { readonly restCertificate: string; readonly restKey: string };
  /** Patroni's own files, among them the pgpass that it writes. */
  readonly patroniState: string;
  readonly postgresVersionDirectory: string;
  readonly postgresData: string;
  readonly postgresBin: string;
  readonly postgresSockets: string;
  readonly pgbackrestTls: TlsPaths;
  readonly pgbackrestCatalogue: string;
  readonly pgProbackupCatalogue: string;
  readonly delayedConfigDirectory: string;
  readonly delayedTls: TlsPaths;
  readonly delayedData: string;
}

/** The paths of a platform for a major version of PostgreSQL. */
export function platformPaths(platform: Platform, postgresVersion: number): PlatformPaths {
  return { ...shared, ...ofPlatform(platform, String(postgresVersion)) };
}

function tlsPaths(folder: string): TlsPaths {
  return { folder, authority: `${folder}/authority.crt`, certificate: `${folder}/node.crt`, key: `${folder}/node.key` };
}

const shared = {
  consulConfigDirectory: '/etc/consul.d',
  consulConfig: '/etc/consul.d/consul.json',
  consulTls: tlsPaths('/etc/consul.d/tls'),
  consulData: '/var/lib/consul',
  patroniConfigDirectory: '/etc/patroni',
  patroniTls: {
    ...tlsPaths('/etc/patroni/tls'),
    restCertificate: '/etc/patroni/tls/rest.crt',
    restKey: '/etc/patroni/tls/rest.key',
  },
  patroniState: '/var/lib/patroni',
  postgresSockets: '/run/postgresql',
  pgbackrestTls: tlsPaths(pgbackrestPaths.tls),
  pgbackrestCatalogue: '/var/lib/pgbackrest',
  pgProbackupCatalogue: '/var/lib/pg_probackup',
  delayedConfigDirectory: '/etc/tamada/delayed',
  delayedTls: tlsPaths('/etc/tamada/delayed/tls'),
};

function ofPlatform(platform: Platform, version: string): Omit<PlatformPaths, keyof typeof shared> {
  switch (platform) {
    case 'debian':
      return {
        patroniConfig: '/etc/patroni/config.yml',
        postgresVersionDirectory: `/var/lib/postgresql/${version}`,
        postgresData: `/var/lib/postgresql/${version}/main`,
        delayedData: `/var/lib/postgresql/${version}/delayed`,
        postgresBin: `/usr/lib/postgresql/${version}/bin`,
      };
    case 'rhel':
      return {
        patroniConfig: '/etc/patroni/patroni.yml',
        postgresVersionDirectory: `/var/lib/pgsql/${version}`,
        postgresData: `/var/lib/pgsql/${version}/data`,
        delayedData: `/var/lib/pgsql/${version}/delayed`,
        postgresBin: `/usr/pgsql-${version}/bin`,
      };
  }
}
