import {
  certificateSummaries,
  clusterFindings,
  describeFinding,
  finding,
  findingCodes,
  healthOf,
  vocabulary,
  type FindingCode,
  type Severity,
} from '@tamada/core/findings';
import {
  checkResult,
  clusterView,
  frontendState,
  patroniRole,
  patroniState,
  serverState,
  type ArchiverSaid,
  type BackupDisk,
  type Observation,
  type TimerSaid,
} from '@tamada/core/view';
import { describe, expect, test } from 'vitest';
import {
  aBackup,
  archiverSaid,
  backupSaid,
  backups,
  catalogueSaid,
  certificate,
  consul,
  consulServers,
  databaseUnits,
  dcs,
  dcsMember,
  delayedSaid,
  frontend,
  haproxy,
  leading,
  member,
  nodeStatus,
  nowMs,
  observations,
  said,
  silent,
  topology,
} from '../../../builders/cluster.ts';

const servers = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'];
type Change = NonNullable<Parameters<typeof observations>[0]>;

/** Patroni's keys, as everybody's Consul tells them. */
function inDcs(change: Parameters<typeof dcs>[0], more: Change = {}): readonly Observation[] {
  const everywhere = Object.fromEntries(servers.map((name) => [name, { dcs: said(dcs(change)) }]));
  const both = Object.entries(more).map(([name, own]) => [name, typeof own === 'string' ? own : { ...everywhere[name], ...own }] as const);
  return observations({ ...everywhere, ...Object.fromEntries(both) });
}

function onTrial(state: 'armed' | 'held' | 'reverted'): readonly Observation[] {
  const agent = { ...nodeStatus('backup').agent, activeGeneration: 2, confirmedGeneration: state === 'reverted' ? 2 : 1 };
  const trial = { generation: state === 'reverted' ? 3 : 2, backTo: 1, state, untilMs: nowMs + 60_000, problem: 'nobody confirmed it' };
  const others = Object.fromEntries(servers.map((name) => [name, { agent: { ...nodeStatus(name).agent, ...both } }]));
  return observations({ ...others, backup: { agent: { ...agent, trial } } });
}

const both = { activeGeneration: 2, confirmedGeneration: 2 };

function on(names: readonly string[], change: Exclude<Change[string], string>): Change {
  return Object.fromEntries(names.map((name) => [name, change]));
}

const state = (text: string, role = 'replica') => ({
  member: said(member({ state: patroniState.read(text), role: patroniRole.read(role) })),
});
const withoutKey = (name: string) => ({ members: dcs().members.filter((one) => one.name !== name) });
const silentAgent = (node: string, why: 'timeout' | 'refused' | 'failed', heard: boolean): Observation => ({
  node,
  status: null,
  silence: silent(why),
  heard,
});
const replace = (one: Observation): readonly Observation[] => observations().map((other) => (other.node === one.node ? one : other));
const counting = {
  state: serverState.read('DOWN 40/81'),
  counting: { counted: 40, wanted: 81 },
  check: checkResult.read('L7OK/200'),
  up: false,
};
const leaderless = on(servers, { consul: said(consul({ leader: null, servers: silent('failed', 'No cluster leader') })) });

/** The cluster with a backup host, where that tells this of backups. */
const onHost = (change: Parameters<typeof backupSaid>[0]) => observations({ backup: { backup: said(backupSaid(change)) } });
const catalogue = (change: Parameters<typeof catalogueSaid>[0]) => onHost({ catalogue: said(catalogueSaid(change)) });
const replica = (change: Parameters<typeof delayedSaid>[0]) => onHost({ delayed: said(delayedSaid(change)) });
const archiving = (change: Parameters<typeof archiverSaid>[0], node = 'pg-a1-1') =>
  observations({ [node]: { archiver: said(archiverSaid(change)) } });
