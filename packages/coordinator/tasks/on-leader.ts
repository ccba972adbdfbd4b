import { dynamicConfig, type SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { postgresUsers, type Topology } from '@tamada/core/topology';
import type { RequestOf } from '@tamada/wire';
import { changeResult, runCall, type TaskExecutor } from './tools.ts';
import { awaitLeader } from './observe.ts';
import { persist } from './persist.ts';

const deadlineMs = 60_000;

export const ensureDynamicConfig: TaskExecutor<'ensure_dynamic_config'> = async ({ members, archive }, tools, control) => {
  const leader = await awaitLeader(tools, members, control);
  const config = JSON.stringify(dynamicConfig(tools.topology, archive));
  const options = runCall(tools, control, deadlineMs);
  return changeResult(await persist(() => tools.connections.client(leader).ensureDynamicConfig({ config }, options), control));
};

export const ensureDatabases: TaskExecutor<'ensure_databases'> = async ({ members }, tools, control) => {
  const { postgres, backup } = tools.topology;
  if (postgres.users.length === 0 && postgres.databases.length === 0 && backup === null)
    return { changed: false, note: 'the topology has none' };
  const leader = await awaitLeader(tools, members, control);
  const wish = databasesWish(tools.topology, tools.secrets);
  const options = runCall(tools, control, deadlineMs);
  return changeResult(await persist(() => tools.connections.client(leader).ensureDatabases(wish, options), control));
};

function databasesWish({ postgres: { users, databases }, backup }: Topology, secrets: SecretValues): RequestOf<'EnsureDatabases'> {
  // Only pg_probackup streams.
  const options = backup?.tool === 'pg_probackup' ? ['REPLICATION'] : [];
  const ofBackup = () => ({ name: postgresUsers.backup, options, password: password(secrets, 'postgres_backup', postgresUsers.backup) });
  return {
    roles: [
      ...(backup === null ? [] : [ofBackup()]),
      ...users.map(({ name, options: own }) => ({ name, options: own, password: password(secrets, `user_${name}`, name) })),
    ],
    databases: databases.map(({ name, owner }) => ({ name, owner: owner ?? '' })),
  };
}

function password(secrets: SecretValues, name: string, user: string): string {
  const value = secrets[name];
  if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy: `the PostgreSQL user ${user}` });
  return value;
}
