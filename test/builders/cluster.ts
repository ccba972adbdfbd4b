import type { Backup } from '@tamada/core/backup';
import type { DelayedSaid } from '@tamada/core/jobs';
import type { BackupOptions, Node, Topology } from '@tamada/core/topology';
import {
  checkBasis,
  checkResult,
  frontendState,
  patroniRole,
  patroniState,
  postmasterState,
  replicationState,
  serverState,
  unitState,
  type ArchiverSaid,
  type BackupSaid,
  type CatalogueSaid,
  type CertificateSaid,
  type CheckSaid,
  type ConsulSaid,
  type DcsSaid,
  type HaproxySaid,
  type HaproxyServer,
  type Look,
  type MemberSaid,
  type NodeStatus,
  type Observation,
  type Silence,
} from '@tamada/core/view';

/** The cluster that tamada is for, with every default; `change` replaces whole keys. */
export function topology(change: Partial<Topology> = {}): Topology {
  return {
    name: 'geo',
    datacenters: [
      { name: 'a1', vip: { address: '10.10.1.3', prefixLength: 24, virtualRouterId: 51 } },
      { name: 'a2', vip: { address: '10.10.2.3', prefixLength: 24, virtualRouterId: 52 } },
      { name: 'a3', vip: null },
    ],
    nodes: [
      node('pg-a1-1', 'a1', '10.10.1.1', 'database'),
      node('pg-a1-2', 'a1', '10.10.1.2', 'database'),
      node('pg-a2-1', 'a2', '10.10.2.1', 'database'),
      node('pg-a2-2', 'a2', '10.10.2.2', 'database'),
      node('arb-a3', 'a3', '10.10.3.1', 'witness'),
      node('backup', 'a1', '10.10.1.4', 'backup'),
    ],
    postgres: { version: 15, port: 5432, locale: 'C.UTF-8', encoding: 'UTF8', parameters: {}, databases: [], users: [], hba: [] },
    synchronous: { guarantee: 'datacenter' },
    clients: [],
    readOnly: { fallbackToLeader: false },
    failover: { profile: 'default' },
    packages: 'managed',
    consul: { datacenter: 'geo', logLevel: 'INFO' },
    agent: { port: 7443 },
    backup: null,
    allow: [],
    ...change,
  };
}

/** Backups by pgBackRest with every default and a replica that is a day behind. */
export function backups(change: Partial<BackupOptions> = {}): BackupOptions {
  return {
    tool: 'pgbackrest',
    source: 'pg-a1-2',
    delayedReplica: { delaySeconds: 86_400, port: 5433 },
    port: 8432,
    schedule: {
      full: 'Sun *-*-* 01:00',
      incremental: 'Mon..Sat *-*-* 01:00',
      verify: '*-*-* 04:00',
      prove: 'Sun *-*-* 06:00',
      expire: '*-*-* 05:00',
    },
    retention: { fulls: 2, windowSeconds: 7 * 86_400 },
    walReserveBytes: 2 ** 30,
    ...change,
  };
}

export function node(name: string, datacenter: string, address: string, role: Node['role']): Node {
  return { name, datacenter, address, role };
}

const nowMs = Date.UTC(2026, 10, 23);
const servers = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'];

/** A source that answered at once. */
export function said<T>(value: T): Extract<Look<T>, { answer: 'said' }> {
  return { answer: 'said', said: value, waitedMs: 5 };
}

export function silent(why: Silence['why'] = 'timeout', problem = `it is silent (${why})`): Silence {
  return { answer: 'silent', why, problem, waitedMs: why === 'timeout' ? 4000 : 1 };
}

export function member(change: Partial<MemberSaid> = {}): MemberSaid {
  return {
    state: patroniState.read('running'),
    role: patroniRole.read('replica'),
    syncStandby: false,
    timeline: 1,
    lsn: '0/5000000',
    receivedLsn: '0/5000000',
    pendingRestart: false,
    paused: false,
    replication: replicationState.read('streaming'),
    version: '3.0.2',
    serverVersion: 150018,
    systemId: '7000000000000000001',
    standbys: [],
    startedAtMs: 1000,
    ...change,
  };
}

/** A member that leads. */
export function leading(change: Partial<MemberSaid> = {}): MemberSaid {
  return member({ role: patroniRole.read('master'), receivedLsn: null, replication: null, ...change });
}

export function consul(change: Partial<ConsulSaid> = {}): ConsulSaid {
  return {
    leader: { address: '10.10.3.1:8300', name: 'arb-a3' },
    servers: said(consulServers()),
    tokenWorks: true,
    version: '1.8.7',
    ...change,
  };
}

/** Raft's servers, all alive but those. */
export function consulServers(dead: readonly string[] = []): Extract<ConsulSaid['servers'], { answer: 'said' }>['said'] {
  const { nodes } = topology();
  return servers.map((name) => ({
    name,
    address: nodes.find((one) => one.name === name)?.address ?? '',
    voter: true,
    leader: name === 'arb-a3',
    alive: !dead.includes(name),
  }));
}