const failing = { segment: '000000010000000000000006', sinceMs: nowMs, words: 'unable to find a valid repository', attempts: 3 };
const hole = { from: '000000010000000000000003', to: '000000010000000000000003' };
const timed = { id: '20261126-020000-backup-3f2a', state: 'failed', endedAtMs: nowMs, problem: 'no leader' };
const timer = (change: Partial<TimerSaid>): TimerSaid => ({
  ...{ job: 'incremental', active: true, nextAtMs: nowMs, lastAtMs: nowMs, last: null, failures: 0 },
  ...change,
});
const disk = (change: Partial<BackupDisk>): BackupDisk => ({
  ...{ holds: ['catalogue'], path: '/var/lib/pgbackrest', freeBytes: 50, totalBytes: 100, fullInSeconds: null },
  ...change,
});
/** A leader that was cut off has ended and pushed the segment in which the others left its timeline. */
const forked = [
  { timeline: 1, parent: null, switchLsn: null, first: '000000010000000000000001', last: '000000010000000000000009' },
  { timeline: 2, parent: 1, switchLsn: '0/A0000A0', first: '00000002000000000000000A', last: '00000002000000000000000A' },
  { timeline: 3, parent: 2, switchLsn: '0/A034C38', first: '00000003000000000000000A', last: '00000003000000000000000B' },
].map((one) => ({ ...one, segments: 1, bytes: 0, holes: [] }));
const astray = (replayLsn: string) =>
  onHost({
    catalogue: said(catalogueSaid({ archive: { timelines: forked } })),
    delayed: said(
      delayedSaid({ state: 'waiting', replayLsn, waitsFor: { segment: '00000002000000000000000B', sinceMs: nowMs, hole: true } }),
    ),
  });
const withHole = catalogueSaid().archive.timelines.map((one) => ({ ...one, holes: [hole] }));
const dayMs = 86_400_000;
const proof = { backup: 'b', atMs: nowMs, tookMs: 1, good: true, problem: null };

