import { databaseNodes, type Node, type Topology } from '@tamada/core/topology';
import type { DcsView } from './dcs.ts';
import type { LeaderView } from './leader.ts';
import { said, silence } from './look.ts';
import { lagBytes } from './lsn.ts';
import type { MemberSaid } from './node-status.ts';
import { silenceWords, unitRuns, type NodeView } from './nodes.ts';
import { weigh, type Evidence, type Truth } from './truth.ts';

export type MemberState = 'leader' | 'sync_standby' | 'replica';

/** One member of the database cluster, by everything that anybody says of it. */
export interface MemberView {
  readonly name: string;
  readonly datacenter: string;
  /** By the DCS where there is a view of it, else by what the member says; null where nobody knows. */
  readonly state: MemberState | null;
  /** PostgreSQL runs and accepts connections. */
  readonly runs: Truth;
  /** Its Patroni runs. */
  readonly patroni: Truth;
  /** Its Patroni has a key in Consul, as the majority sees it: it may lead, and the leader counts on it. */
  readonly takesPart: Truth;
  /** It takes WAL from somebody; of the leader it is not asked. */
  readonly streams: Truth;
  /** Its own Patroni's words; null while that is silent. */
  readonly own: MemberSaid | null;
  readonly timeline: number | null;
  readonly lsn: string | null;
  /** Bytes of WAL that the member has not replayed; 0 for the leader, null where unknown. */
  readonly lagBytes: number | null;
  /** How it gets its WAL, in PostgreSQL's word; null for not at all, and where nobody knows. */
  readonly replication: string | null;
}

/** All members in the topology's order. */
export function memberViews(topology: Topology, nodes: readonly NodeView[], dcs: DcsView, leader: LeaderView): readonly MemberView[] {
  const leading = nodes.find(({ name }) => name === leader.name)?.status?.member;
  const leaderSaid = said(leading);
  return databaseNodes(topology).map((node): MemberView => {
    const view = nodes.find(({ name }) => name === node.name);
    const own = said(view?.status?.member);
    const state = stateOf(node.name, own, dcs, leader);
    const lsn = own?.lsn ?? null;
    return {
      name: node.name,
      datacenter: node.datacenter,
      state,
      runs: runs(node, view, nodes, dcs, leaderSaid),
      patroni: patroniRuns(node.name, view, dcs),
      takesPart: takesPart(node.name, dcs),
      streams: streams(node.name, own, leaderSaid, leader.hasKey),
      own,
      timeline: own?.timeline ?? null,
      lsn,
      lagBytes: state === 'leader' ? 0 : lagBytes(leaderSaid?.lsn ?? null, lsn),
      replication: own?.replication?.text ?? standbyOf(leaderSaid, node.name)?.state.text ?? null,
    };
  });
}

function stateOf(name: string, own: MemberSaid | null, { syncStandbys, any }: DcsView, leader: LeaderView): MemberState | null {
  if (leader.name === name) return 'leader';
  if (leader.is === 'unknown' && (any?.leader?.name === name || leader.claimants.includes(name))) return null;
  const sync = syncStandbys ?? any?.syncStandbys;
  if (sync !== undefined) return sync.includes(name) ? 'sync_standby' : 'replica';
  if (own === null) return null;
  if (own.role?.is === 'leader') return 'leader';
  return own.syncStandby ? 'sync_standby' : 'replica';
}

function standbyOf(leader: MemberSaid | null, name: string): MemberSaid['standbys'][number] | undefined {
  return leader?.standbys.find((standby) => standby.name === name);
}

/** The member's own Patroni asked its PostgreSQL; while it is silent, others know: the process list, the leader, HAProxy's checks, its key. */
function runs({ name }: Node, view: NodeView | undefined, nodes: readonly NodeView[], dcs: DcsView, leader: MemberSaid | null): Truth {
  const evidence = [
    ...ownWord(said(view?.status?.member)),
    ...processWord(said(view?.status?.postmaster)),
    ...standbyWord(name, leader),
    ...walReceivers(name, nodes, dcs),
    ...checksOf(name, nodes),
    ...keyWord(dcs.member(name)),
  ];
  return weigh(evidence, whoIsSilent(view, 'Patroni', silence(view?.status?.member)));
}

function ownWord(own: MemberSaid | null): readonly Evidence[] {
  switch (own?.state.is) {
    case 'running':
      return [{ speaksFor: 'yes', weight: 'own', says: `Patroni says: ${own.state.text}` }];
    case 'starting':
    case 'stopping':
    case 'stopped':
    case 'failed':
    case 'creating':
      return [{ speaksFor: 'no', weight: 'own', says: `Patroni says: ${own.state.text}` }];
    default:
      return [];
  }
}

interface Postmaster {
  readonly alive: boolean;
  readonly state: { readonly is: string } | null;
}

function processWord(postmaster: Postmaster | null): readonly Evidence[] {
  if (postmaster === null) return [];
  if (!postmaster.alive) return [{ speaksFor: 'no', weight: 'own', says: 'it has no process' }];
  const serves = postmaster.state === null || postmaster.state.is === 'ready' || postmaster.state.is === 'standby';
  return serves ? [{ speaksFor: 'yes', weight: 'witness', says: 'its process lives' }] : [];
}