export function dcs(change: Partial<DcsSaid> = {}): DcsSaid {
  return {
    fresh: true,
    leader: { name: 'pg-a1-1', session: 'session-pg-a1-1' },
    syncStandbys: ['pg-a1-2', 'pg-a2-1'],
    initialize: { systemId: '7000000000000000001' },
    failsafe: true,
    lastLsn: '0/5000000',
    members: servers.slice(0, 4).map((name) => dcsMember(name)),
    config: { index: 42, json: '{}' },
    ...change,
  };
}

export function dcsMember(name: string, change: Partial<DcsSaid['members'][number]> = {}): DcsSaid['members'][number] {
  const role = patroniRole.read(name === 'pg-a1-1' ? 'master' : 'replica');
  return { name, session: `session-${name}`, state: patroniState.read('running'), role, timeline: 1, lsn: '0/5000000', ...change };
}

/** Who leads and who is synchronous, as HAProxy's checks see it; `down` do not answer them. */
export interface States {
  readonly leader?: string;
  readonly sync?: readonly string[];
  readonly down?: readonly string[];
}

/** HAProxy on a host of the cluster whose members are in these states; `change` replaces single servers, by backend/name. */
export function haproxy(
  host: string,
  { leader = 'pg-a1-1', sync = ['pg-a1-2', 'pg-a2-1'], down = [] }: States = {},
  change: Readonly<Record<string, Partial<HaproxyServer>>> = {},
): HaproxySaid {
  const server = (backend: string, name: string, wanted: boolean): HaproxyServer => {
    const up = wanted && !down.includes(name);
    const check = checkResult.read(down.includes(name) ? 'L4CON' : up ? 'L7OK/200' : 'L7STS/503');
    const address = `${nodes.find((one) => one.name === name)?.address ?? ''}:5432`;
    const state = serverState.read(up ? 'UP' : 'DOWN');
    return { backend, name, state, counting: null, up, sessions: 0, check, byHand: null, address, ...change[`${backend}/${name}`] };
  };
  const look = (name: string): HaproxyServer => {
    const address = `${nodes.find((one) => one.name === name)?.address ?? ''}:8008`;
    const state = serverState.read('no check');
    const own = {
      backend: `look_${name}`,
      name,
      state,
      counting: null,
      up: true,
      sessions: 0,
      check: checkResult.read('UNK'),
      byHand: null,
      address,
    };
    return { ...own, ...change[`look_${name}/${name}`] };
  };
  const { nodes } = topology();
  const members = servers.slice(0, 4);
  const asynchronous = (name: string): boolean => name !== leader && !sync.includes(name);
  return {
    servers: [
      ...members.map((name) => server('rw', name, name === leader)),
      ...members.filter((name) => name.slice(0, 5) === host.slice(0, 5)).map((name) => server('ro_local', name, asynchronous(name))),
      ...members.map((name) => server('ro_async', name, asynchronous(name))),
      ...members.map((name) => server('ro_any', name, name !== leader)),
      ...members.map(look),
    ],
    frontends: ['rw', 'ro', 'leader', 'health', 'stats'].map((name) => frontend(name)),
  };
}

/** A port of HAProxy that takes connections, unless changed. */
export function frontend(name: string, change: Partial<HaproxySaid['frontends'][number]> = {}): HaproxySaid['frontends'][number] {
  return { name, state: frontendState.read('OPEN'), sessions: 0, limit: 2000, ...change };
}

export function check(subject: 'leader' | 'haproxy', answer: 'yes' | 'no', change: Partial<CheckSaid> = {}): NodeStatus['checks'][number] {
  const asked = subject === 'leader' ? 'OPTIONS http://127.0.0.1:5559/primary' : 'GET http://127.0.0.1:5557/health';
  const got = answer === 'yes' ? '200' : '503';
  const basis = checkBasis.read('said');
  return { subject, look: said({ answer, asked, got, basis, sinceMs: 90_000, holdMs: 20_000, ...change }) };
}

type Unit = Extract<NodeStatus['units'], { answer: 'said' }>['said'][number];

/** A unit in systemd's words. */
export function unit(name: string, active: 'active' | 'failed' | 'inactive' = 'active'): Unit {
  const sub = { active: 'running', failed: 'failed', inactive: 'dead' }[active];
  return { name, state: unitState.read(active), sub, enabled: true, invocationId: 'i', restarts: 0 };
}

/** The units of a database node, all active but those. */
export function databaseUnits(failed: readonly string[] = []): NodeStatus['units'] {
  const names = ['consul.service', 'patroni.service', 'haproxy.service', 'keepalived.service'];
  return said(names.map((name) => unit(name, failed.includes(name) ? 'failed' : 'active')));
}

