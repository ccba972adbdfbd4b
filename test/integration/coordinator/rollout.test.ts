import { rm, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import type { RpcName } from '@tamada/wire';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyThrough, type ApplyOptions } from '../../../packages/coordinator/operations/apply.ts';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { planThrough } from '../../../packages/coordinator/operations/plan.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const yes = async (): Promise<boolean> => true;
const wish = { nodes: null, canary: null, fixDrift: false };
const clients = 'clients: [10.1.0.0/16]\n';

let cluster: SimulatedCluster;
beforeEach(async () => {
  cluster = await startSimulatedCluster('postgres: { parameters: { work_mem: 8MB } }\n');
  await through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: yes }));
  cluster.world.changes.length = 0;
});
afterEach(() => cluster.close());

const through = async <T>(work: (reach: Reach) => Promise<T>): Promise<T> => (await cluster.through(work)).answer;

function apply(change: Partial<ApplyOptions> = {}) {
  const options = {
    file: null,
    dryRun: false,
    fixDrift: false,
    nodes: [],
    role: null,
    datacenter: null,
    canary: null,
    pauseAfter: null,
    confirm: yes,
  };
  return through((reach) => applyThrough(reach, { ...options, ...change }));
}

const plan = (exitCode = false, out: string | null = null) => through((reach) => planThrough(reach, { exitCode, out, wish }));

/** The nodes whose files were written, in order. */
const written = (): readonly string[] =>
  cluster.world.changes.flatMap((change) => (change.endsWith(': files') ? [change.replace(': files', '')] : []));

function failOnce(call: RpcName, node: string): void {
  let failed = false;
  cluster.world.before = (at, name) => {
    if (failed || name !== call || at !== node) return;
    failed = true;
    throw new TamadaError({ code: 'validator_refused', program: 'haproxy', path: '/etc/haproxy/haproxy.cfg', output: 'unknown keyword' });
  };
}

test('what changes nothing, changes nothing: no lease, no run, no history', async () => {
  const runs = cluster.world.history.length;
  expect(await apply()).toMatchObject({ exitCode: 0, data: { result: 'nothing' } });
  expect({ changes: cluster.world.changes, history: cluster.world.history.length, fences: cluster.world.fences }).toMatchObject({
    changes: [],
    history: runs,
  });
  expect((await plan(true)).exitCode).toBe(0);
});

test('one node after the other, the leader last; remembered, and then nothing is left', async () => {
  await cluster.writeTopology(`postgres: { parameters: { work_mem: 16MB } }\n${clients}`);
  const planned = await plan(true);
  expect(planned).toMatchObject({
    exitCode: 5,
    data: {
      changes: true,
      next: 'tamada apply',
      dynamic: { changes: [{ name: 'postgresql.parameters.work_mem', is: '8MB', wanted: '16MB' }] },
    },
  });
  expect(planned.text).toContain('in this order: cluster, facts, standbys, leader, parameters, confirm');
  expect(await apply()).toMatchObject({ exitCode: 0, data: { result: 'done', generation: 2 } });
  expect(written()).toEqual(['pg-a2-2', 'pg-a1-2', 'pg-a2-1', 'pg-a1-1']);
  expect(cluster.world.config).toMatchObject({ postgresql: { parameters: { work_mem: '16MB' } } });
  expect(cluster.world.history.map(({ kind }) => kind)).toEqual(['bootstrap', 'apply']);
  // Whoever is not changed has the number of the others: status would take it for left behind.
  expect([...cluster.world.hosts.values()].map(({ active }) => active?.generation)).toEqual([2, 2, 2, 2, 2, 2]);
  expect((await plan(true)).exitCode).toBe(0);
});

