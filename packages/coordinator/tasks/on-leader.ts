import { archiveConfig, dynamicConfig, type SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { postgresUsers, type Topology } from '@tamada/core/topology';
import type { RequestOf } from '@tamada/wire';
import { changeResult, runCall, type TaskExecutor } from './tools.ts';
import { awaitLeader } from './observe.ts';
import { persist } from './persist.ts';

const deadlineMs = 60_000;

export const ensureDynamicConfig: TaskExecutor<'ensure_dynamic_config'> = async ({ members, archive }, tools, control) => {
  const leader = await awaitLeader(tools, members, control);
  const config = JSON.stringify(archive === 'only' ? archiveConfig(tools.topology) : dynamicConfig(tools.topology, archive));
  const options = runCall(tools, control, deadlineMs);
  return changeResult(await persist(() => tools.connections.client(leader).ensureDynamicConfig({ config }, options), control));
};

export const ensureDatabases: TaskExecutor<'ensure_databases'> = async ({ members, only }, tools, control) => {
  const { postgres, backup } = tools.topology;
  if (postgres.users.length === 0 && postgres.databases.length === 0 && backup === null)
    return { changed: false, note: 'the topology has none' };
  const leader = await awaitLeader(tools, members, control);
  const wish = only === null ? databasesWish(tools.topology, tools.secrets) : backupUserWish(tools.topology, tools.secrets);
  const options = runCall(tools, control, deadlineMs);
  return changeResult(await persist(() => tools.connections.client(leader).ensureDatabases(wish, options), control));
};

function databasesWish(topology: Topology, secrets: SecretValues): RequestOf<'EnsureDatabases'> {
  const { users, databases } = topology.postgres;
  return {
    roles: [
      ...backupUserWish(topology, secrets).roles,
      ...users.map(({ name, options }) => ({ name, options, password: password(secrets, `user_${name}`, name) })),
    ],
    databases: databases.map(({ name, owner }) => ({ name, owner: owner ?? '' })),
  };
}

function backupUserWish({ backup }: Topology, secrets: SecretValues): RequestOf<'EnsureDatabases'> {
  if (backup === null) return { roles: [], databases: [] };
  // Only pg_probackup streams.
  const options = backup.tool === 'pg_probackup' ? ['REPLICATION'] : [];
  const name = postgresUsers.backup;
  return { roles: [{ name, options, password: password(secrets, 'postgres_backup', name) }], databases: [] };
}

function password(secrets: SecretValues, name: string, user: string): string {
  const value = secrets[name];
  if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy: `the PostgreSQL user ${user}` });
  return value;
}
