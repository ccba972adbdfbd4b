import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import type { RunRecord } from '@tamada/core/sequence';
import type { RpcName } from '@tamada/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { bootstrapThrough, type BootstrapOptions } from '../../../packages/coordinator/operations/bootstrap.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

let cluster: SimulatedCluster;
beforeEach(async () => {
  cluster = await startSimulatedCluster('postgres: { databases: { app: {} } }\n');
});
afterEach(() => cluster.close());

const yes = async (): Promise<boolean> => true;
async function run(options: Partial<BootstrapOptions> = {}, signal?: AbortSignal) {
  const work = (reach: Reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: yes, ...options });
  const { answer, context } = await cluster.through(work, signal);
  return { ...answer, context };
}

async function records(): Promise<readonly RunRecord[]> {
  const folder = join(cluster.workspace, 'runs');
  const names = await readdir(folder).catch(() => []);
  const read = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as RunRecord));
  return read.toSorted((one, other) => one.startedAtMs - other.startedAtMs);
}

/** Fails the first call of that name on that node, or anywhere. */
function failOnce(call: RpcName, node: string | null = null): void {
  let failed = false;
  cluster.world.before = (at, name) => {
    if (failed || name !== call || (node !== null && at !== node)) return;
    failed = true;
    throw new TamadaError({ code: 'disk_full', path: '/var/lib' });
  };
}

