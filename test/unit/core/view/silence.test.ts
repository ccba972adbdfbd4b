import { clusterFindings, healthOf, type Health } from '@tamada/core/findings';
import { bootstrapSequence, evaluateCondition, phaseTasks, type Condition } from '@tamada/core/sequence';
import {
  clusterView,
  patroniRole,
  patroniState,
  replicationState,
  walSenderState,
  type ClusterView,
  type NodeStatus,
  type Observation,
  type Truth,
} from '@tamada/core/view';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  consul,
  consulServers,
  databaseUnits,
  dcs,
  dcsMember,
  haproxy,
  leading,
  member,
  nodeStatus,
  observations,
  said,
  silent,
  topology,
} from '../../../builders/cluster.ts';

const databases = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
const servers = [...databases, 'arb-a3'];
const nodes = [...servers, 'backup'];

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const name = pick(...databases);
const some = (of: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...of]);

/** What a member's own Patroni may say, be it true, of a moment ago, or nothing at all. */
const memberLook = fc
  .record({
    state: pick('running', 'running', 'running', 'starting', 'stopped', 'stop failed', 'creating replica', 'unknown', 'a new word'),
    role: pick('replica', 'replica', 'master', 'uninitialized', null),
    replication: pick('streaming', 'in archive recovery', null),
    version: pick('3.0.2', '3.3.0', '4.0.1', null),
    timeline: pick(1, 1, 2, null),
    standbys: some(databases),
    quiet: pick(null, null, null, 'timeout', 'refused', 'failed'),
  })
  .map(({ state, role, replication, version, timeline, standbys, quiet }): NodeStatus['member'] =>
    quiet !== null
      ? silent(quiet as 'timeout')
      : said(
          member({
            state: patroniState.read(state),
            role: role === null ? null : patroniRole.read(role),
            replication: replication === null ? null : replicationState.read(replication),
            version,
            timeline,
            standbys: standbys.map((standby) => ({ name: standby, state: walSenderState.read('streaming'), sync: null })),
          }),
        ),
  );

const dcsLook = fc
  .record({
    fresh: fc.boolean(),
    leader: pick(...databases, null),
    sync: some(databases),
    members: some(databases),
    state: pick('running', 'starting'),
  })
  .map(({ fresh, leader, sync, members, state }): NodeStatus['dcs'] =>
    said(
      dcs({
        fresh,
        leader: leader === null ? null : { name: leader, session: 's' },
        syncStandbys: sync,
        members: members.map((one) => dcsMember(one, { state: patroniState.read(state) })),
      }),
    ),
  );

const consulLook = fc
  .record({
    leader: fc.boolean(),
    dead: some(servers),
    voters: fc.boolean(),
    tokenWorks: pick(true, true, false, null),
    refused: pick(false, false, true),
  })
  .map(({ leader, dead, voters, tokenWorks, refused }): NodeStatus['consul'] =>
    refused
      ? silent('refused')
      : said(
          consul({
            tokenWorks,
            ...(leader ? {} : { leader: null }),
            servers: voters ? said(consulServers(dead)) : silent('failed'),
          }),
        ),
  );

const haproxyLook = (host: string): fc.Arbitrary<NodeStatus['haproxy']> =>
  fc
    .record({ leader: name, sync: some(databases), down: some(databases), refused: pick(false, false, true) })
    .map(({ refused, ...states }) => (refused ? silent('refused') : said(haproxy(host, states))));

function change(node: string): fc.Arbitrary<Partial<NodeStatus>> {
  const database = databases.includes(node);
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 2 });
  return fc
    .record({
      member: maybe(database ? memberLook : fc.constant(null)),
      postmaster: maybe(database ? fc.boolean().map((alive) => said({ alive, state: null })) : fc.constant(null)),
      dcs: maybe(servers.includes(node) ? dcsLook : fc.constant(null)),
      consul: maybe(servers.includes(node) ? consulLook : fc.constant(null)),
      haproxy: maybe(database ? haproxyLook(node) : fc.constant(null)),
      units: maybe(some(['consul.service', 'patroni.service', 'haproxy.service', 'keepalived.service']).map(databaseUnits)),
      addresses: maybe(some(['10.10.1.3', '10.10.2.3'])),
    })
    .map((own) => Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)));
}

/** Any answers at all, consistent or not, and then some of them taken away. */
const world = fc.record({
  seen: fc
    .record(Object.fromEntries(nodes.map((node) => [node, change(node)])))
    .map((changes): readonly Observation[] => observations(changes)),
  agents: some(nodes),
  sources: fc.record(
    Object.fromEntries(nodes.map((node) => [node, some(['member', 'postmaster', 'dcs', 'consul', 'haproxy', 'units', 'checks'])])),
  ),
});

