import {
  chooseDrain,
  chooseReboot,
  chooseUndrain,
  describeSequence,
  drainSequence,
  evaluateCondition,
  rebootSequence,
} from '@tamada/core/sequence';
import { clusterView, patroniState, type ClusterView, type NodeStatus } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import {
  backups,
  backupSaid,
  consul,
  consulServers,
  dcs,
  haproxy,
  member,
  nodeStatus,
  observations,
  said,
  topology,
} from '../../../builders/cluster.ts';

const members = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
const patience = { withinMs: 60_000, goOn: false };
type Change = Readonly<Record<string, Partial<NodeStatus> | string>>;

const stopped = { member: said(member({ state: patroniState.read('stopped'), replication: null })) };
const drained = (name: string, rebootFrom: string | null = null): Partial<NodeStatus> => ({
  agent: { ...nodeStatus(name).agent, drained: { sinceMs: 1, rebootFrom } },
});
const view = (change: Change = {}, like = topology()): ClusterView => clusterView(like, observations(change));

/** The plan of a drain in a line, or why there is none. */
function drain(node: string, change: Change = {}, like = topology()): string {
  const choice = chooseDrain(view(change, like), node, members);
  if (choice.kind !== 'chosen') return choice.problem;
  const { successor, back, vips } = choice.plan;
  return [node, ...(successor === null ? [] : [`> ${successor}`]), ...(back ? ['> back'] : []), ...vips].join(' ');
}

function reboot(node: string, change: Change = {}, like = topology()): string {
  const choice = chooseReboot(view(change, like), node, members);
  if (choice.kind !== 'chosen') return choice.problem;
  const { majority, resumed, delayed } = choice.plan;
  return [majority ?? 'no Consul', ...(resumed ? ['resumed'] : []), ...(delayed ? ['delayed'] : [])].join('; ');
}