function standbyWord(name: string, leader: MemberSaid | null): readonly Evidence[] {
  return standbyOf(leader, name)?.state.is === 'streaming'
    ? [{ speaksFor: 'yes', weight: 'witness', says: 'it streams from the leader' }]
    : [];
}

/** A standby that streams does it from the leader, unless it is told otherwise: a trace. */
function walReceivers(name: string, nodes: readonly NodeView[], { leader }: DcsView): readonly Evidence[] {
  if (leader !== name) return [];
  const receiving = nodes.filter(({ status }) => said(status?.member)?.replication?.is === 'streaming').map((node) => node.name);
  return receiving.length === 0 ? [] : [{ speaksFor: 'yes', weight: 'trace', says: `${receiving.join(', ')} take WAL from the leader` }];
}

/** What HAProxy of each host found when it asked the member's Patroni. */
function checksOf(name: string, nodes: readonly NodeView[]): readonly Evidence[] {
  const told = nodes.flatMap(({ name: host, status }) => {
    const servers = said(status?.haproxy)?.servers.filter((server) => server.name === name && server.check.is !== 'tracks') ?? [];
    return servers.length === 0 ? [] : [{ host, servers }];
  });
  const yes = told.filter(({ servers }) => servers.some(({ up, check }) => up && check.is === 'yes')).map(({ host }) => host);
  if (yes.length > 0) return [{ speaksFor: 'yes', weight: 'trace', says: `HAProxy's checks find it, from ${yes.join(', ')}` }];
  const no = told.filter(({ servers }) => servers.every(({ check }) => check.is === 'refused' || check.is === 'timeout'));
  return no.length === 0
    ? []
    : [{ speaksFor: 'no', weight: 'trace', says: `HAProxy's checks get no answer, from ${no.map(({ host }) => host).join(', ')}` }];
}

function keyWord(key: ReturnType<DcsView['member']>): readonly Evidence[] {
  return key?.session != null && key.state?.is === 'running'
    ? [{ speaksFor: 'yes', weight: 'trace', says: `its key in Consul says: ${key.state.text}` }]
    : [];
}

function patroniRuns(name: string, view: NodeView | undefined, dcs: DcsView): Truth {
  const status = view?.status ?? null;
  const look = status?.member ?? null;
  const quiet = silence(look);
  const key = dcs.member(name);
  const unit = status === null ? null : unitRuns(status, 'patroni.service');
  const evidence: Evidence[] = [];
  if (said(look) !== null) evidence.push({ speaksFor: 'yes', weight: 'own', says: 'Patroni answers' });
  if (quiet?.why === 'refused') evidence.push({ speaksFor: 'no', weight: 'own', says: `Patroni does not listen: ${quiet.problem}` });
  if (unit === true && quiet?.why !== 'refused') evidence.push({ speaksFor: 'yes', weight: 'witness', says: 'its unit is active' });
  if (unit === false) evidence.push({ speaksFor: 'no', weight: 'own', says: 'its unit is not active' });
  if (key?.session != null) evidence.push({ speaksFor: 'yes', weight: 'trace', says: 'its key is in Consul' });
  return weigh(evidence, whoIsSilent(view, 'Patroni', quiet));
}

function takesPart(name: string, dcs: DcsView): Truth {
  const key = dcs.member(name);
  if (key === undefined) return { is: 'unknown', evidence: ["nobody's view of Consul is the majority's, or two of them differ"] };
  const through = `read through ${dcs.through.join(', ')}`;
  return key === null
    ? { is: 'no', evidence: [`its Patroni has no key in Consul, ${through}`] }
    : { is: 'yes', evidence: [`its Patroni has a key in Consul, ${through}`] };
}

/** Patroni says it from 3.1 on; before, the leader's list of standbys does. */
function streams(name: string, own: MemberSaid | null, leader: MemberSaid | null, hasKey: boolean): Truth {
  if (own?.replication?.is === 'streaming') return { is: 'yes', evidence: ['it streams'] };
  if (own?.replication?.is === 'archive') return { is: 'no', evidence: [own.replication.text] };
  if (own !== null && own.replication === null && tellsReplication(own)) return { is: 'no', evidence: ['no WAL receiver'] };
  const listed = standbyOf(leader, name);
  if (listed?.state.is === 'streaming') return { is: 'yes', evidence: ['the leader sends it WAL'] };
  if (own === null) return { is: 'unknown', evidence: ['its Patroni does not answer'] };
  if (leader === null) return { is: 'unknown', evidence: ["the leader's Patroni, which would know, does not answer"] };
  if (!hasKey) return { is: 'unknown', evidence: ['nobody can ask Consul whose list of standbys counts'] };
  return { is: 'no', evidence: [listed === undefined ? 'no WAL receiver' : listed.state.text] };
}

function tellsReplication({ version }: MemberSaid): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 1);
}

function whoIsSilent(view: NodeView | undefined, what: string, own: ReturnType<typeof silence>): readonly string[] {
  if (view === undefined) return [];
  if (view.silence !== null) return [silenceWords('its agent', view.silence)];
  return own === null ? [] : [silenceWords(what, own)];
}
