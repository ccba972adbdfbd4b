import { databaseNodes, synchronousNodeCount } from '@tamada/core/topology';
import { isDrained, memberIn, type ClusterView, type MemberView } from '@tamada/core/view';

/**
 * Why the synchronous guarantee would not hold while a member is away: the arithmetic, in words. Null where it holds without it, where it
 * does not count now, and where nothing is guaranteed. Patroni makes every standby that streams synchronous before it lets writes wait.
 * `leading`: who leads meanwhile.
 */
export function lossOfStandby(view: ClusterView, name: string, leading = view.leader.name): string | null {
  const { topology } = view;
  if (synchronousNodeCount(topology) === 0 || leading === null) return null;
  const home = memberIn(view, leading)?.datacenter;
  const spread = new Set(databaseNodes(topology).map(({ datacenter }) => datacenter)).size > 1;
  const elsewhere = topology.synchronous.guarantee === 'datacenter' && spread;
  const others = view.members.filter((member) => member.name !== leading && (!elsewhere || member.datacenter !== home));
  const counted = others.filter((member) => counts(view, member));
  const left = counted.filter((member) => member.name !== name);
  // The leader from before counts for nobody yet, and is missing all the same.
  if (left.length > 0 || (left.length === counted.length && name !== view.leader.name)) return null;
  const place = elsewhere ? ` outside ${home ?? "the leader's datacentre"}` : '';
  return `the guarantee needs 1 standby${place}, and without ${name} there are 0: ${whyNot(view, others, name)}`;
}

/** Why no standby at all would be left while a member is away; null where one is. */
export function loneLeader(view: ClusterView, name: string, leading = view.leader.name): string | null {
  const others = view.members.filter((member) => member.name !== leading && member.name !== name);
  if (leading === null || others.some((member) => counts(view, member))) return null;
  return `${leading} needs 1 standby that could take over, and without ${name} there are 0: ${whyNot(view, others, name)}`;
}

function counts(view: ClusterView, { name, streams, runs }: MemberView): boolean {
  return runs.is === 'yes' && streams.is === 'yes' && !isDrained(view, name);
}

function whyNot(view: ClusterView, others: readonly MemberView[], name: string): string {
  const names = others.map((member) => member.name).filter((other) => other !== name);
  const drained = names.filter((other) => isDrained(view, other));
  const away = names.filter((other) => !drained.includes(other));
  const words = [
    ...(drained.length === 0 ? [] : [`${drained.join(', ')} ${drained.length === 1 ? 'is' : 'are'} drained`]),
    ...(away.length === 0 ? [] : [`${away.join(', ')} ${away.length === 1 ? 'does' : 'do'} not stream`]),
  ];
  return words.length === 0 ? 'there is no other' : words.join('; ');
}