/** For every code a cluster in which it is found, on that node or datacentre, and how the cluster is then. */
const found: Readonly<Record<FindingCode, readonly [seen: readonly Observation[], at: string | null, health: string]>> = {
  no_leader: [inDcs({ leader: null }, { 'pg-a1-1': { member: said(member()) } }), null, 'down'],
  leader_not_running: [observations({ 'pg-a1-1': state('starting', 'master') }), 'pg-a1-1', 'down'],
  several_leaders: [observations({ 'pg-a2-2': { member: said(leading()) } }), null, 'degraded'],
  vip_held_twice: [observations({ 'pg-a1-2': { addresses: ['10.10.1.3'] } }), 'a1', 'degraded'],
  vip_held_by_nobody: [observations({ 'pg-a2-1': { addresses: [] } }), 'a2', 'degraded'],
  writes_lead_astray: [observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { leader: 'pg-a1-2' })) } }), 'pg-a2-2', 'degraded'],
  writes_lead_nowhere: [observations({ 'pg-a2-2': { haproxy: said(haproxy('pg-a2-2', { down: ['pg-a1-1'] })) } }), 'pg-a2-2', 'degraded'],
  reads_lead_nowhere: [
    observations({ 'pg-a1-1': { haproxy: said(haproxy('pg-a1-1', { down: ['pg-a1-2', 'pg-a2-1', 'pg-a2-2'] })) } }),
    'pg-a1-1',
    'degraded',
  ],
  certificate_ended: [observations({ backup: { certificates: said([certificate('agent', 'backup', -1)]) } }), 'backup', 'degraded'],
  leader_unknown: [observations(on(servers, { dcs: silent(), member: silent(), haproxy: silent() })), null, 'unknown'],
  leader_unseen: [
    inDcs(
      { members: [dcsMember('pg-a1-1', { state: null }), ...dcs().members.slice(1)] },
      {
        'pg-a1-1': 'no answer',
        ...Object.fromEntries(
          ['pg-a1-2', 'pg-a2-1', 'pg-a2-2'].map((name) => [
            name,
            { haproxy: said(haproxy(name, { down: ['pg-a1-1'] })), member: said(member({ replication: null })) },
          ]),
        ),
      },
    ),
    'pg-a1-1',
    'unknown',
  ],
  leader_promoting: [observations({ 'pg-a1-1': state('running') }), 'pg-a1-1', 'unknown'],
  datacenter_silent: [observations({ 'pg-a2-1': 'no answer', 'pg-a2-2': 'no answer' }), 'a2', 'degraded'],
  agent_silent: [replace(silentAgent('backup', 'timeout', false)), 'backup', 'degraded'],
  agent_not_running: [replace(silentAgent('backup', 'refused', true)), 'backup', 'degraded'],
  agent_refuses: [replace(silentAgent('backup', 'failed', true)), 'backup', 'degraded'],
  node_drained: [
    observations({ 'pg-a2-2': { agent: { ...nodeStatus('pg-a2-2').agent, drained: { sinceMs: nowMs, rebootFrom: null } } } }),
    'pg-a2-2',
    'degraded',
  ],
  bundle_old: [observations({ backup: { agent: { ...nodeStatus('backup').agent, activeGeneration: 0 } } }), 'backup', 'degraded'],
  bundle_none: [observations({ backup: { agent: { ...nodeStatus('backup').agent, activeGeneration: null } } }), 'backup', 'degraded'],
  bundle_unfinished: [observations({ backup: { agent: { ...nodeStatus('backup').agent, confirmedGeneration: 0 } } }), 'backup', 'degraded'],
  bundle_held: [onTrial('held'), 'backup', 'degraded'],
  bundle_reverted: [onTrial('reverted'), 'backup', 'healthy'],
  bundle_on_trial: [onTrial('armed'), 'backup', 'healthy'],
  consul_no_leader: [observations(leaderless), null, 'degraded'],
  consul_unknown: [observations(on(servers, { consul: silent() })), null, 'degraded'],
  consul_server_down: [
    observations({
      'pg-a1-1': { consul: said(consul({ servers: said(consulServers(['arb-a3'])) })) },
      'arb-a3': { consul: silent('refused') },
    }),
    'arb-a3',
    'degraded',
  ],
  consul_not_voter: [
    observations(
      on(servers, {
        consul: said(consul({ servers: said(consulServers().map((one) => (one.name === 'arb-a3' ? { ...one, voter: false } : one))) })),
      }),
    ),
    'arb-a3',
    'degraded',
  ],
  consul_cut_off: [observations({ 'pg-a1-1': { consul: said(consul({ leader: null })) } }), 'pg-a1-1', 'degraded'],
  consul_token_refused: [observations({ 'arb-a3': { consul: said(consul({ tokenWorks: false })) } }), 'arb-a3', 'degraded'],
  member_not_running: [observations({ 'pg-a2-2': state('stopped') }), 'pg-a2-2', 'degraded'],
  member_missing: [inDcs(withoutKey('pg-a2-2'), { 'pg-a2-2': 'no answer' }), 'pg-a2-2', 'degraded'],
  member_unknown: [
    inDcs(
      { members: [...dcs().members.slice(0, 3), dcsMember('pg-a2-2', { state: patroniState.read('starting') })] },
      {
        'pg-a2-2': 'no answer',
        ...Object.fromEntries(
          ['pg-a1-1', 'pg-a1-2', 'pg-a2-1'].map((name) => [name, { haproxy: said(haproxy(name, { down: ['pg-a2-2'] })) }]),
        ),
      },
    ),
    'pg-a2-2',
    'degraded',
  ],
  patroni_not_running: [observations({ 'pg-a2-2': { member: silent('refused') } }), 'pg-a2-2', 'degraded'],
  member_timeline: [observations({ 'pg-a2-2': { member: said(member({ timeline: 3 })) } }), 'pg-a2-2', 'degraded'],
  member_not_streaming: [observations({ 'pg-a2-2': { member: said(member({ replication: null })) } }), 'pg-a2-2', 'degraded'],
  sync_not_elsewhere: [inDcs({ syncStandbys: ['pg-a1-2'] }), null, 'degraded'],
  sync_too_few: [inDcs({ syncStandbys: ['pg-a2-1'] }), null, 'degraded'],
  sync_unknown: [observations({ 'pg-a2-1': { dcs: said(dcs({ syncStandbys: [] })) } }), null, 'degraded'],
  patroni_paused: [observations({ 'pg-a1-1': { member: said(leading({ paused: true })) } }), null, 'degraded'],
  vip_unseen: [observations({ 'pg-a2-1': 'no answer' }), 'a2', 'degraded'],
  vip_elsewhere: [observations({ 'pg-a1-1': { addresses: [] }, 'pg-a1-2': { addresses: ['10.10.1.3'] } }), 'a1', 'degraded'],
  haproxy_not_running: [observations({ 'pg-a2-2': { haproxy: silent('refused', 'it has no runtime socket') } }), 'pg-a2-2', 'degraded'],
  writes_wait: [observations({ 'pg-a1-2': { haproxy: said(haproxy('pg-a1-2', {}, { 'rw/pg-a1-1': counting })) } }), 'pg-a1-2', 'degraded'],
  reads_fall_back: [observations({ 'pg-a1-1': { haproxy: said(haproxy('pg-a1-1', { down: ['pg-a2-2'] })) } }), 'pg-a1-1', 'degraded'],
  haproxy_set_by_hand: [
    observations({
      'pg-a2-1': {
        haproxy: said({ ...haproxy('pg-a2-1'), frontends: [frontend('rw', { state: frontendState.read('PAUSED') }), frontend('ro')] }),
      },
    }),
    'pg-a2-1',
    'degraded',
  ],
  keepalived_not_running: [observations({ 'pg-a2-2': { units: databaseUnits(['keepalived.service']) } }), 'pg-a2-2', 'degraded'],
  certificate_ends_soon: [observations({ backup: { certificates: said([certificate('agent', 'backup', 13)]) } }), 'backup', 'degraded'],
  certificate_unreadable: [
    observations({
      backup: { certificates: said([{ ...certificate('agent', 'backup'), notAfterMs: null, problem: 'not a certificate' }]) },
    }),
    'backup',
    'degraded',
  ],
  wal_filling: [archiving({ failing, fullInSeconds: 1800 }), 'pg-a1-1', 'degraded'],
  archive_let_go: [archiving({ letGo: { first: '0000000100000000000000A3', files: 12 } }), 'pg-a1-1', 'degraded'],
  archive_conflict: [
    archiving({ conflicts: [{ segment: '0000000100000000000000A3', seenAtMs: nowMs, words: 'another checksum' }] }, 'pg-a1-2'),
    'pg-a1-2',
    'degraded',
  ],
  archive_failing: [archiving({ failing, fullInSeconds: 7200 }), 'pg-a1-1', 'degraded'],
  tool_versions_differ: [
    archiving({ failing: { ...failing, words: "expected value '2.46' for greeting key 'version' but got '2.45'" } }),
    'pg-a1-1',
    'degraded',
  ],
  archive_hole: [catalogue({ archive: { timelines: withHole } }), 'backup', 'degraded'],
  delayed_promoted: [replica({ state: 'promoted', replaying: false, timeline: 3 }), 'backup', 'degraded'],
  retention_stuck: [onHost({ timers: [timer({ job: 'expire', failures: 2, last: timed })] }), 'backup', 'degraded'],
  schedule_failing: [onHost({ timers: [timer({ failures: 2, last: timed })] }), 'backup', 'degraded'],
  schedule_off: [onHost({ timers: [timer({ active: false })] }), 'backup', 'degraded'],
  backup_disk_filling: [onHost({ disks: [disk({ freeBytes: 9 })] }), 'backup', 'degraded'],
  delayed_stopped: [replica({ state: 'stopped', problem: 'requested recovery stop point' }), 'backup', 'degraded'],
  delayed_astray: [astray('0/B000000'), 'backup', 'degraded'],
  delayed_waits_for_hole: [
    replica({ state: 'waiting', waitsFor: { segment: hole.from, sinceMs: nowMs, hole: true } }),
    'backup',
    'degraded',
  ],
  clock_off: [observations({ backup: { observedAtMs: nowMs + 3_600_000 } }), 'backup', 'degraded'],
  delayed_behind: [replica({ behindSeconds: 2 * 86_400 }), 'backup', 'degraded'],
  backup_none: [catalogue({ newest: null, lastGood: null, backups: 0 }), 'backup', 'degraded'],
  backup_damaged: [catalogue({ newest: aBackup({ state: 'damaged' }) }), 'backup', 'degraded'],
  backup_old: [catalogue({ lastGood: aBackup({ endedAtMs: nowMs - 3 * dayMs }) }), 'backup', 'degraded'],
  proof_failed: [onHost({ lastProof: { ...proof, good: false, problem: 'it did not start' } }), 'backup', 'degraded'],
  archive_lagging: [archiving({ lagSegments: 40 }), 'pg-a1-1', 'healthy'],
  backups_silent: [onHost({ catalogue: silent('failed', 'its disk is away') }), 'backup', 'healthy'],
  delayed_stands: [replica({ state: 'at_target', replaying: false }), 'backup', 'healthy'],
  proof_old: [onHost({ lastProof: { ...proof, atMs: nowMs - 16 * dayMs } }), 'backup', 'healthy'],
  agent_slow: [replace(silentAgent('backup', 'timeout', true)), 'backup', 'healthy'],
  patroni_slow: [observations({ 'pg-a1-1': { member: silent() } }), 'pg-a1-1', 'healthy'],
  consul_slow: [observations({ 'pg-a1-1': { consul: silent() } }), 'pg-a1-1', 'healthy'],
  haproxy_slow: [observations({ 'pg-a1-1': { haproxy: silent() } }), 'pg-a1-1', 'healthy'],
  systemd_silent: [observations({ 'pg-a1-1': { units: silent() } }), 'pg-a1-1', 'healthy'],
  certificates_silent: [observations({ backup: { certificates: silent() } }), 'backup', 'healthy'],
  restart_pending: [observations({ 'pg-a2-2': { member: said(member({ pendingRestart: true })) } }), 'pg-a2-2', 'healthy'],
  certificate_ends: [observations({ backup: { certificates: said([certificate('agent', 'backup', 59)]) } }), 'backup', 'healthy'],
};

