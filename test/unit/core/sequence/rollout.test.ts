import { appliedBy, bootstrapEnded, compareConfig, droppedKeys, fixedByInitdb, inForce, nodeEnd, planRollout } from '@tamada/core/sequence';
import type { EarlierRuns, RolloutNode, RolloutStep, RolloutWish, RunRecord } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { clusterView } from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import { nodeStatus, observations, topology } from '../../../builders/cluster.ts';

const base = topology();
const nothing: EarlierRuns = { last: null, since: [] };
const applied = (change: Partial<Topology> = {}): EarlierRuns => ({ last: appliedBy({ ...base, ...change }), since: [] });

describe('whether a bootstrap has ended well', () => {
  const run = (sequence: RunRecord['sequence'], result: RunRecord['result']): RunRecord => ({
    ...{ id: 'r', sequence, startedAtMs: 1, endedAtMs: 2, inputs: '', ignored: [], generation: 1, digests: {}, result, phase: '' },
  });
  const entry = { kind: 'bootstrap', json: '{}' };

  test.each([
    { name: 'by the history of a workspace that is lost', runs: [], history: [entry], ended: 'yes' },
    { name: 'by the workspace, while Consul is silent', runs: [run('bootstrap', 'done')], history: null, ended: 'yes' },
    { name: 'not by a history without it', runs: [], history: [], ended: 'no' },
    {
      name: 'not by a switchover in between',
      runs: [run('bootstrap', 'failed')],
      history: [{ kind: 'switchover', json: '{}' }],
      ended: 'no',
    },
    { name: 'not by a run that failed, while Consul is silent', runs: [run('bootstrap', 'failed')], history: null, ended: 'no' },
    { name: 'unknown where nobody tells', runs: [], history: null, ended: 'unknown' },
  ])('$name', ({ runs, history, ended }) => {
    expect(bootstrapEnded({ runs, history })).toBe(ended);
  });
});

test('keys that earlier runs set and nobody wants any more are taken away, others are not named', () => {
  const before = [{ ttl: 30, postgresql: { parameters: { work_mem: '8MB', jit: 'off' } } }, { postgresql: { parameters: { 'a.b': 1 } } }];
  const wanted = { ttl: 20, postgresql: { parameters: { jit: 'on' } } };
  expect(droppedKeys(before, wanted)).toEqual({ postgresql: { parameters: { work_mem: null, 'a.b': null } } });
});

describe('what initdb fixed', () => {
  const made = { locale: 'C.utf8', encoding: 'UTF8', checksums: true, serverVersion: 150_018 };
  test.each([
    { name: 'the same in other words', said: { ...made, encoding: 'utf-8' }, differs: [] },
    { name: 'another locale', said: { ...made, locale: 'en_US.utf8' }, differs: [/postgres.locale en_US.utf8.*C.UTF-8/] },
    { name: 'another encoding', said: { ...made, encoding: 'LATIN1' }, differs: [/postgres.encoding LATIN1/] },
    { name: 'another major version', said: { ...made, serverVersion: 160_002 }, differs: [/postgres.version 16/] },
    { name: 'no checksums', said: { ...made, checksums: false }, differs: [/checksums/] },
  ])('$name', ({ said, differs }) => {
    const words = fixedByInitdb(base, said);
    expect(words).toHaveLength(differs.length);
    differs.forEach((pattern, index) => expect(words[index]).toMatch(pattern));
  });
});

