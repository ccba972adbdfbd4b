import { bundleDigest, type Bundle } from '@tamada/core/bundle';
import { said } from '@tamada/core/view';
import { bundleParts, type AgentClient } from '@tamada/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askStatus } from '../../../packages/coordinator/connections/look.ts';
import type { Connections } from '../../../packages/coordinator/connections/connections.ts';
import { loadTopology } from '../../../packages/coordinator/workspace/topology-file.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

const servers = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'];
const options = { deadlineMs: 5_000 };
let cluster: SimulatedCluster;
let connections: Connections;
beforeEach(async () => {
  cluster = await startSimulatedCluster();
  const context = cluster.context();
  connections = await cluster.connect(context, await loadTopology(context));
});
afterEach(async () => {
  connections.close();
  await cluster.close();
});

function bundle(node: string, generation: number): Bundle {
  const units = (['consul', 'patroni'] as const).map((program) => ({ name: `${program}.service`, program, running: true, enabled: true }));
  return { cluster: 'geo', node, generation, directories: [], files: [], units };
}

async function apply(one: Bundle, start: readonly ('consul' | 'patroni' | 'haproxy')[] = []): Promise<number> {
  const client: AgentClient = connections.client(one.node);
  const parts = bundleParts({ bundle: one, digest: bundleDigest(one), secrets: {}, start });
  for await (const { done } of client.apply(parts, options)) if (done) return done.steps;
  return -1;
}

describe('Apply', () => {
  test('is nothing for an equal digest', async () => {
    expect(await apply(bundle('backup', 1))).toBe(1);
    expect(await apply(bundle('backup', 1))).toBe(0);
  });

  test('refuses an older generation, and an equal one with another content', async () => {
    await apply(bundle('backup', 2));
    await expect(apply(bundle('backup', 1))).rejects.toMatchObject({ detail: { code: 'generation_old', current: 2, got: 1 } });
    const other = { ...bundle('backup', 2), units: [] };
    await expect(apply(other)).rejects.toMatchObject({ detail: { code: 'generation_conflict' } });
  });

  test('starts what it is told, of what the bundle has', async () => {
    await apply(bundle('pg-a1-1', 1), ['consul', 'haproxy']);
    expect([...cluster.world.hosts.get('pg-a1-1')!.running]).toEqual(['consul']);
  });
});

describe('what the hosts share', () => {
  const leader = async () => said((await connections.ask('arb-a3', askStatus)).consul)?.leader;

  test('Consul has no leader and refuses before all servers run', async () => {
    for (const server of servers.slice(1)) await apply(bundle(server, 1), ['consul']);
    expect(await leader()).toBeNull();
    await expect(
      connections.client('arb-a3').ensureAcl({ managementToken: '6d2b2c1e-3a0b-4c55-9d0e-0c7a3a1f8a11', nodes: [], tokens: [] }, options),
    ).rejects.toMatchObject({
      detail: { code: 'request_failed' },
    });
    await apply(bundle('pg-a1-1', 1), ['consul']);
    expect(await leader()).toMatchObject({ name: 'pg-a1-1' });
  });

  test('the lease has one holder, and agents take changes with its number only', async () => {
    for (const server of servers) await apply(bundle(server, 1), ['consul']);
    const hold = () => connections.client('arb-a3').holdLease({ run: 'r', holder: 'h' }, options)[Symbol.asyncIterator]();
    const first = hold();
    expect(await first.next()).toMatchObject({ value: { fence: 1 } });
    await expect(hold().next()).rejects.toMatchObject({ detail: { code: 'locked' } });
    const change = (fence?: number) => connections.client('backup').ensureDynamicConfig({ config: '{}' }, { ...options, fence });
    await change(1);
    await expect(change(2)).rejects.toMatchObject({ detail: { code: 'fence_wrong', known: 1, got: 2 } });
    await expect(change()).rejects.toMatchObject({ detail: { code: 'fence_missing', current: 1 } });
    await first.return?.();
    const second = hold();
    expect(await second.next()).toMatchObject({ value: { fence: 2 } });
    await expect(change(1)).rejects.toMatchObject({ detail: { code: 'fence_old', current: 2, got: 1 } });
    await second.return?.();
  });
});