describe('every code has a judge', () => {
  test.each(findingCodes)('%s', (code) => {
    const [seen, at, health] = found[code];
    const view = clusterView(topology({ backup: backups() }), seen);
    const findings = clusterFindings({ view, certificates: certificateSummaries(view.nodes, [], nowMs) });
    const own = findings.filter((one) => one.code === code);
    expect(
      own.map(({ subject }) => subject.node ?? subject.datacenter),
      JSON.stringify(findings),
    ).toEqual([at]);
    expect(healthOf(view, findings)).toBe(health);
  });

  test('and in a healthy cluster none finds anything', () => {
    expect(clusterFindings({ view: clusterView(topology(), observations()), certificates: [] })).toEqual([]);
    const withBackups = observations({ backup: { backup: said(backupSaid()) }, 'pg-a1-1': { archiver: said(archiverSaid()) } });
    expect(clusterFindings({ view: clusterView(topology({ backup: backups() }), withBackups), certificates: [] })).toEqual([]);
  });
});

describe('what is found of backups', () => {
  const of = (seen: ReturnType<typeof observations>) =>
    clusterFindings({ view: clusterView(topology({ backup: backups() }), seen), certificates: [] });
  const conflict = '0000000200000000000000A3';
  const onConflict = (pushed: Readonly<Record<string, ArchiverSaid['pushed']>>) =>
    observations({
      'pg-a1-2': { archiver: said(archiverSaid({ conflicts: [{ segment: conflict, seenAtMs: nowMs, words: 'another checksum' }] })) },
      ...Object.fromEntries(Object.entries(pushed).map(([node, own]) => [node, { archiver: said(archiverSaid({ pushed: own })) }])),
    });

  test.each<readonly [string, Readonly<Record<string, ArchiverSaid['pushed']>>, string | null]>([
    ['who has pushed further on that timeline', { 'pg-a2-1': [{ timeline: 2, upTo: '0000000200000000000000A4' }] }, 'pg-a2-1'],
    ['not who came less far', { 'pg-a2-1': [{ timeline: 2, upTo: '0000000200000000000000A2' }] }, null],
    ['not who led another timeline', { 'pg-a2-1': [{ timeline: 1, upTo: '0000000100000000000000FF' }] }, null],
  ])('a conflict names both hosts: %s', (_name, pushed, first) => {
    const [found] = of(onConflict(pushed)).map(describeFinding);
    expect(found).toMatchObject({ code: 'archive_conflict', node: 'pg-a1-2', fields: { segment: conflict, first, leader: 'pg-a1-1' } });
    expect(found?.message).toContain(first === null ? 'no agent knows who pushed that' : `that came from ${first}`);
  });

  test.each<readonly [string, Parameters<typeof backupSaid>[0], readonly string[]]>([
    ['one failure is not yet worth a word', { timers: [timer({ failures: 1, last: timed })] }, []],
    ['a disk that fills within a week', { disks: [disk({ fullInSeconds: 6 * 86_400 })] }, ['backup_disk_filling']],
    ['a disk that fills later', { disks: [disk({ fullInSeconds: 8 * 86_400 })] }, []],
  ])('%s', (_name, change, codes) => {
    expect(of(onHost(change)).map(({ code }) => code)).toEqual(codes);
  });

  test.each<readonly [string, Change, readonly string[]]>([
    ['a clock that is behind', { 'pg-a2-1': { observedAtMs: nowMs - 90_000 } }, ['pg-a2-1']],
    ['an answer that was under way for a while', { backup: { observedAtMs: nowMs + 50_000 } }, []],
  ])('%s', (_name, change, nodes) => {
    const found = of(observations(change)).filter(({ code }) => code === 'clock_off');
    expect(found.map(({ subject }) => subject.node)).toEqual(nodes);
  });

  test.each<readonly [string, Parameters<typeof astray>, readonly string[]]>([
    ['a replica past the place where its timeline was left', ['0/B000000'], ['delayed_astray']],
    ['one that stands there waits for a segment like any other', ['0/A034C38'], ['delayed_waits_for_hole']],
  ])('%s', (_name, [replayLsn], codes) => {
    expect(of(astray(replayLsn)).map(({ code }) => code)).toEqual(codes);
  });

  test('without a time in cluster.yaml a timer may be off', () => {
    const never = { ...backups().schedule, incremental: null };
    const view = clusterView(topology({ backup: backups({ schedule: never }) }), onHost({ timers: [timer({ active: false })] }));
    expect(clusterFindings({ view, certificates: [] })).toEqual([]);
  });
});

