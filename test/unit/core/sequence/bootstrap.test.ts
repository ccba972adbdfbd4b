import { bootstrapSequence, cannotBeUndone, describeSequence, phaseTasks, type Task } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import type { NodeStatus } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { node, nodeStatus, topology } from '../../../builders/cluster.ts';

const beforeTraffic = ['preflight', 'packages', 'facts', 'certificates', 'bundles', 'consul', 'acl', 'leader', 'replicas', 'databases'];
const full = [...beforeTraffic, 'haproxy', 'keepalived', 'confirm'];
const withoutVips = topology().datacenters.map((datacenter) => ({ ...datacenter, vip: null }));

function tasksOf(phase: string, cluster: Topology = topology(), observed: readonly NodeStatus[] = []): readonly Task[] {
  const found = bootstrapSequence(cluster, { observed }).find(({ name }) => name === phase);
  return found === undefined ? [] : phaseTasks(found);
}

function started(phase: string, cluster: Topology = topology(), observed: readonly NodeStatus[] = []): Record<string, readonly string[]> {
  return Object.fromEntries(
    tasksOf(phase, cluster, observed).flatMap((task) => (task.kind === 'apply_bundle' ? [[task.node, task.start]] : [])),
  );
}

describe('the phases', () => {
  test.each([
    { name: 'of the whole cluster', change: {}, phases: full },
    {
      name: 'of a single database, without replicas',
      change: { nodes: [node('one', 'a1', '10.0.0.1', 'database'), node('two', 'a1', '10.0.0.2', 'witness')] } satisfies Partial<Topology>,
      phases: full.filter((phase) => phase !== 'replicas'),
    },
    { name: 'without VIPs', change: { datacenters: withoutVips }, phases: full.filter((phase) => phase !== 'keepalived') },
  ])('$name', ({ change, phases }) => {
    expect(bootstrapSequence(topology(change), { observed: [] }).map(({ name }) => name)).toEqual(phases);
  });

  test('packages that somebody else installs are only checked', () => {
    const kinds = (packages: Topology['packages']) => new Set(tasksOf('packages', topology({ packages })).map(({ kind }) => kind));
    expect(kinds('managed')).toEqual(new Set(['install_packages']));
    expect(kinds('external')).toEqual(new Set(['check_packages']));
  });
});

describe('what starts where', () => {
  test('nothing starts while files are written', () => {
    const starts = started('bundles');
    expect(Object.keys(starts)).toHaveLength(6);
    expect(Object.values(starts).flat()).toEqual([]);
  });

  test('Consul on every server at once, not on the backup host', () => {
    expect(started('consul')).toEqual(
      Object.fromEntries(['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'].map((name) => [name, ['consul']])),
    );
  });

  const ran = (memberEstablished: boolean, names: readonly string[]): readonly NodeStatus[] =>
    names.map((name) => {
      const status = nodeStatus(name);
      return { ...status, agent: { ...status.agent, memberEstablished } };
    });
  const established = (...names: string[]) => ran(true, names);
  const fresh = (...names: string[]) => ran(false, names);

  test.each([
    { name: 'nobody ran: the first of the topology', observed: [], first: ['pg-a1-1'] },
    { name: 'only an attempt was made: the first again', observed: fresh('pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'), first: ['pg-a1-1'] },
    { name: 'another one ran: that one has the data', observed: [...fresh('pg-a1-1'), ...established('pg-a2-1')], first: ['pg-a2-1'] },
    { name: 'two ran: either may have become leader', observed: established('pg-a2-2', 'pg-a1-2'), first: ['pg-a1-2', 'pg-a2-2'] },
  ])('before there is a leader: $name', ({ observed, first }) => {
    expect(Object.keys(started('leader', topology(), observed))).toEqual(first);
    expect(Object.keys(started('replicas', topology(), observed)).toSorted()).toEqual(
      ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'].filter((name) => !first.includes(name)),
    );
  });

  test('at the end every node may start all that its role has', () => {
    const database = ['consul', 'postgres', 'patroni', 'haproxy'];
    expect(started('confirm')).toMatchObject({ 'pg-a2-2': [...database, 'keepalived'], 'arb-a3': ['consul'], backup: [] });
    expect(started('confirm', topology({ datacenters: withoutVips }))).toMatchObject({ 'pg-a2-2': database });
  });

  test('the way to the databases, when there are some; then the addresses, where there is one to keep', () => {
    const [a1 = withoutVips[0]!] = topology().datacenters;
    const databases = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
    expect(started('haproxy')).toEqual(Object.fromEntries(databases.map((name) => [name, ['haproxy']])));
    expect(started('keepalived')).toEqual(Object.fromEntries(databases.map((name) => [name, ['keepalived']])));
    const oneVip = topology({ datacenters: [a1, ...withoutVips.slice(1)] });
    expect(Object.keys(started('keepalived', oneVip))).toEqual(['pg-a1-1', 'pg-a1-2']);
    expect(tasksOf('keepalived', oneVip).at(-1)).toMatchObject({
      condition: { kind: 'vips_held', vips: [{ address: '10.10.1.3', hosts: ['pg-a1-1', 'pg-a1-2'] }], members: databases },
    });
  });
});

describe('the guarantee that is waited for', () => {
  const wanted = (change: Partial<Topology>) =>
    tasksOf('replicas', topology(change)).flatMap((task) =>
      task.kind === 'wait_for' && task.condition.kind === 'sync_guaranteed' ? [[task.condition.guarantee, task.condition.standbys]] : [],
    );
  const oneDatacenter = topology().nodes.map((one) => ({ ...one, datacenter: 'a1' }));

  test.each([
    { name: 'datacenter in 2+2', change: {}, wait: [['datacenter', 2]] },
    { name: 'node', change: { synchronous: { guarantee: 'node' } } satisfies Partial<Topology>, wait: [['node', 1]] },
    { name: 'off', change: { synchronous: { guarantee: 'off' } } satisfies Partial<Topology>, wait: [] },
    { name: 'datacenter where there is only one: nothing stands outside', change: { nodes: oneDatacenter }, wait: [['node', 3]] },
  ])('$name', ({ change, wait }) => {
    expect(wanted(change)).toEqual(wait);
  });
});

describe('a dry run', () => {
  const planned = describeSequence(bootstrapSequence(topology(), { observed: [] }));

  test('tells every phase, and equal tasks on several nodes in one line', () => {
    expect(planned.map(({ phase }) => phase)).toEqual(full);
    expect(planned.find(({ phase }) => phase === 'consul')?.tasks).toMatchObject([
      { kind: 'apply_bundle', nodes: ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'] },
      { kind: 'wait_for', nodes: [], words: 'wait until Consul has elected a leader' },
      { kind: 'hold_lease', nodes: [] },
    ]);
  });

  test('says what stays, first where a data directory is made', () => {
    const lasting = planned.flatMap(({ phase, tasks }) => tasks.filter((task) => task.lasting !== null).map((task) => [phase, task.kind]));
    expect(lasting).toContainEqual(['leader', 'apply_bundle']);
    expect(lasting).not.toContainEqual(['consul', 'apply_bundle']);
    expect(cannotBeUndone({ kind: 'ensure_acl', node: 'x' })).not.toBeNull();
  });

  test('is data: it survives JSON', () => {
    const phases = bootstrapSequence(topology(), { observed: [] });
    expect(JSON.parse(JSON.stringify(phases))).toEqual(phases);
  });
});
