import { hostIn, nodeIn, silence, silenceWords, type ClusterView } from '@tamada/core/view';
import type { Condition, ConditionState } from '../condition.ts';
import { silentAgent, without, type Gap } from './gaps.ts';
import { leaderGaps } from './leader.ts';

/** From every host 5555 leads to the leader, and to nobody else. */
export function rwLeadsToLeader(hosts: readonly string[], view: ClusterView): ConditionState {
  const leaderless = leaderGaps(hosts, view);
  if (leaderless.length > 0) return without(leaderless, '');
  const leader = view.leader.name ?? '';
  return without(
    hosts.flatMap((host) => leadGaps(host, leader, view)),
    `5555 leads to ${leader} from ${String(hosts.length)} hosts`,
  );
}

/** Every VIP is held once, where the leader stands by its host. */
export function vipsHeld({ vips, members }: Extract<Condition, { kind: 'vips_held' }>, view: ClusterView): ConditionState {
  const leaderless = leaderGaps(members, view);
  if (leaderless.length > 0) return without(leaderless, '');
  const held = vips.map((vip) => ({
    ...vip,
    holders: vip.hosts.filter((host) => nodeIn(view, host)?.status?.addresses.includes(vip.address) === true),
  }));
  return without(
    held.flatMap(({ address, hosts, holders }) => holdGaps(address, hosts, holders, view)),
    held.map(({ address, holders }) => `${address} on ${holders.join()}`).join(', '),
  );
}

function leadGaps(host: string, leader: string, view: ClusterView): readonly Gap[] {
  const own = hostIn(view, host);
  const quiet = silence(nodeIn(view, host)?.status?.haproxy);
  if (quiet !== null) return [{ is: quiet.why === 'refused' ? 'no' : 'unknown', words: `${host}: ${silenceWords('HAProxy', quiet)}` }];
  if (own?.writes == null) return silentAgent(host, view);
  const { writes } = own;
  if (writes.length === 1 && writes[0] === leader) return [];
  return [{ is: 'no', words: `${host}: 5555 leads ${writes.length === 0 ? 'nowhere' : `to ${writes.join(', ')}`} instead of ${leader}` }];
}

function holdGaps(address: string, hosts: readonly string[], holders: readonly string[], view: ClusterView): readonly Gap[] {
  const silent = hosts.flatMap((host) => silentAgent(host, view)).map(({ words }): Gap => ({ is: 'unknown', words }));
  const leader = view.leader.name ?? '';
  if (holders.length > 1) return [{ is: 'no', words: `${address} is held by ${holders.join(' and ')}` }, ...silent];
  if (holders.length === 0) {
    return [{ is: silent.length === 0 ? 'no' : 'unknown', words: `${address} is held by neither of ${hosts.join(', ')}` }, ...silent];
  }
  return hosts.includes(leader) && !holders.includes(leader)
    ? [{ is: view.leader.hasKey ? 'no' : 'unknown', words: `${address} is on ${holders.join()}, the leader is ${leader}` }]
    : silent;
}