describe('the dynamic configuration', () => {
  const wanted = { ttl: 30, postgresql: { parameters: { work_mem: '8MB' } } };
  const was = (work_mem: string | null): EarlierRuns => ({
    last: { fixed: {}, made: [], dynamic: { ttl: 30, postgresql: { parameters: work_mem === null ? {} : { work_mem } } } },
    since: [],
  });
  const is = (work_mem: string) => ({ ttl: 30, postgresql: { parameters: { work_mem } } });
  const names = (values: readonly { readonly path: readonly string[] }[]): readonly string[] => values.map(({ path }) => path.join('.'));
  const mem = 'postgresql.parameters.work_mem';

  test.each([
    { name: 'as wanted', found: is('8MB'), earlier: was('8MB'), changes: [], drift: [], foreign: [] },
    { name: 'cluster.yaml wants another value', found: is('4MB'), earlier: was('4MB'), changes: [mem], drift: [], foreign: [] },
    { name: 'somebody set another value', found: is('64MB'), earlier: was('8MB'), changes: [], drift: [mem], foreign: [] },
    { name: 'both', found: is('64MB'), earlier: was('4MB'), changes: [mem], drift: [], foreign: [] },
    { name: 'nobody knows what was applied', found: is('64MB'), earlier: nothing, changes: [mem], drift: [], foreign: [] },
    {
      name: 'a run that failed had set it, and it was taken back',
      found: is('64MB'),
      earlier: { ...was('8MB'), since: [{ fixed: {}, made: [], dynamic: is('64MB') }] },
      changes: [mem],
      drift: [],
      foreign: [],
    },
    { name: 'others added a key', found: { ...is('8MB'), pause: true }, earlier: was('8MB'), changes: [], drift: [], foreign: ['pause'] },
    {
      name: 'what we set is wanted no more',
      found: { ...is('8MB'), failsafe_mode: true },
      earlier: { last: { fixed: {}, made: [], dynamic: { failsafe_mode: true } }, since: [] },
      changes: ['failsafe_mode'],
      drift: [],
      foreign: [],
    },
  ])('$name', ({ found, earlier, changes, drift, foreign }) => {
    const compared = compareConfig(found, wanted, earlier);
    expect({ changes: names(compared.changes), drift: names(compared.drift), foreign: names(compared.foreign) }).toEqual({
      changes,
      drift,
      foreign,
    });
  });
});

