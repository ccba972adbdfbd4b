import { dynamicConfig, type SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { PostgresOptions } from '@tamada/core/topology';
import type { RequestOf } from '@tamada/wire';
import { changeResult, runCall, type TaskExecutor } from './tools.ts';
import { awaitLeader } from './observe.ts';
import { persist } from './persist.ts';

const deadlineMs = 60_000;

export const ensureDynamicConfig: TaskExecutor<'ensure_dynamic_config'> = async ({ members }, tools, control) => {
  const leader = await awaitLeader(tools, members, control);
  const config = JSON.stringify(dynamicConfig(tools.topology));
  const options = runCall(tools, control, deadlineMs);
  return changeResult(await persist(() => tools.connections.client(leader).ensureDynamicConfig({ config }, options), control));
};

export const ensureDatabases: TaskExecutor<'ensure_databases'> = async ({ members }, tools, control) => {
  const { postgres } = tools.topology;
  if (postgres.users.length === 0 && postgres.databases.length === 0) return { changed: false, note: 'the topology has none' };
  const leader = await awaitLeader(tools, members, control);
  const wish = databasesWish(postgres, tools.secrets);
  const options = runCall(tools, control, deadlineMs);
  return changeResult(await persist(() => tools.connections.client(leader).ensureDatabases(wish, options), control));
};

function databasesWish({ users, databases }: PostgresOptions, secrets: SecretValues): RequestOf<'EnsureDatabases'> {
  return {
    roles: users.map(({ name, options }) => ({ name, options, password: password(secrets, name) })),
    databases: databases.map(({ name, owner }) => ({ name, owner: owner ?? '' })),
  };
}

function password(secrets: SecretValues, user: string): string {
  const name = `user_${user}`;
  const value = secrets[name];
  if (value === undefined) throw new TamadaError({ code: 'secret_missing', name, neededBy: `the PostgreSQL user ${user}` });
  return value;
}