/** One healthy node's answer. */
export function nodeStatus(name: string, change: Partial<NodeStatus> = {}): NodeStatus {
  const database = name.startsWith('pg-');
  const hasConsul = servers.includes(name);
  return {
    cluster: 'geo',
    node: name,
    observedAtMs: nowMs,
    agent: {
      version: '0.1.0',
      protocol: 2,
      activeGeneration: 1,
      confirmedGeneration: 1,
      digest: 'd',
      busyWith: null,
      startedAtMs: nowMs,
      memberEstablished: database,
      trial: null,
      boot: `boot-of-${name}`,
      drained: null,
    },
    consul: hasConsul ? said(consul()) : null,
    dcs: hasConsul ? said(dcs()) : null,
    member: database ? said(name === 'pg-a1-1' ? leading() : member()) : null,
    postmaster: database ? said({ alive: true, state: postmasterState.read(name === 'pg-a1-1' ? 'ready' : 'standby') }) : null,
    units: database ? databaseUnits() : said(hasConsul ? [unit('consul.service')] : []),
    certificates: said([certificate('agent', name)]),
    addresses: addressesOf(name),
    haproxy: database ? said(haproxy(name)) : null,
    checks: database ? [check('leader', name === 'pg-a1-1' ? 'yes' : 'no'), check('haproxy', 'yes')] : [],
    backup: null,
    archiver: null,
    ...change,
  };
}

/** A full backup of a day ago. */
export function aBackup(change: Partial<Backup> = {}): Backup {
  const endedAtMs = nowMs - 86_400_000;
  return {
    id: '20261122-000000F',
    kind: 'full',
    parent: null,
    state: 'ok',
    startedAtMs: endedAtMs - 60_000,
    endedAtMs,
    startLsn: '0/4000028',
    stopLsn: '0/4000100',
    timeline: 1,
    bytes: 1_000_000,
    restoredBytes: null,
    pinnedUntilMs: null,
    ...change,
  };
}

export function catalogueSaid(change: Partial<CatalogueSaid> = {}): CatalogueSaid {
  const archived = { timeline: 1, parent: null, switchLsn: null, segments: 5, bytes: 1_000_000, holes: [] };
  return {
    readAtMs: nowMs,
    backups: 1,
    newest: aBackup(),
    lastGood: aBackup(),
    archive: { timelines: [{ ...archived, first: '000000010000000000000001', last: '000000010000000000000005' }] },
    ...change,
  };
}

export function delayedSaid(change: Partial<DelayedSaid> = {}): DelayedSaid {
  return {
    state: 'replaying',
    replaying: true,
    behindSeconds: 86_430,
    replayLsn: '0/3000060',
    timeline: 1,
    replayedAtMs: nowMs - 86_430_000,
    runway: { fromMs: nowMs - 86_430_000, toMs: nowMs },
    waitsFor: null,
    target: null,
    problem: null,
    port: 5433,
    delaySeconds: 86_400,
    ...change,
  };
}

/** What a healthy backup host tells of backups; looks are replaced whole. */
export function backupSaid(change: Partial<BackupSaid> = {}): BackupSaid {
  const lastProof = { backup: '20261122-000000F', atMs: nowMs - 86_400_000, tookMs: 60_000, good: true, problem: null };
  return {
    tool: 'pgbackrest',
    catalogue: said(catalogueSaid()),
    lastProof,
    delayed: said(delayedSaid()),
    jobs: [],
    timers: [],
    disks: [],
    ...change,
  };
}

export function archiverSaid(change: Partial<ArchiverSaid> = {}): ArchiverSaid {
  return {
    lastArchived: '000000010000000000000005',
    lastArchivedAtMs: nowMs,
    failing: null,
    lagSegments: 0,
    walBytes: 80_000_000,
    walFreeBytes: 10_000_000_000,
    fullInSeconds: null,
    letGo: null,
    conflicts: [],
    pushed: [],
    ...change,
  };
}

export function certificate(name: string, subject: string, daysLeft = 300): CertificateSaid {
  return { name, subject, notAfterMs: nowMs + daysLeft * 24 * 60 * 60 * 1000, fingerprint: 'f', problem: null };
}

/** A node's own address, and the VIP where it holds one: the leader's host does, and the first of the other datacentre. */
function addressesOf(name: string): string[] {
  const { nodes, datacenters } = topology();
  const vip = datacenters.find(({ name: datacenter }) => name === `pg-${datacenter}-1`)?.vip;
  return [nodes.find((one) => one.name === name)?.address ?? '', ...(vip == null ? [] : [vip.address])];
}

/** Every node of the cluster answers and is well; `change` replaces some of the answers, a text is the problem of a silent agent. */
export function observations(change: Readonly<Record<string, Partial<NodeStatus> | string>> = {}): readonly Observation[] {
  return topology().nodes.map(({ name }): Observation => {
    const own = change[name];
    if (typeof own === 'string') return { node: name, status: null, silence: silent('timeout', own), heard: false };
    return { node: name, status: nodeStatus(name, own) };
  });
}

export { nowMs };