describe('a rollout', () => {
  const view = clusterView(base, observations());
  const step = (origin: string, kind = 'write_file', subject = '/etc/haproxy/haproxy.cfg'): RolloutStep => ({
    ...{ kind, subject, reason: '', difference: '', origin, edited: '' },
  });
  const everywhere = (...steps: readonly RolloutStep[]): readonly RolloutNode[] => base.nodes.map(({ name }) => ({ node: name, steps }));
  const noConfig = { changes: [], drift: [], foreign: [] };
  const all: RolloutWish = { nodes: null, canary: null, fixDrift: false };
  const plan = (nodes: readonly RolloutNode[], wish: Partial<RolloutWish> = {}, earlier = applied()) =>
    planRollout({ view, nodes, config: noConfig, earlier, wish: { ...all, ...wish } });
  const applies = ({ phases }: ReturnType<typeof plan>): readonly string[] =>
    phases.flatMap(({ name, stages }) => stages.flat().flatMap((task) => (task.kind === 'apply_bundle' ? [`${name} ${task.node}`] : [])));

  test('nothing differs: there are no phases', () => {
    expect(plan(everywhere())).toMatchObject({ changed: [], refused: [], phases: [] });
  });

  test('one node after the other, each with its gate; the sync standbys late, the leader last', () => {
    const order = applies(plan(everywhere(step('change'))));
    expect(order.slice(0, 2).map((one) => one.split(' ')[0])).toEqual(['other', 'other']);
    expect(order.at(-1)).toBe(`leader ${view.leader.name ?? ''}`);
    expect(order).toHaveLength(6);
    for (const { stages } of plan(everywhere(step('change'))).phases)
      for (const stage of stages) expect(stage.filter(({ kind }) => kind === 'apply_bundle').length).toBeLessThan(2);
  });

  test('each is on trial until its gate has passed: for longer than that may take, or for as long as is asked', () => {
    const { phases } = plan(everywhere(step('change'), step('follows', 'restart_unit', 'consul.service')));
    const tasks = phases.slice(2, -1).flatMap(({ stages }) => stages.flat());
    let tried: string | null = null;
    let waited = 0;
    let within = 0;
    for (const task of tasks) {
      if (task.kind === 'apply_bundle') {
        expect(tried).toBeNull();
        [tried, waited, within] = [task.node, 0, task.confirmWithinMs ?? 0];
      } else if (task.kind === 'wait_for') waited += task.withinMs;
      else if (task.kind === 'confirm_bundle') {
        expect(task.node).toBe(tried);
        expect(within).toBeGreaterThan(waited);
        tried = null;
      }
    }
    expect(tried).toBeNull();
    const short = plan(everywhere(step('change')), { confirmWithinMs: 5000 }).phases.flatMap(({ stages }) => stages.flat());
    const times = short.flatMap((task) => (task.kind === 'apply_bundle' ? [task.confirmWithinMs] : []));
    expect(times).toEqual(times.map(() => 5000));
  });

  test('what an earlier run left on trial, or held, comes first, and is not left out', () => {
    const { agent } = nodeStatus('pg-a2-1');
    const trial = { generation: 1, backTo: 0, state: 'armed', untilMs: 1, problem: '' } as const;
    const left = clusterView(base, observations({ 'pg-a2-1': { agent: { ...agent, trial } } }));
    const of = (wish: Partial<RolloutWish>) =>
      planRollout({ view: left, nodes: everywhere(), config: noConfig, earlier: applied(), wish: { ...all, ...wish } });
    expect(applies(of({}))[0]).toBe('unconfirmed pg-a2-1');
    expect(of({ nodes: ['arb-a3'] }).refused[0]?.problem).toMatch(/not confirmed since an earlier run: pg-a2-1/);
  });

  test('a restart of Consul comes first, the raft leader is the last of it', () => {
    const consul = applies(plan(everywhere(step('change'), step('follows', 'restart_unit', 'consul.service')))).filter((one) =>
      one.startsWith('consul'),
    );
    expect(consul.at(-1)).toBe(`consul ${view.consul.leader ?? ''}`);
  });

  test('the canary is first', () => {
    expect(applies(plan(everywhere(step('change')), { canary: 'pg-a2-2' }))[0]).toBe('canary pg-a2-2');
  });

  test('only the nodes that are named, and nothing that is no node’s', () => {
    const { phases, changed } = plan(everywhere(step('change')), { nodes: ['arb-a3'] });
    expect(changed).toEqual(['arb-a3']);
    expect(phases.map(({ name }) => name)).toEqual(['cluster', 'facts', 'other hosts', 'confirm']);
  });

  test('what was changed by hand is left alone, keeps a change from being made there, and goes when it is asked', () => {
    expect(plan(everywhere(step('drift')))).toMatchObject({ changed: [], refused: [], phases: [] });
    expect(plan(everywhere(step('change'), step('drift'))).refused[0]?.problem).toMatch(/was changed by hand: \/etc\/haproxy/);
    const fixed = plan(everywhere(step('change'), step('drift')), { fixDrift: true });
    expect(fixed).toMatchObject({ refused: [], changed: base.nodes.map(({ name }) => name) });
  });

  test('an apply that was cut off before a reload goes on', () => {
    expect(plan(everywhere(step('follows', 'reload_unit', 'haproxy.service'))).changed).toHaveLength(6);
  });

  describe('a parameter that needs a restart', () => {
    const value = (is: number | null, wanted: number | null, name = 'max_connections') => ({
      path: ['postgresql', 'parameters', name],
      is,
      wanted,
    });
    const withValues = (...changes: readonly ReturnType<typeof value>[]) =>
      planRollout({ view, nodes: everywhere(), config: { ...noConfig, changes }, earlier: applied(), wish: all });
    const phases = ({ phases: found }: ReturnType<typeof withValues>): readonly string[] => found.map(({ name }) => name).slice(2);

    test('goes up on standbys first, and the leader hands over before its own restart', () => {
      const names = phases(withValues(value(100, 200)));
      const restarts = names.filter((name) => /^restart|^switchover/.test(name));
      expect(names.slice(0, 2)).toEqual(['parameters', 'pending restarts']);
      expect(restarts.slice(-2)).toEqual(['switchover', 'restart pg-a1-1']);
      expect(restarts).toHaveLength(5);
    });

    test.each([value(200, 100), value(null, 50), value(200, null)])('goes down on the leader first, in its place: %j', (change) => {
      const { felt } = withValues(change);
      const names = phases(withValues(change)).filter((name) => /^restart|^switchover/.test(name));
      expect(names[0]).toBe('restart pg-a1-1');
      expect(names).toHaveLength(4);
      expect(felt.join()).toMatch(/writes stop while PostgreSQL restarts on the leader pg-a1-1/);
    });

    test('not up and down at once', () => {
      expect(withValues(value(200, 100), value(8, 16, 'max_worker_processes')).refused[0]?.problem).toMatch(/goes down and .* goes up/);
    });

    test('is no matter of a part of the nodes', () => {
      const part = planRollout({
        view,
        nodes: everywhere(),
        config: { ...noConfig, changes: [value(100, 200)] },
        earlier: applied(),
        wish: { ...all, nodes: ['arb-a3'] },
      });
      expect(part.phases).toEqual([]);
    });
  });

  test.each([
    ['restart_unit', 'tamada-delayed.service', 'the delayed replica is restarted'],
    ['reload_unit', 'haproxy.service', 'HAProxy is reloaded'],
    ['restart_unit', 'haproxy.service', 'HAProxy is restarted'],
    ['reload_unit', 'keepalived.service', 'keepalived is reloaded'],
    ['restart_unit', 'keepalived.service', 'keepalived is restarted'],
    ['reload_unit', 'patroni.service', 'Patroni is reloaded'],
  ])('clients are told what they feel: %s of %s', (kind, unit, words) => {
    expect(plan(everywhere(step('change'), step('follows', kind, unit))).felt.join('\n')).toContain(words);
  });

  test('no restart of Patroni', () => {
    const { refused } = plan(everywhere(step('change'), step('follows', 'restart_unit', 'patroni.service')));
    expect(refused[0]?.problem).toContain('PostgreSQL with it');
  });

  test.each([
    { name: 'another port', was: applied({ postgres: { ...base.postgres, port: 6432 } }), problem: /postgres.port/ },
    { name: 'a node more', was: applied({ nodes: base.nodes.slice(1) }), problem: /nodes.pg-a1-1/ },
    { name: 'another locale', was: applied({ postgres: { ...base.postgres, locale: 'C' } }), problem: /postgres.locale/ },
  ])('$name is refused', ({ was, problem }) => {
    const { refused } = plan(everywhere(), {}, was);
    expect(refused.map((one) => one.problem).join()).toMatch(problem);
    expect(refused[0]?.next).toMatch(/^put it back/);
  });
});

