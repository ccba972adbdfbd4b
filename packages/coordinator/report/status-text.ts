import type { ClusterStatus, MemberSummary } from '@tamada/core/verdict';
import { stateText as delayedState } from './delayed-text.ts';
import { byteSize, duration, counted } from './quantity.ts';
import { type Paint, table } from './paint.ts';

/** The cluster at a glance, for a terminal. */
export function statusText(status: ClusterStatus, paint: Paint): string {
  return [
    headline(status, paint),
    '',
    members(status, paint),
    '',
    ...traffic(status, paint),
    consul(status, paint),
    agents(status, paint),
    certificates(status, paint),
    ...backup(status, paint),
    ...delayed(status, paint),
    ...unanswered(status, paint),
    '',
    ifLost(status, paint),
    ...findings(status, paint),
  ].join('\n');
}

function headline(status: ClusterStatus, paint: Paint): string {
  const colour = { healthy: paint.good, degraded: paint.warn, down: paint.bad, unknown: paint.warn }[status.health];
  const leader = status.leader !== null ? `leader ${status.leader}` : status.takesWrites === 'no' ? 'no leader' : 'leader unknown';
  return `${paint.strong(status.cluster)}  ${colour(status.health)}  ${leader}  ${paint.faint(new Date(status.observedAtMs).toISOString())}`;
}

function members(status: ClusterStatus, paint: Paint): string {
  const rows = status.members.map((member) => [
    member.datacenter,
    member.name,
    stateText(member, paint),
    runningText(member, paint),
    member.timeline === null ? '' : String(member.timeline),
    member.state === 'leader' || member.lagBytes === null ? '' : byteSize(member.lagBytes),
    member.replication ?? '',
    member.runs === 'yes' && member.answers ? '' : member.evidence.join('; '),
  ]);
  return table([['DC', 'MEMBER', 'STATE', 'POSTGRESQL', 'TL', 'LAG', 'REPLICATION', ''].map(paint.faint), ...rows]);
}

/** Of one that is silent the others may know. */
function runningText({ runs, answers }: MemberSummary, paint: Paint): string {
  switch (runs) {
    case 'yes':
      return answers ? paint.good('running') : `${paint.good('running')}, ${paint.warn('silent')}`;
    case 'no':
      return paint.bad('not running');
    case 'unknown':
      return paint.warn('unknown');
  }
}

/** Where a client ends up that comes to a host, and which hosts clients come to. */
function traffic({ vips, services: { rw, ro } }: ClusterStatus, paint: Paint): readonly string[] {
  const hosts = Object.keys(rw.perHost);
  if (hosts.length === 0) return [];
  const rows = hosts.map((host) => {
    const held = Object.values(vips).filter(({ holders }) => holders.includes(host));
    const reads = ro.perHost[host];
    const fallback = reads == null || reads.fallback === 'none' ? '' : paint.warn(` (${reads.backend ?? ''})`);
    return [
      host,
      held.map(({ address }) => address).join(' '),
      single(rw.perHost[host], paint),
      `${way(reads?.servers, paint)}${fallback}`,
    ];
  });
  return [table([['HOST', 'VIP', `WRITES ${String(rw.port)}`, `READS ${String(ro.port)}`].map(paint.faint), ...rows]), ''];
}

/** Null where nobody knows. */
function way(servers: readonly string[] | null | undefined, paint: Paint): string {
  if (servers == null) return paint.faint('unknown');
  return servers.length === 0 ? paint.bad('nowhere') : servers.join(', ');
}

/** While more than one server is up, HAProxy refuses. */
function single(servers: readonly string[] | null | undefined, paint: Paint): string {
  return servers != null && servers.length > 1 ? paint.bad(`nowhere: ${String(servers.length)} up`) : way(servers, paint);
}

function stateText(member: MemberSummary, paint: Paint): string {
  switch (member.state) {
    case 'leader':
      return paint.strong('leader');
    case 'sync_standby':
      return 'sync standby';
    case 'replica':
      return 'replica';
    case null:
      return paint.faint('unknown');
  }
}

function consul({ consul: { led, leader, voters, alive, expected } }: ClusterStatus, paint: Paint): string {
  const count = `${String(alive)} of ${voters === null ? 'unknown' : String(voters)} voters alive`;
  const whole = alive === voters && voters === expected;
  const leads = { yes: `leader ${leader ?? 'unknown'}`, no: paint.bad('no leader'), unknown: paint.warn('leader unknown') }[led];
  return `consul        ${leads}, ${whole ? count : paint.warn(`${count}, ${String(expected)} expected`)}`;
}

function agents({ agents: all }: ClusterStatus, paint: Paint): string {
  const answering = all.filter((agent) => agent.answers);
  const generations = [...new Set(answering.map((agent) => agent.generation))].map(String).join(', ');
  const busy = answering.flatMap((agent) => (agent.busyWith === null ? [] : [`${agent.name}: ${agent.busyWith}`]));
  const count = `${String(answering.length)} of ${String(all.length)} answer`;
  const parts = [
    answering.length === all.length ? count : paint.bad(count),
    `generation ${generations === '' ? 'unknown' : generations}`,
    ...busy,
  ];
  return `agents        ${parts.join(', ')}`;
}

function certificates({ certificates: all }: ClusterStatus, paint: Paint): string {
  const first = all[0];
  if (first === undefined) return 'certificates  unknown';
  const plain = (text: string): string => text;
  const colour = { valid: plain, ends: plain, ends_soon: paint.warn, ended: paint.bad, unreadable: paint.warn }[first.state];
  const words = first.daysLeft === null ? 'cannot be read' : `ends in ${counted(first.daysLeft, 'day')}`;
  return `certificates  ${colour(`the first (${first.node ?? 'workspace'}, ${first.name}) ${words}`)}`;
}

