import { memberIn, nodeIn, silence, silenceWords, type ClusterView } from '@tamada/core/view';
import type { ConditionState } from '../condition.ts';
import { without, type Gap } from './gaps.ts';

/** One of these members leads: it holds the leader key, runs, and has been promoted. */
export function leaderRuns(members: readonly string[], view: ClusterView): ConditionState {
  const gaps = leaderGaps(members, view);
  return without(gaps, `the leader is ${view.leader.name ?? ''}`);
}

/** Nothing where one of these members leads; else how each stands, or those whose turn it is. */
export function leaderGaps(members: readonly string[], view: ClusterView): readonly Gap[] {
  const { leader, takesWrites } = view;
  if (takesWrites.is === 'yes' && leader.promoted.is === 'yes' && members.includes(leader.name ?? '')) return [];
  const expected = members.filter((member) => !neverRan(member, view));
  const told = expected.length > 0 ? expected : members;
  const is = takesWrites.is === 'no' || leader.promoted.is === 'no' ? 'no' : 'unknown';
  return told.map((member) => ({ is, words: `${member}: ${memberWords(member, view)}` }));
}

/** Its turn comes after the leader's. */
function neverRan(name: string, view: ClusterView): boolean {
  const status = nodeIn(view, name)?.status;
  return status != null && !status.agent.memberEstablished && memberIn(view, name)?.own === null;
}

/** How a member stands, in Patroni's words. */
export function memberWords(name: string, view: ClusterView): string {
  const member = memberIn(view, name);
  const node = nodeIn(view, name);
  if (member === undefined || node === undefined) return 'cluster.yaml does not have it';
  if (node.status === null) return silenceWords('agent', node.silence);
  const quiet = silence(node.status.member);
  if (quiet !== null) return silenceWords('Patroni', quiet);
  const { own } = member;
  return own === null ? 'it has no Patroni' : `${own.state.text}${own.role === null ? '' : ` (${own.role.text})`}`;
}