describe('a drain', () => {
  test.each<readonly [string, string, Change, string]>([
    ['a replica', 'pg-a2-2', {}, 'pg-a2-2'],
    ['the leader hands over near by, and its VIP leaves it', 'pg-a1-1', {}, 'pg-a1-1 > pg-a1-2 10.10.1.3'],
    ['one that is drained already is gone on with', 'pg-a2-2', { 'pg-a2-2': drained('pg-a2-2') }, 'pg-a2-2'],
  ])('%s', (_what, node, change, expected) => {
    expect(drain(node, change)).toBe(expected);
  });

  test.each<readonly [string, string, Change, RegExp]>([
    ['a stranger', 'pg-a9-9', {}, /not in cluster\.yaml/],
    ['a witness', 'arb-a3', {}, /nothing to drain/],
    ['a silent agent', 'pg-a2-1', { 'pg-a2-1': 'no answer' }, /the agent of pg-a2-1 does not answer/],
    [
      'the last standby of the other datacentre',
      'pg-a2-1',
      { 'pg-a2-2': stopped },
      /the guarantee needs 1 standby outside a1, and without pg-a2-1 there are 0: pg-a2-2 does not stream/,
    ],
    [
      'the neighbour of one that is drained',
      'pg-a2-1',
      { 'pg-a2-2': drained('pg-a2-2') },
      /outside a1, and without pg-a2-1 there are 0: pg-a2-2 is drained/,
    ],
    [
      'a leader whose successor would have nobody elsewhere',
      'pg-a1-1',
      { 'pg-a2-1': stopped, 'pg-a2-2': stopped },
      /the guarantee needs 1 standby outside a1, and without pg-a1-1 there are 0: pg-a2-1, pg-a2-2 do not stream/,
    ],
    [
      'a leader without a successor',
      'pg-a1-1',
      { 'pg-a1-2': stopped, 'pg-a2-1': stopped, 'pg-a2-2': stopped },
      /leads, and nobody can take over/,
    ],
  ])('of %s is refused', (_what, node, change, words) => {
    expect(drain(node, change)).toMatch(words);
  });

  test('of a leader without a neighbour hands over to the other datacentre, and it would lead again', () => {
    const like = topology({ synchronous: { guarantee: 'node' } });
    expect(drain('pg-a1-1', { 'pg-a1-2': drained('pg-a1-2') }, like)).toBe('pg-a1-1 > pg-a2-1 > back 10.10.1.3');
    expect(drain('pg-a1-1', { 'pg-a1-2': drained('pg-a1-2') })).toMatch(
      /1 standby outside a2, and without pg-a1-1 there are 0: pg-a1-2 is drained/,
    );
  });

  test('waits for no member that does not follow anyway, but for the host itself', () => {
    const astray = { member: said(member({ replication: null, version: '3.1.0' })) };
    const there = (node: string): unknown => {
      const choice = chooseDrain(view({ 'pg-a1-2': astray }), node, members);
      return choice.kind === 'chosen' ? choice.plan.there : choice.problem;
    };
    expect(there('pg-a2-2')).toEqual(['pg-a1-1', 'pg-a2-1', 'pg-a2-2']);
    expect(there('pg-a1-2')).toEqual(members);
  });

  test('of the last standby is refused also where nothing is guaranteed, and a reboot of it is not', () => {
    const off = topology({ synchronous: { guarantee: 'off' } });
    const change = { 'pg-a1-2': stopped, 'pg-a2-1': stopped };
    expect(drain('pg-a2-2', change, off)).toMatch(/pg-a1-1 needs 1 standby that could take over, and without pg-a2-2 there are 0/);
    expect(reboot('pg-a2-2', change, off)).toMatch(/Consul has 4/);
  });

  test('hands over, marks, waits for what leads to the host and then for its clients', () => {
    const choice = chooseDrain(view(), 'pg-a1-1', members);
    if (choice.kind !== 'chosen') throw new Error(choice.problem);
    const phases = describeSequence(drainSequence(topology(), choice.plan, patience));
    expect(phases.map((one) => one.phase)).toEqual(['lease', 'switchover', 'drain', 'clients', 'history']);
    expect(JSON.stringify(phases)).toMatch(/drain it.*nothing leads to pg-a1-1 any more.*wait until its clients are gone/);
  });

  test('ends where the mark is taken away; without one there is nothing to do', () => {
    expect(chooseUndrain(view(), 'pg-a1-2')).toMatchObject({ kind: 'nothing' });
    expect(chooseUndrain(view({ 'arb-a3': drained('arb-a3', 'b') }), 'arb-a3')).toEqual({ kind: 'chosen' });
  });
});

