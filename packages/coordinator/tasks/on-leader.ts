import { archiveConfig, dynamicConfig, type JsonObject, type SecretValues } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { configNames, droppedKeys, mergedConfig, needsRestart } from '@tamada/core/sequence';
import { postgresUsers, type Topology } from '@tamada/core/topology';
import type { ReplyOf, RequestOf } from '@tamada/wire';
import type { TaskControl, TaskResult } from '../runner/run-sequence.ts';
import { changeResult, runCall, type Found, type TaskExecutor, type TaskTools } from './tools.ts';
import { awaitLeader, observe } from './observe.ts';
import { persist } from './persist.ts';

const deadlineMs = 60_000;

export const ensureDynamicConfig: TaskExecutor<'ensure_dynamic_config'> = async ({ members, archive, early }, tools, control) => {
  const node = early === true ? await anyPatroni(tools, members, control) : await awaitLeader(tools, members, control);
  if (node === null) return { changed: false, note: 'there is none yet' };
  const config = JSON.stringify(archive === 'only' ? archiveConfig(tools.topology) : wantedConfig(tools, archive));
  const options = runCall(tools, control, deadlineMs);
  return patched(tools.topology, await persist(() => tools.connections.client(node).ensureDynamicConfig({ config }, options), control));
};

export const patchDynamicConfig: TaskExecutor<'patch_dynamic_config'> = async ({ members, patch }, tools, control) => {
  const leader = await awaitLeader(tools, members, control);
  const options = runCall(tools, control, deadlineMs);
  const request = { config: JSON.stringify(patch) };
  const reply = await persist(() => tools.connections.client(leader).ensureDynamicConfig(request, options), control);
  const { found, ...result } = patched(tools.topology, reply);
  return { ...result, found: { ...found, ...(reply.changed ? { told: { patched: configNames(patch).join(', ') } } : {}) } };
};

function patched(topology: Topology, reply: ReplyOf<'EnsureDynamicConfig'>): TaskResult<Found> {
  const due = reply.changed && reply.changes.some((name) => needsRestart(topology, { path: name.split('.') }));
  return { ...changeResult(reply), found: due ? { restartDue: true } : {} };
}

/** What the topology wants, and without what earlier runs wanted and it does not. */
function wantedConfig({ topology, found }: TaskTools, archive: 'set' | 'keep'): JsonObject {
  const { last = null, since = [] } = found.before ?? {};
  const earlier = [...since, ...(last === null ? [] : [last])].map((applied) => applied.dynamic);
  return mergedConfig(droppedKeys(earlier, dynamicConfig(topology, 'keep')), dynamicConfig(topology, archive));
}

/** A member whose Patroni answers, where there is a configuration; the leader may be kept from running by it. */
async function anyPatroni(tools: TaskTools, members: readonly string[], control: TaskControl): Promise<string | null> {
  const { dcs, members: seen } = await observe(tools, members, { signal: control.signal });
  if (dcs.any?.config == null) return null;
  return seen.find(({ own }) => own !== null)?.name ?? null;
}

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