describe('from nothing', () => {
  test('the cluster stands, the first database node leads', async () => {
    const { exitCode, data, text } = await run();
    expect({ exitCode, data }).toMatchObject({ exitCode: 0, data: { result: 'done', changed: true, generation: 1, leader: 'pg-a1-1' } });
    expect(text).toContain('its leader is pg-a1-1');
    expect(cluster.world.databases).toEqual(['app']);
    expect(cluster.world.history).toMatchObject([{ kind: 'bootstrap' }]);
    expect([...cluster.world.hosts.values()].every(({ active }) => active?.generation === 1)).toBe(true);
  });

  test('nothing starts before all files are there, and the others only after the leader', async () => {
    await run();
    const { changes } = cluster.world;
    const firstStart = changes.findIndex((change) => change.includes('start'));
    expect(changes.slice(0, firstStart).filter((change) => change.endsWith(': files'))).toHaveLength(6);
    expect(changes.find((change) => change.endsWith('start patroni'))).toBe('pg-a1-1: start patroni');
    expect(changes.indexOf('pg-a1-1: acl')).toBeLessThan(changes.indexOf('pg-a1-1: start patroni'));
  });

  test('changes carry the number of the lease once there is one', async () => {
    await run();
    expect([...cluster.world.hosts.values()].filter(({ fence }) => fence === 1).map(({ node }) => node.name)).toHaveLength(6);
    expect(cluster.world.lease).toBeNull();
  });

  test('an agent that gives out an invented lease number is passed over, and no other agent hears of that number', async () => {
    cluster.world.liars.add('pg-a1-1');
    const { exitCode, context } = await run();
    expect(exitCode).toBe(0);
    const notes = context.events.flatMap((event) => (event.kind === 'task_done' && event.note.startsWith('through') ? [event.note] : []));
    expect(notes).toEqual(['through pg-a1-2']);
    expect([...cluster.world.hosts.values()].map(({ fence }) => fence)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test('an agent that ends the stream before it gives a lease is passed over', async () => {
    cluster.world.mute.add('pg-a1-1');
    const { exitCode, context } = await run();
    expect(exitCode).toBe(0);
    const notes = context.events.flatMap((event) => (event.kind === 'task_done' && event.note.startsWith('through') ? [event.note] : []));
    expect(notes).toEqual(['through pg-a1-2']);
    expect([...cluster.world.hosts.values()].map(({ fence }) => fence)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('where no agent gives a lease the run stops before anything needs one', async () => {
    for (const node of cluster.world.hosts.keys()) cluster.world.mute.add(node);
    const { exitCode, data } = await run();
    expect({ exitCode, data }).toMatchObject({ exitCode: 1, data: { phase: 'acl', failures: [{ error: { request: 'HoldLease' } }] } });
    expect(cluster.world.changes.filter((change) => change.includes('start patroni'))).toEqual([]);
  });

  test('where all agents contradict each other no run begins to change anything with a lease', async () => {
    for (const node of cluster.world.hosts.keys()) cluster.world.liars.add(node);
    const { exitCode, data } = await run();
    expect({ exitCode, data }).toMatchObject({ exitCode: 3, data: { phase: 'acl', failures: [{ error: { code: 'fence_wrong' } }] } });
    expect(cluster.world.changes.filter((change) => change.includes('start patroni'))).toEqual([]);
  });

  test('a dry run shows the phases and touches nothing', async () => {
    const { exitCode, text } = await run({ dryRun: true });
    expect(exitCode).toBe(0);
    for (const phase of ['preflight', 'consul', 'leader', 'replicas', 'confirm']) expect(text).toContain(phase);
    expect(cluster.world.changes).toEqual([]);
    expect(await records()).toEqual([]);
  });

  test('a no to the question does nothing', async () => {
    const { exitCode, text } = await run({ confirm: async () => false });
    expect({ exitCode, text }).toEqual({ exitCode: 1, text: 'nothing was done' });
    expect(cluster.world.changes).toEqual([]);
  });
});

test('a second run changes nothing, keeps the generation, writes no history', async () => {
  await run();
  cluster.world.changes.length = 0;
  const { exitCode, data, text } = await run();
  expect({ exitCode, data }).toMatchObject({ exitCode: 0, data: { changed: false, generation: 1 } });
  expect(text).toContain('nothing was changed');
  expect(cluster.world.changes).toEqual([]);
  expect(cluster.world.history).toHaveLength(1);
});

describe('a run that stops is continued where it stopped', () => {
  const stops: readonly { call: RpcName; node: string | null; phase: string }[] = [
    { call: 'InstallPackages', node: 'pg-a2-1', phase: 'packages' },
    { call: 'InstallCertificate', node: 'arb-a3', phase: 'certificates' },
    { call: 'Apply', node: 'backup', phase: 'bundles' },
    { call: 'EnsureAcl', node: null, phase: 'acl' },
    { call: 'ClearStaleInitialize', node: null, phase: 'leader' },
    { call: 'EnsureDatabases', node: null, phase: 'databases' },
    { call: 'AppendHistory', node: null, phase: 'confirm' },
  ];

  test.each(stops)('in phase $phase, when $call fails', async ({ call, node, phase }) => {
    failOnce(call, node);
    const first = await run();
    expect(first).toMatchObject({ exitCode: 1, data: { result: 'failed', phase, failures: [{ error: { code: 'disk_full' } }] } });
    expect(await records()).toMatchObject([{ result: 'failed', phase }]);
    const second = await run();
    expect(second.data).toMatchObject({ result: 'done', leader: 'pg-a1-1' });
    const twice = cluster.world.changes.filter((change, index, all) => all.indexOf(change) !== index);
    expect(twice.filter((change) => !change.endsWith('history'))).toEqual([]);
  });

  test('with the node that has the data, when that is not the first', async () => {
    await run();
    cluster.world.leader = 'pg-a2-1';
    for (const host of cluster.world.hosts.values()) host.running.delete('patroni');
    cluster.world.leader = '';
    for (const name of ['pg-a1-1', 'pg-a1-2', 'pg-a2-2']) cluster.world.hosts.get(name)!.established = false;
    cluster.world.changes.length = 0;
    expect((await run()).data).toMatchObject({ leader: 'pg-a2-1' });
    expect(cluster.world.changes[0]).toBe('pg-a2-1: start patroni');
  });

  test('though the initialize key of a host that lost its power still looks alive', async () => {
    cluster.world.staleInitialize = true;
    const { data, context } = await run();
    expect(data).toMatchObject({ result: 'done', leader: 'pg-a1-1' });
    expect(cluster.world.changes).toContain('pg-a1-1: removed the key');
    expect(JSON.stringify(context.events)).toContain('kept the key');
  });

  test('after Ctrl-C', async () => {
    const controller = new AbortController();
    cluster.world.before = (_node, call) => {
      if (call === 'EnsureAcl') controller.abort();
    };
    const first = await run({}, controller.signal);
    expect(first).toMatchObject({ exitCode: 1, data: { phase: 'acl', failures: [{ error: { code: 'cancelled' } }] } });
    expect((await run()).data).toMatchObject({ result: 'done' });
  });

  test('an agent that restarts meanwhile is waited for', async () => {
    let down = false;
    cluster.world.before = (node, call) => {
      if (down || node !== 'pg-a2-1' || call !== 'InstallPackages') return;
      down = true;
      void cluster.stop(node).then(() => cluster.start(node));
    };
    expect((await run()).data).toMatchObject({ result: 'done' });
  });
});

describe('what is refused', () => {
  test('a topology that was changed after members ran: nothing is changed', async () => {
    await run();
    await cluster.writeTopology('postgres: { databases: { app: {} }, port: 6432 }\n');
    cluster.world.changes.length = 0;
    const { exitCode, data } = await run();
    expect({ exitCode, data }).toMatchObject({ exitCode: 3, data: { phase: 'facts', failures: [{ error: { code: 'unsafe' } }] } });
    expect(JSON.stringify(data)).toContain('tamada plan');
    expect(cluster.world.changes).toEqual([]);
  });

  test('but a correction before any member ran is taken, with the next generation', async () => {
    failOnce('EnsureAcl');
    await run();
    await cluster.writeTopology('postgres: { databases: { app: {} }, port: 6432 }\n');
    const { data, context } = await run();
    expect(data).toMatchObject({ result: 'done', generation: 2 });
    expect(context.said.join('\n')).toMatch(/continuing run .*have changed since/);
  });

  test('a node that does not answer, before anything is changed', async () => {
    await cluster.stop('arb-a3');
    const { exitCode, data } = await run();
    expect(exitCode).toBe(3);
    expect(JSON.stringify(data)).toMatch(/1 check failed.*arb-a3: agent/);
    expect(JSON.stringify(data)).not.toContain('--ignore');
    expect(cluster.world.changes).toEqual([]);
  });

  test.each(['disc-space', 'agent'])('to ignore %s: no such check, or none that can be', async (name) => {
    await expect(run({ ignore: [name] })).rejects.toMatchObject({ detail: { code: 'usage' } });
    expect(cluster.world.changes).toEqual([]);
  });

  test('a lease that somebody else holds, after some patience', async () => {
    await run();
    cluster.world.lease = { run: 'other', fence: 9 };
    const controller = new AbortController();
    let asked = 0;
    cluster.world.before = (_node, call) => {
      if (call === 'HoldLease' && (asked += 1) === 3) controller.abort();
    };
    const { context, exitCode } = await run({}, controller.signal);
    cluster.world.before = () => undefined;
    expect(exitCode).toBe(1);
    expect(context.events).toContainEqual(expect.objectContaining({ kind: 'task_progress', line: 'held by other' }));
  });

  test('a second coordinator in the same workspace', async () => {
    const second: Promise<unknown>[] = [];
    let ended = false;
    // The first is kept in its middle until the second has ended.
    cluster.world.before = (_node, call) => {
      if (call !== 'EnsureAcl' || ended) return;
      if (second.length === 0) {
        second.push(
          run()
            .catch((error: unknown) => error)
            .finally(() => (ended = true)),
        );
      }
      throw new TamadaError({ code: 'busy', with: 'the test' });
    };
    await run();
    expect(await Promise.all(second)).toMatchObject([{ detail: { code: 'locked' } }]);
  });
});

test('what is ignored is remembered for the run that goes on', async () => {
  failOnce('EnsureAcl');
  await run({ ignore: ['disk-space'] });
  const { context } = await run({ ignore: ['locale'] });
  expect(context.said).toContain('failures of these checks are ignored: disk-space, locale');
  expect(await records()).toMatchObject([{ ignored: ['disk-space'] }, { ignored: ['disk-space', 'locale'], result: 'done' }]);
  const { context: third } = await run();
  expect(third.said.join()).not.toMatch(/ignored|continuing/);
});

describe('until a bootstrap has ended well a changed cluster.yaml is a correction', () => {
  /** Members have run, and the run did not come to its end. */
  async function half(change: string): Promise<void> {
    await cluster.writeTopology(change);
    failOnce('EnsureDatabases');
    expect(await run()).toMatchObject({ exitCode: 1, data: { phase: 'databases' } });
    expect([...cluster.world.hosts.values()].filter(({ established }) => established)).toHaveLength(4);
    cluster.world.changes.length = 0;
  }

  test('files, and dynamic parameters by the DCS; what was set by mistake and is wanted no more goes', async () => {
    await half('postgres: { databases: { app: {} }, parameters: { statement_timeout: 1, work_mem: 8MB } }\n');
    await cluster.writeTopology('postgres: { databases: { app: {} }, parameters: { work_mem: 16MB } }\nclients: [10.0.0.0/8]\n');
    const { data } = await run();
    expect(data).toMatchObject({ result: 'done', generation: 2 });
    const patched = cluster.world.changes.filter((change) => change.includes('config'));
    expect(patched).toEqual(['pg-a1-1: config postgresql.parameters.statement_timeout postgresql.parameters.work_mem']);
    expect(cluster.world.config).toMatchObject({ postgresql: { parameters: { work_mem: '16MB' } } });
    expect(JSON.stringify(cluster.world.config)).not.toContain('statement_timeout');
  });

  test('by a restart of PostgreSQL where a parameter needs one; a cluster that stands is not restarted by bootstrap', async () => {
    await half('postgres: { databases: { app: {} } }\n');
    await cluster.writeTopology('postgres: { databases: { app: {} }, parameters: { max_connections: 200 } }\n');
    expect((await run()).data).toMatchObject({ result: 'done' });
    const restarts = (): readonly string[] => cluster.world.changes.filter((change) => change.endsWith(': restart'));
    expect(restarts()).toHaveLength(4);
    cluster.world.pending.add('pg-a2-1');
    expect((await run()).data).toMatchObject({ result: 'done', changed: false });
    expect(restarts()).toHaveLength(4);
  });

  test('also from a workspace that knows nothing of the run: the history in Consul decides', async () => {
    await half('postgres: { databases: { app: {} } }\n');
    await rm(join(cluster.workspace, 'runs'), { recursive: true });
    await cluster.writeTopology('postgres: { databases: { app: {} }, parameters: { work_mem: 16MB } }\n');
    expect((await run()).data).toMatchObject({ result: 'done', generation: 2 });
    expect(cluster.world.history).toMatchObject([{ kind: 'bootstrap_failed' }, { kind: 'bootstrap' }]);
  });

  test('a bootstrap that could only not say that it ended is told by the next run', async () => {
    failOnce('AppendHistory');
    await run();
    cluster.world.changes.length = 0;
    expect((await run()).data).toMatchObject({ result: 'done' });
    expect(cluster.world.history).toMatchObject([{ kind: 'bootstrap_failed' }, { kind: 'bootstrap' }]);
    expect(cluster.world.changes.filter((change) => !change.endsWith('history'))).toEqual([]);
  });

  test.each([
    { change: 'locale: en_US.UTF-8', was: 'postgres.locale C.utf8' },
    { change: 'locale: C, encoding: LATIN1', was: 'postgres.encoding UTF8' },
  ])('$change is refused with what starting from scratch destroys, and nothing is changed', async ({ change, was }) => {
    await half('postgres: { databases: { app: {} } }\n');
    await cluster.writeTopology(`postgres: { databases: { app: {} }, ${change} }\n`);
    const { exitCode, data } = await run();
    expect({ exitCode, data }).toMatchObject({ exitCode: 3, data: { phase: 'bundles', failures: [{ error: { code: 'unsafe' } }] } });
    const [failure] = (data as { failures: { error: { problem: string; next: string } }[] }).failures;
    expect(failure?.error.problem).toContain(was);
    expect(failure?.error.next).toMatch(/ends all databases.*\/var\/lib\/postgresql\/15\/main.*patronictl .*remove geo/);
    expect(cluster.world.changes).toEqual([]);
  });

  test('once it has ended, in whatever workspace, it is a change of a cluster that stands', async () => {
    await run();
    await rm(join(cluster.workspace, 'runs'), { recursive: true });
    await cluster.writeTopology('postgres: { databases: { app: {} }, parameters: { work_mem: 16MB } }\n');
    expect(await run()).toMatchObject({ exitCode: 3, data: { failures: [{ error: { code: 'unsafe' } }] } });
  });
});