describe('how a node stands after a rollout that failed', () => {
  const { agent, ...status } = nodeStatus('pg-a1-1');
  const trial = (state: 'armed' | 'held' | 'reverted') => ({ generation: 5, backTo: 4, state, untilMs: 86_399_000, problem: 'too bad' });
  const has = (activeGeneration: number, confirmedGeneration: number) => ({ activeGeneration, confirmedGeneration });

  test.each([
    { name: 'confirmed', now: has(5, 5), words: 'has generation 5, confirmed' },
    {
      name: 'on_trial',
      now: { ...has(5, 4), trial: trial('armed') },
      words: 'tries generation 5, and goes back to 4 by itself at 23:59:59 UTC',
    },
    { name: 'reverted', now: { ...has(4, 4), trial: trial('reverted') }, words: 'went back to generation 4: too bad' },
    { name: 'held', now: { ...has(5, 4), trial: trial('held') }, words: 'holds generation 5: too bad' },
    { name: 'unfinished', now: has(5, 4), words: 'began generation 5 and did not finish it' },
    { name: 'untouched', now: has(4, 4), words: 'was not touched: generation 4' },
  ])('$name', ({ name: state, now, words }) => {
    expect(nodeEnd('pg-a1-1', { ...status, agent: { ...agent, ...now } }, 5)).toMatchObject({ state, words });
  });
  test('nobody knows while it is silent', () => {
    expect(nodeEnd('pg-a1-1', null, 5)).toMatchObject({ state: 'unknown', generation: null });
  });
});

describe('what is in force', () => {
  const wants = (parameters: Topology['postgres']['parameters']): Topology => ({ ...base, postgres: { ...base.postgres, parameters } });
  const says = (name: string, value: string) => [{ node: 'pg-a1-1', settings: [{ name, value, pendingRestart: false }], hbaErrors: [] }];

  test.each([
    { name: 'in another unit', topology: wants({ work_mem: '16MB' }), said: says('work_mem', '16384'), wrong: [], waiting: [] },
    { name: 'another word for on', topology: wants({ jit: true }), said: says('jit', 'on'), wrong: [], waiting: [] },
    {
      name: 'dropped',
      topology: wants({ work_mem: '16MB' }),
      said: says('work_mem', '4096'),
      wrong: ['pg-a1-1: work_mem is 4096, and not 16MB'],
      waiting: [],
    },
    {
      name: 'at the next start',
      topology: wants({ max_connections: 200 }),
      said: says('max_connections', '100'),
      wrong: [],
      waiting: ['max_connections'],
    },
    {
      name: 'a line of pg_hba.conf',
      topology: base,
      said: [{ node: 'pg-a1-1', settings: [], hbaErrors: [{ line: 7, words: 'invalid' }] }],
      wrong: ['pg-a1-1: line 7 of pg_hba.conf: invalid'],
      waiting: [],
    },
  ])('$name', ({ topology: wanted, said, wrong, waiting }) => {
    expect(inForce(wanted, said)).toEqual({ wrong, waiting });
  });
});