describe('the vocabulary', () => {
  test('the gravest stand first', () => {
    const order: readonly Severity[] = ['critical', 'warning', 'notice'];
    const severities = findingCodes.map((code) => order.indexOf(vocabulary[code].severity));
    expect(severities).toEqual(severities.toSorted());
  });

  test.each(findingCodes)('%s has words and a remedy that name its subject', (code) => {
    const { about, example } = vocabulary[code];
    const subject = {
      node: about === 'node' ? 'pg-a1-1' : null,
      datacenter: about === 'cluster' ? null : 'a1',
    };
    const { message, remedy, severity } = describeFinding(finding(code, subject, example as never));
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(message.startsWith({ node: 'pg-a1-1: ', datacenter: 'a1: ', cluster: '' }[about])).toBe(true);
    expect(`${message} ${remedy}`).not.toMatch(/undefined|null|\[object/);
    expect(remedy).not.toBe('');
    expect(severity).toBe(vocabulary[code].severity);
  });
});

test.each([
  [
    'no key has a session and nobody claims to lead',
    { leader: null },
    'there is no leader key in Consul, read through pg-a1-1, pg-a1-2, pg-a2-1, pg-a2-2, arb-a3',
  ],
])('the evidence is told: %s', (_name, change, evidence) => {
  const view = clusterView(topology(), inDcs(change));
  expect(clusterFindings({ view, certificates: [] })[0]?.evidence).toEqual([evidence]);
});