/** The newest backup, the newest proof, and whether the archive is whole. */
function backup({ backup: now, observedAtMs }: ClusterStatus, paint: Paint): readonly string[] {
  if (now === null) return [];
  const { tool, host, lastGood, lastProof, archive, jobs, problem } = now;
  const label = `backup        ${tool} on ${host}`;
  if (problem !== null) return [`${label}: ${paint.warn(`unknown: ${problem}`)}`];
  const age = (atMs: number): string => `${duration(Math.max(0, observedAtMs - atMs))} ago`;
  const proof =
    lastProof === null ? '' : lastProof.good ? `proved ${age(lastProof.atMs)}` : paint.bad(`the last proof failed, ${age(lastProof.atMs)}`);
  const parts = [
    lastGood === null ? paint.bad('no good backup') : `last good ${lastGood.id}, ${age(lastGood.endedAtMs ?? lastGood.startedAtMs)}`,
    lastProof === null ? 'never proved' : proof,
    archiveText(archive, paint),
  ];
  const running = jobs.map(({ subject, percent }) => `${subject}${percent === null ? '' : ` ${String(Math.floor(percent))} %`}`);
  return [
    `${label}: ${parts.join('; ')}`,
    ...archive.hosts.flatMap((one) => hostText(one, now.archive.failing, observedAtMs, paint)),
    ...(running.length === 0 ? [] : [`              now: ${running.join('; ')}`]),
  ];
}

type Archive = NonNullable<ClusterStatus['backup']>['archive'];

/** A host with something to say: what waits there, why it fails in the tool's words, and until when there is room. */
function hostText(
  { node, lagSegments, fullInSeconds, conflicts }: Archive['hosts'][number],
  failing: Archive['failing'],
  observedAtMs: number,
  paint: Paint,
): readonly string[] {
  const push = failing.find((one) => one.node === node);
  const parts = [
    ...(lagSegments === 0 && push === undefined ? [] : [`${counted(lagSegments, 'segment')} to push`]),
    ...(push === undefined
      ? []
      : [paint.bad(`pushing ${push.segment} fails for ${duration(Math.max(0, observedAtMs - push.sinceMs))}: ${push.words}`)]),
    ...(fullInSeconds === null ? [] : [paint.bad(`room in pg_wal for ${duration(fullInSeconds * 1000)}`)]),
    ...(conflicts.length === 0 ? [] : [paint.bad(`the archive has another ${conflicts.join(', ')}`)]),
  ];
  return parts.length === 0 ? [] : [`              ${node}: ${parts.join('; ')}`];
}

function archiveText({ lagSegments, holes }: Archive, paint: Paint): string {
  const whole =
    holes === null
      ? paint.warn('nobody knows whether the archive is whole')
      : holes.length === 0
        ? 'archive whole'
        : paint.bad(`archive misses ${holes.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ')}`);
  const lag =
    lagSegments === null
      ? paint.warn('lag unknown')
      : lagSegments === 0
        ? 'no lag'
        : paint.warn(`${counted(lagSegments, 'segment')} behind`);
  return `${whole}, ${lag}`;
}

function delayed({ delayed: now }: ClusterStatus, paint: Paint): readonly string[] {
  if (now === null) return [];
  const { state, behindSeconds, delaySeconds, waitsFor, runway, problem } = now;
  const label = 'delayed       ';
  if (state === null) return [`${label}${paint.warn(`unknown${problem === null ? '' : `: ${problem}`}`)}`];
  if (state === 'promoted') return [`${label}${delayedState({ state, waitsFor }, paint)}; next: tamada delayed rebuild`];
  const behind = behindSeconds === null ? '' : `, ${duration(behindSeconds * 1000)} behind`;
  const moment = (time: string): string => `${time.slice(0, 19).replace('T', ' ')}Z`;
  const way = runway === null ? '' : `, can be moved from ${moment(runway.from)} to ${moment(runway.to)}`;
  return [`${label}${delayedState({ state, waitsFor }, paint)}${behind} (wanted ${duration(delaySeconds * 1000)})${way}`];
}

/** What is missing in this look, and how long it was waited for. */
function unanswered({ unanswered: all }: ClusterStatus, paint: Paint): readonly string[] {
  if (all.length === 0) return [];
  const byNode = new Map<string, string[]>();
  for (const { node, source, waitedMs } of all) {
    byNode.set(node, [...(byNode.get(node) ?? []), `${source.replace('_', ' ')} (${duration(waitedMs)})`]);
  }
  const words = [...byNode].map(([node, sources]) => `${node}: ${sources.join(', ')}`);
  return [`${paint.warn('no answer')}     ${words.join('; ')}`];
}

function ifLost({ ifLost: losses }: ClusterStatus, paint: Paint): string {
  const words = {
    continue: paint.good('writes go on'),
    move: paint.good('leader moves'),
    stop: paint.bad('writes stop'),
    unknown: paint.warn('unknown'),
  };
  return table(losses.map(({ datacenter, writes, why }) => [`if ${datacenter} is lost`, words[writes], paint.faint(why)]));
}

function findings({ findings: all }: ClusterStatus, paint: Paint): readonly string[] {
  if (all.length === 0) return [];
  const colours = { critical: paint.bad, warning: paint.warn, notice: paint.faint };
  return ['', table(all.map(({ severity, message, remedy }) => [colours[severity](severity), `${message}; ${remedy}`]))];
}