test('a bundle that does not validate stops at the first node, and the next apply goes on', async () => {
  await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\n${clients}`);
  failOnce('Apply', 'pg-a2-2');
  expect(await apply()).toMatchObject({
    exitCode: 1,
    data: { phase: 'standbys', failures: [{ node: 'pg-a2-2', error: { code: 'validator_refused' } }] },
  });
  expect(cluster.world.changes).toEqual([]);
  failOnce('Apply', 'pg-a2-1');
  expect(await apply()).toMatchObject({ exitCode: 1, data: { phase: 'standbys' } });
  expect(written()).toEqual(['pg-a2-2', 'pg-a1-2']);
  expect(await apply()).toMatchObject({ exitCode: 0, data: { result: 'done' } });
  expect(written()).toEqual(['pg-a2-2', 'pg-a1-2', 'pg-a2-1', 'pg-a1-1']);
});

describe('a gate that fails', () => {
  /** The node's bundle is on trial when its gate asks. */
  function failGate(node: string): void {
    cluster.world.before = (at, call) => {
      if (at !== node || call !== 'ConfirmBundle') return;
      throw new TamadaError({ code: 'unsafe', problem: '5555 leads nowhere', next: '' });
    };
  }
  const nodes = ({ data }: Awaited<ReturnType<typeof apply>>) => (data as { nodes: readonly { node: string; state: string }[] }).nodes;
  const state = (answer: Awaited<ReturnType<typeof apply>>, node: string) => nodes(answer).find((one) => one.node === node)?.state;

  test('takes that node back, and says how each one stands; the next apply goes on', async () => {
    await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\n${clients}`);
    failGate('pg-a1-2');
    const failed = await apply();
    expect({ first: state(failed, 'pg-a2-2'), second: state(failed, 'pg-a1-2'), leader: state(failed, 'pg-a1-1') }).toEqual({
      first: 'confirmed',
      second: 'reverted',
      leader: 'untouched',
    });
    expect(failed.text).toMatch(/pg-a1-2 went back to generation 1: the rollout failed: [^]*5555 leads nowhere[^]*next: /);
    expect(cluster.world.changes).toContain('pg-a1-2: went back');
    cluster.world.before = () => undefined;
    expect(await apply()).toMatchObject({ exitCode: 0, data: { result: 'done', generation: 3 } });
    expect([...cluster.world.hosts.values()].map(({ confirmed, trial }) => [confirmed?.generation, trial])).toEqual(
      cluster.world.topology.nodes.map(() => [3, null]),
    );
  });

  test('on the first node: where the change is taken back, the next apply only forgets it', async () => {
    const before = 'postgres: { parameters: { work_mem: 8MB } }\n';
    await cluster.writeTopology(`${before}${clients}`);
    failGate('pg-a2-2');
    expect(state(await apply(), 'pg-a2-2')).toBe('reverted');
    cluster.world.before = () => undefined;
    await cluster.writeTopology(before);
    expect(await apply()).toMatchObject({ data: { result: 'done', changed: false, generation: 1 } });
    expect(cluster.world.hosts.get('pg-a2-2')?.trial).toBeNull();
    expect((await plan(true)).exitCode).toBe(0);
  });

  test('leaves a node as it is that cannot go back; the next apply begins with it', async () => {
    await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\n${clients}`);
    cluster.world.holding.add('pg-a1-2');
    failGate('pg-a1-2');
    const failed = await apply();
    expect(state(failed, 'pg-a1-2')).toBe('held');
    cluster.world.before = () => undefined;
    expect((await plan()).text).toMatch(/in this order: cluster, facts, unconfirmed, standbys/);
    expect(await apply()).toMatchObject({ data: { result: 'done' } });
    expect(cluster.world.hosts.get('pg-a1-2')?.trial).toBeNull();
  });

  test('an agent that knows of no trials is confirmed by what it has done', async () => {
    for (const { name } of cluster.world.topology.nodes) cluster.world.old.add(name);
    await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\n${clients}`);
    expect(await apply()).toMatchObject({ exitCode: 0, data: { result: 'done' } });
    expect(cluster.world.changes.filter((change) => /confirmed|went back/.test(change))).toEqual([]);
  });
});