function without(
  seen: readonly Observation[],
  agents: readonly string[],
  sources: Readonly<Record<string, readonly string[]>>,
): readonly Observation[] {
  return seen.map((one): Observation => {
    if (one.status === null) return one;
    if (agents.includes(one.node)) return { node: one.node, status: null, silence: silent(), heard: false };
    const quiet = (sources[one.node] ?? []).map((source) => {
      if (source === 'checks') return ['checks', one.status.checks.map(({ subject }) => ({ subject, look: silent() }))] as const;
      const key = source as 'member';
      return [key, one.status[key] === null ? null : silent()] as const;
    });
    const changed = Object.fromEntries(quiet) as Partial<NodeStatus>;
    return { node: one.node, status: { ...one.status, ...changed } };
  });
}

const conditions: readonly Condition[] = bootstrapSequence(topology(), { observed: [] })
  .flatMap(phaseTasks)
  .flatMap((task) => (task.kind === 'wait_for' ? [task.condition] : []));

/** Every question with three answers that anybody asks of a view. */
function answers(view: ClusterView): Readonly<Record<string, Truth['is']>> {
  const { consul: raft, leader, takesWrites, members, traffic } = view;
  const all: readonly (readonly [string, Truth['is']])[] = [
    ['Consul is led', raft.led.is],
    ['somebody leads', leader.is],
    ['it has been promoted', leader.promoted.is],
    ['somebody takes writes', takesWrites.is],
    ...members.flatMap((one) => [
      [`${one.name} runs`, one.runs.is] as const,
      [`${one.name}: Patroni runs`, one.patroni.is] as const,
      [`${one.name} takes part`, one.takesPart.is] as const,
      [`${one.name} streams`, one.streams.is] as const,
    ]),
    ...raft.servers.flatMap((one) => [[`${one.name} lives`, one.alive.is] as const, [`${one.name} votes`, one.voter.is] as const]),
    ...traffic.hosts.map((one) => [`${one.name}: HAProxy runs`, one.runs.is] as const),
    ...conditions
      .map((one) => [one.kind, { met: 'yes', missing: 'no', unknown: 'unknown' } as const] as const)
      .map(([kind, words], index) => [`${String(index)} ${kind}`, words[evaluateCondition(conditions[index]!, view).is]] as const),
  ];
  return Object.fromEntries(all);
}

function health(view: ClusterView): Health {
  return healthOf(view, clusterFindings({ view, certificates: [] }));
}

test('an answer that is taken away can turn a yes into unknown, and never into a no', () => {
  fc.assert(
    fc.property(world, ({ seen, agents, sources }) => {
      const [all, fewer] = [clusterView(topology(), seen), clusterView(topology(), without(seen, agents, sources))];
      const [before, after] = [answers(all), answers(fewer)];
      expect(Object.keys(before).filter((question) => before[question] === 'yes' && after[question] === 'no')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('down is never said of a cluster that takes writes, whoever is silent', () => {
  fc.assert(
    fc.property(world, ({ seen, agents, sources }) => {
      const before = health(clusterView(topology(), seen));
      const after = health(clusterView(topology(), without(seen, agents, sources)));
      expect(after === 'down' && (before === 'healthy' || before === 'degraded')).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('in a healthy cluster silence is the only thing that is found, whoever is silent', () => {
  const healthy = fc.record({ agents: some(nodes), sources: world.map(({ sources }) => sources) });
  fc.assert(
    fc.property(healthy, ({ agents, sources }) => {
      const view = clusterView(topology(), without(observations(), agents, sources));
      const codes = clusterFindings({ view, certificates: [] }).map(({ code }) => code);
      expect(codes.filter((code) => !/_(silent|slow|unknown|unseen)$/.test(code))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('what two sources deny is denied: a leader that is dead for all who answer', () => {
  const gone = { dcs: said(dcs({ leader: null, members: databases.slice(1).map((one) => dcsMember(one)) })) };
  const rest = Object.fromEntries(
    servers.slice(1).map((one) => [one, { ...gone, ...(one === 'arb-a3' ? {} : { haproxy: said(haproxy(one, { down: ['pg-a1-1'] })) }) }]),
  );
  const view = clusterView(topology(), observations({ ...rest, 'pg-a1-1': 'no answer' }));
  expect(health(view)).toBe('down');
  expect(nodeStatus('pg-a1-1').member).toEqual(said(leading()));
});
