import { isDrained, memberIn, type ClusterView } from '@tamada/core/view';
import type { Condition, ConditionState } from '../condition.ts';
import { leaderGaps, memberWords } from './leader.ts';
import { gap, without, type Gap } from './gaps.ts';

/** Everybody but the leader streams on the leader's timeline. */
export function membersStream(members: readonly string[], view: ClusterView): ConditionState {
  const leaderless = leaderGaps(members, view);
  if (leaderless.length > 0) return without(leaderless, '');
  const leader = view.leader.name ?? '';
  const replicas = members.filter((member) => member !== leader);
  const timeline = memberIn(view, leader)?.timeline ?? null;
  return without(
    replicas.flatMap((replica) => replicaGaps(replica, view)),
    `${String(replicas.length)} replicas stream from ${leader} on timeline ${timeline === null ? 'unknown' : String(timeline)}`,
  );
}

/** The synchronous standbys that Patroni has agreed on are enough, run, and stand where the guarantee wants one. */
export function syncGuaranteed(
  { guarantee, members, standbys }: Extract<Condition, { kind: 'sync_guaranteed' }>,
  view: ClusterView,
): ConditionState {
  const leaderless = leaderGaps(
    members.map(({ name }) => name),
    view,
  );
  if (leaderless.length > 0) return without(leaderless, '');
  const sync = view.dcs.syncStandbys;
  if (sync === undefined) return without([{ is: 'unknown', words: 'nobody knows who is synchronous' }], '');
  const leader = view.leader.name ?? '';
  const place = new Map(members.map((member) => [member.name, member.datacenter]));
  const now = sync.length === 0 ? 'none' : sync.join(', ');
  const gaps: Gap[] = sync.flatMap((standby) => replicaGaps(standby, view));
  // A host that is drained gives its role up on purpose.
  const able = members.filter(({ name }) => name !== leader && !isDrained(view, name)).length;
  if (sync.length < Math.min(standbys, able))
    gaps.push({ is: 'no', words: `${String(Math.min(standbys, able))} synchronous standbys are wanted, there is: ${now}` });
  if (guarantee === 'datacenter' && !sync.some((standby) => place.has(standby) && place.get(standby) !== place.get(leader)))
    gaps.push({ is: 'no', words: `no synchronous standby outside ${place.get(leader) ?? ''}, there is: ${now}` });
  return without(gaps, `synchronous standbys of ${leader}: ${now}`);
}

function replicaGaps(replica: string, view: ClusterView): readonly Gap[] {
  const member = memberIn(view, replica);
  if (member?.runs.is !== 'yes') return gap(member?.runs ?? { is: 'unknown' }, `${replica}: ${memberWords(replica, view)}`);
  const leaders = memberIn(view, view.leader.name ?? '')?.timeline ?? null;
  const { timeline, streams } = member;
  if (timeline !== null && leaders !== null && timeline !== leaders) {
    return [
      { is: view.leader.hasKey ? 'no' : 'unknown', words: `${replica}: on timeline ${String(timeline)} instead of ${String(leaders)}` },
    ];
  }
  const words =
    streams.is === 'no' ? 'runs, does not stream yet' : `runs, nobody knows whether it streams (${streams.evidence.join(', ')})`;
  return gap(streams, `${replica}: ${words}`);
}