test('Consul is restarted first, one server after the other, the raft leader last', async () => {
  cluster.world.restartsConsul = true;
  await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\nconsul: { logLevel: WARN }\n`);
  const { text } = await plan();
  expect(text).toMatch(/Consul is restarted, one server at a time/);
  await apply();
  expect(written().indexOf('pg-a1-1')).toBe(4);
});

test('a part only: a canary and a pause, and a selection; the rest goes on', async () => {
  await cluster.writeTopology(`postgres: { parameters: { work_mem: 16MB } }\n${clients}`);
  expect(await apply({ canary: 'pg-a2-2', pauseAfter: 'canary' })).toMatchObject({ exitCode: 0, data: { result: 'paused' } });
  expect(written()).toEqual(['pg-a2-2']);
  expect(await apply({ role: 'database', nodes: ['pg-a2-1'] })).toMatchObject({ data: { result: 'paused' } });
  expect(written()).toEqual(['pg-a2-2', 'pg-a2-1']);
  expect(cluster.world.config).toMatchObject({ postgresql: { parameters: { work_mem: '8MB' } } });
  expect(await apply()).toMatchObject({ data: { result: 'done' } });
  expect(cluster.world.config).toMatchObject({ postgresql: { parameters: { work_mem: '16MB' } } });
  await expect(apply({ nodes: ['pg-a9'] })).rejects.toMatchObject({ detail: { code: 'usage' } });
});

describe('a parameter that needs a restart of PostgreSQL', () => {
  const restarted = (): readonly string[] => cluster.world.changes.filter((change) => /: (restart|leader)$/.test(change));

  test('standbys one after the other, then a handover; a run that was cut off goes on', async () => {
    await cluster.writeTopology('postgres: { parameters: { work_mem: 8MB, max_connections: 200 } }\n');
    expect((await plan()).text).toMatch(/needs a restart of PostgreSQL: max_connections/);
    failOnce('RestartMember', 'pg-a2-1');
    expect(await apply()).toMatchObject({ exitCode: 1, data: { phase: 'restart pg-a2-1' } });
    expect(restarted()).toEqual(['pg-a2-2: restart', 'pg-a1-2: restart']);
    expect(await apply()).toMatchObject({ exitCode: 0, data: { result: 'done', pending: [] } });
    // Patroni starts the old leader again when it hands over.
    expect(restarted().slice(2)).toEqual(['pg-a2-1: restart', 'pg-a1-1: leader']);
    expect((await plan(true)).exitCode).toBe(0);
  });
});

describe('what was changed by hand', () => {
  test('is told apart, left alone, and put back when that is asked', async () => {
    cluster.world.edited.add('pg-a1-2');
    cluster.world.config = { ...cluster.world.config, ttl: 99, pause: true };
    const { text, data } = await plan(true);
    expect(data).toMatchObject({
      changes: false,
      drift: true,
      dynamic: { drift: [{ name: 'ttl', is: 99 }], foreign: [{ name: 'pause' }] },
    });
    expect(text).toMatch(
      /changed by hand since it was applied[^]*pg-a1-2: \/etc\/y was changed by hand, at 1970[^]*\+by hand[^]*ttl: 30 -> 99/,
    );
    expect(await apply()).toMatchObject({ data: { result: 'nothing' } });
    expect(cluster.world.changes).toEqual([]);
    expect(await apply({ fixDrift: true })).toMatchObject({ data: { result: 'done' } });
    expect(cluster.world.changes).toContain('pg-a1-2: put back');
    expect(cluster.world.config).toMatchObject({ ttl: 30, pause: true });
  });

  test('a change that would write over it is refused', async () => {
    cluster.world.edited.add('pg-a1-2');
    await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\n${clients}`);
    await expect(apply()).rejects.toMatchObject({ detail: { code: 'unsafe', problem: 'pg-a1-2 was changed by hand: /etc/y' } });
    expect(cluster.world.changes).toEqual([]);
  });
});

describe('a plan in a file', () => {
  test('is carried out as it is, or refused since something has moved', async () => {
    const file = join(cluster.workspace, 'change.json');
    await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\n${clients}`);
    await plan(false, file);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ cluster: 'geo', changes: true });
    cluster.world.leader = 'pg-a1-2';
    await expect(apply({ file })).rejects.toMatchObject({ detail: { code: 'unsafe' } });
    cluster.world.leader = 'pg-a1-1';
    expect(await apply({ file })).toMatchObject({ data: { result: 'done' } });
    await expect(apply({ file })).rejects.toMatchObject({ detail: { code: 'unsafe' } });
  });
});

describe('refused, and nothing is changed', () => {
  afterEach(() => {
    expect(cluster.world.changes).toEqual([]);
  });

  test('what no rollout carries out', async () => {
    await cluster.writeTopology('postgres: { parameters: { work_mem: 8MB }, port: 6432 }\n');
    await expect(apply()).rejects.toMatchObject({ detail: { problem: 'postgres.port was 5432, and cluster.yaml has 6432' } });
    expect((await plan()).data).toMatchObject({ refused: [{}] });
  });

  test('backups, which have a command of their own; also from a workspace that is lost', async () => {
    await rm(join(cluster.workspace, 'runs'), { recursive: true });
    await cluster.writeTopology('postgres: { parameters: { work_mem: 8MB } }\nbackup: { tool: pgbackrest, source: pg-a1-2 }\n');
    const { data } = await plan();
    expect(data).toMatchObject({ next: 'tamada backup setup' });
    await expect(apply()).rejects.toMatchObject({ detail: { code: 'unsafe' } });
  });

  test('a node that does not answer', async () => {
    await cluster.writeTopology(`postgres: { parameters: { work_mem: 8MB } }\n${clients}`);
    await cluster.stop('arb-a3');
    await expect(apply()).rejects.toMatchObject({ detail: { code: 'unsafe' } });
  });
});