describe('a reboot', () => {
  const other = (dead: readonly string[]): Change =>
    Object.fromEntries<Partial<NodeStatus> | string>([
      ...[...members, 'arb-a3']
        .filter((name) => !dead.includes(name))
        .map((name) => [name, { consul: said(consul({ servers: said(consulServers(dead)) })) }] as const),
      ...dead.map((name) => [name, 'no answer'] as const),
    ]);
  const withBackups = topology({ backup: backups() });
  const job = { id: 'backup-1', kind: 'backup' as const, state: 'running' as const };

  test.each<readonly [string, string, Change, string]>([
    ['a standby', 'pg-a2-2', {}, 'Consul has 4 other servers meanwhile, and needs 3'],
    ['the witness, with a database host away', 'arb-a3', other(['pg-a2-2']), 'Consul has 3 other servers meanwhile, and needs 3'],
    ['the backup host', 'backup', {}, 'no Consul'],
    [
      'one that was begun',
      'pg-a2-2',
      { 'pg-a2-2': drained('pg-a2-2', 'boot-before') },
      'Consul has 4 other servers meanwhile, and needs 3; resumed',
    ],
  ])('of %s', (_what, node, change, expected) => {
    expect(reboot(node, change)).toBe(expected);
  });

  test('that would cost Consul its majority is refused with the arithmetic', () => {
    expect(reboot('arb-a3', other(['pg-a2-1', 'pg-a2-2']))).toBe(
      'arb-a3 cannot be rebooted now: Consul needs 3 servers, and without arb-a3 there are 2: pg-a2-1, pg-a2-2 are not there',
    );
  });

  test.each([
    ['backup', /the job backup-1 \(backup\) runs there/],
    ['pg-a1-2', /the job backup-1 \(backup\) reads from there/],
  ])('of %s waits for a backup', (node, words) => {
    const busy = { backup: { backup: said(backupSaid({ jobs: [{ ...jobState, ...job }] })) } };
    expect(reboot(node, busy, withBackups)).toMatch(words);
    expect(reboot('pg-a1-1', busy, withBackups)).toMatch(/Consul has 4/);
  });

  test('comes back with all that runs there before it serves again, and takes no lease through itself', () => {
    const choice = chooseReboot(view(), 'pg-a2-1', members);
    if (choice.kind !== 'chosen') throw new Error(choice.problem);
    const phases = rebootSequence(topology(), choice.plan, patience);
    expect(phases.map(({ name }) => name)).toEqual(['lease', 'drain', 'clients', 'reboot', 'back again', 'undrain', 'history']);
    expect(phases[0]?.stages).toEqual([[{ kind: 'hold_lease', required: true, except: 'pg-a2-1' }]]);
    expect(JSON.stringify(phases[4])).toMatch(/units_run.*consul_has_leader.*members_stream.*rw_leads_to_leader/);
  });

  test('of a leader whose successor stands elsewhere ends with a switchover back', () => {
    const like = topology({ synchronous: { guarantee: 'node' } });
    const choice = chooseReboot(view({ 'pg-a1-2': drained('pg-a1-2') }, like), 'pg-a1-1', members);
    if (choice.kind !== 'chosen') throw new Error(choice.problem);
    const phases = rebootSequence(like, choice.plan, patience);
    expect(phases.map(({ name }) => name).slice(-3)).toEqual(['undrain', 'switchover back', 'history']);
    expect(phases.at(-2)?.stages[0]).toMatchObject([{ kind: 'change_leader', node: 'pg-a2-1', to: 'pg-a1-1' }]);
  });

  const jobState = {
    ...{ subject: '', askedBy: 'timer', askedAtMs: 1, startedAtMs: 1, endedAtMs: null, percent: null },
    ...{ doing: '', notes: [], failure: null, done: null },
  };
});

describe('nothing leads to a host', () => {
  const condition = { kind: 'nothing_leads_to', node: 'pg-a2-2', hosts: ['pg-a1-1', 'pg-a2-1'], vips: ['10.10.2.3'] } as const;
  const away = Object.fromEntries(members.map((name) => [name, { haproxy: said(haproxy(name, { down: ['pg-a2-2'] })) }]));
  const both = { ...away, 'pg-a2-2': { ...away['pg-a2-2'], ...drained('pg-a2-2') } };

  test.each<readonly [string, Change, string, string]>([
    ['once it is so', both, 'met', 'nothing leads to pg-a2-2'],
    ['before it is marked', away, 'missing', 'its agent does not call it drained'],
    ['while HAProxy leads there', { ...both, 'pg-a1-1': {} }, 'missing', 'pg-a1-1: HAProxy still leads to it by ro_async, ro_any'],
    ['while it holds the VIP', { ...both, 'pg-a2-2': { ...both['pg-a2-2'], addresses: ['10.10.2.3'] } }, 'missing', 'it holds 10.10.2.3'],
    ['where a host is silent', { ...both, 'pg-a1-1': 'no answer' }, 'unknown', 'pg-a1-1: agent'],
  ])('%s', (_what, change, is, line) => {
    expect(evaluateCondition(condition, view(change))).toEqual({ is, line: expect.stringContaining(line) as string });
  });

  test('a synchronous standby keeps the guarantee without the role that it gave up', () => {
    const places = topology().nodes.filter(({ role }) => role === 'database');
    const guaranteed = { kind: 'sync_guaranteed', guarantee: 'datacenter', members: places, standbys: 3 } as const;
    const inDcs = Object.fromEntries([...members, 'arb-a3'].map((name) => [name, { dcs: said(dcs()) }]));
    expect(evaluateCondition(guaranteed, view(inDcs)).is).toBe('missing');
    expect(evaluateCondition(guaranteed, view({ ...inDcs, 'pg-a2-2': { ...inDcs['pg-a2-2'], ...drained('pg-a2-2') } })).is).toBe('met');
  });
});
