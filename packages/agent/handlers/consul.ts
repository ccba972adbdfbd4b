import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { platformPaths, ports } from '@tamada/core/platform';
import { writeFileAtomic } from '@tamada/runtime';
import type { AgentContext, MakeHandler } from '../agent-context.ts';
import type { AclNode } from '../consul/acl-desired.ts';
import { clearStaleInitialize } from '../consul/clear-initialize.ts';
import { takeLease, readLease } from '../consul/lease-session.ts';
import { localConsul, secretOf, consulAs } from '../consul/connect.ts';
import { ensureAcl } from '../consul/ensure-acl.ts';
import { appendHistory, readHistory } from '../consul/history.ts';
import { readSnapshot } from '../consul/snapshot.ts';

/** The tokens are not kept: this node keeps only its own, and those come with its bundle. */
export const ensureAclHandler: MakeHandler<'EnsureAcl'> =
  ({ config, paths, exclusive }) =>
  (request, { signal }) =>
    exclusive.run('Consul access control', async () => {
      const given = Object.fromEntries(request.tokens.map(({ name, value }) => [name, value]));
      const changes = await ensureAcl({
        cluster: config.cluster,
        scope: config.patroni.scope,
        nodes: request.nodes.map(aclNode),
        secret: (name) => secretOf(given, name),
        managementToken: request.managementToken,
        as: localConsul,
        address: config.address,
        allowReset: (index) => allowReset({ config, paths }, index),
        signal,
      });
      return { changed: changes.length > 0, changes: [...changes] };
    });

/** Consul reads the number when it is asked to bootstrap again, and removes the file. */
async function allowReset({ config, paths }: Pick<AgentContext, 'config' | 'paths'>, index: number): Promise<void> {
  const { consulData } = platformPaths(config.platform, config.postgres.version);
  await writeFileAtomic(paths.at(join(consulData, 'acl-bootstrap-reset')), `${String(index)}\n`, { mode: 0o644 });
}

/** The wire's rules take no other role. */
function aclNode({ name, role }: { readonly name: string; readonly role: string }): AclNode {
  return { name, role: role === 'database' ? 'database' : 'witness' };
}

export const clearStaleInitializeHandler: MakeHandler<'ClearStaleInitialize'> =
  ({ config, secrets, exclusive }) =>
  () =>
    exclusive.run('removal of a stale initialize key', async () => {
      const { changed, changes } = await clearStaleInitialize(await consulAs(secrets, 'consul_token_tamada'), config.patroni.scope);
      return { changed, changes: [...changes] };
    });

/** The lease lives as long as the call: it ends when the caller hangs up or the agent stops. */
export const holdLeaseHandler: MakeHandler<'HoldLease'> = (context) =>
  async function* ({ run, holder }, { signal }) {
    const { config, secrets, clock } = context;
    const consul = await consulAs(secrets, 'consul_token_tamada');
    const instance = String(context.startedAtMs);
    const lease = await takeLease(consul, clock, { cluster: config.cluster, node: config.node, instance, run, holder });
    try {
      yield { fence: lease.fence };
      await lease.hold(AbortSignal.any([signal, context.signal]));
      // The caller must not think that it still holds a lease that ended with the agent.
      if (!signal.aborted) throw new TamadaError({ code: 'cancelled', what: 'the lease, because the agent stops' });
    } finally {
      await lease.release().catch(() => undefined);
    }
  };

export const readLeaseHandler: MakeHandler<'ReadLease'> =
  ({ config, secrets }) =>
  async () =>
    readLease(await consulAs(secrets, 'consul_token_tamada'), config.cluster);

export const appendHistoryHandler: MakeHandler<'AppendHistory'> =
  ({ config, secrets, clock }) =>
  async (entry) => {
    const consul = await consulAs(secrets, 'consul_token_tamada');
    // Our own time: a caller's may be years off.
    return { changed: await appendHistory(consul, config.cluster, entry, clock.now()), changes: [] };
  };

export const readHistoryHandler: MakeHandler<'ReadHistory'> =
  ({ config, secrets, clock }) =>
  async ({ most }) => {
    const consul = await consulAs(secrets, 'consul_token_tamada');
    return { entries: [...(await readHistory(consul, config.cluster, most, clock.now()))] };
  };

/** The token is not kept: it may do everything, and this node has none of the kind. */
export const readSnapshotHandler: MakeHandler<'ReadSnapshot'> = () =>
  async function* ({ managementToken }, { signal }) {
    for await (const content of readSnapshot({ host: '127.0.0.1', port: ports.consulHttp, token: managementToken, signal }))
      yield { content };
  };
