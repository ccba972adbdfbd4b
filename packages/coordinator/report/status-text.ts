import type { ClusterStatus, MemberSummary } from '@tamada/core/verdict';
import { byteSize } from './quantity.ts';
import type { Paint } from './paint.ts';
import { counted } from './plural.ts';
import { table } from './table.ts';

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
    '',
    ifLost(status, paint),
    ...warnings(status, paint),
  ].join('\n');
}

function headline(status: ClusterStatus, paint: Paint): string {
  const colour = { healthy: paint.good, degraded: paint.warn, down: paint.bad }[status.health];
  const leader = status.leader === null ? 'no leader' : `leader ${status.leader}`;
  return `${paint.strong(status.cluster)}  ${colour(status.health)}  ${leader}  ${paint.faint(new Date(status.observedAtMs).toISOString())}`;
}

function members(status: ClusterStatus, paint: Paint): string {
  const rows = status.members.map((member) => [
    member.datacenter,
    member.name,
    stateText(member, paint),
    runningText(member, status, paint),
    member.timeline === null ? '' : String(member.timeline),
    member.state === 'leader' || member.lagBytes === null ? '' : byteSize(member.lagBytes),
    member.replication ?? '',
    member.note,
  ]);
  return table([['DC', 'MEMBER', 'STATE', 'POSTGRESQL', 'TL', 'LAG', 'REPLICATION', ''].map(paint.faint), ...rows]);
}

/** Of a host that is silent nobody knows. */
function runningText({ name, running }: MemberSummary, { agents }: ClusterStatus, paint: Paint): string {
  if (running) return paint.good('running');
  return agents.some((agent) => agent.name === name && !agent.answers) ? paint.warn('unknown') : paint.bad('not running');
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

function consul({ consul: { leader, voters, alive, expected } }: ClusterStatus, paint: Paint): string {
  const count = `${String(alive)} of ${String(voters)} voters alive`;
  const whole = alive === voters && voters === expected;
  return `consul        ${leader === null ? paint.bad('no leader') : `leader ${leader}`}, ${whole ? count : paint.warn(`${count}, ${String(expected)} expected`)}`;
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
  const colour = { valid: (text: string) => text, ending: paint.warn, ended: paint.bad }[first.state];
  return `certificates  ${colour(`the first (${first.node ?? 'workspace'}, ${first.name}) ends in ${counted(first.daysLeft, 'day')}`)}`;
}

function ifLost({ ifLost: losses }: ClusterStatus, paint: Paint): string {
  const words = { continue: paint.good('writes go on'), move: paint.good('leader moves'), stop: paint.bad('writes stop') };
  return table(losses.map(({ datacenter, writes, why }) => [`if ${datacenter} is lost`, words[writes], paint.faint(why)]));
}

function warnings({ warnings: all }: ClusterStatus, paint: Paint): readonly string[] {
  return all.length === 0 ? [] : ['', ...all.map((warning) => `${paint.warn('warning')}  ${warning}`)];
}
