import { databaseNodes, synchronousNodeCount } from '@tamada/core/topology';
import { memberIn, type ClusterView } from '@tamada/core/view';

/**
 * Why the synchronous guarantee would not hold while a standby is away: the arithmetic, in words. Null where it holds without it, where it
 * does not count now, and where nothing is guaranteed. Patroni makes every standby that streams synchronous before it lets writes wait.
 */
export function lossOfStandby(view: ClusterView, name: string): string | null {
  const { topology, leader } = view;
  if (synchronousNodeCount(topology) === 0 || leader.name === null) return null;
  const home = memberIn(view, leader.name)?.datacenter;
  const spread = new Set(databaseNodes(topology).map(({ datacenter }) => datacenter)).size > 1;
  const elsewhere = topology.synchronous.guarantee === 'datacenter' && spread;
  const counted = view.members.filter(
    ({ name: member, datacenter, streams, runs }) =>
      member !== leader.name && runs.is === 'yes' && streams.is === 'yes' && (!elsewhere || datacenter !== home),
  );
  const left = counted.filter((member) => member.name !== name);
  if (left.length > 0 || left.length === counted.length) return null;
  const place = elsewhere ? ` outside ${home ?? "the leader's datacentre"}` : '';
  const away = view.members
    .filter((member) => member.name !== leader.name && member.name !== name && (!elsewhere || member.datacenter !== home))
    .map((member) => member.name);
  const others = away.length === 0 ? 'there is no other' : `${away.join(', ')} ${away.length === 1 ? 'does' : 'do'} not stream`;
  return `the guarantee needs 1 standby${place}, and without ${name} there are 0: ${others}`;
}
