import { nodeIn, said, silence, silenceWords, type ClusterView, type ConsulSaid } from '@tamada/core/view';
import type { ConditionState } from '../condition.ts';
import { silentAgent, without, type Gap } from './gaps.ts';

/** Every server knows of a leader; who votes is asked when there is a token. */
export function consulElected(servers: readonly string[], view: ClusterView): ConditionState {
  return without(
    servers.flatMap((server) => leaderGap(server, view)),
    `all ${String(servers.length)} servers know a leader`,
  );
}

/** Every server sees the same leader and everybody as a voter that is alive. */
export function consulHasLeader(servers: readonly string[], view: ClusterView): ConditionState {
  const gaps = servers.flatMap((server) => [...leaderGap(server, view), ...peersGap(server, servers, view)]);
  const leaders = [...new Set(servers.flatMap((server) => ownOf(server, view)?.leader?.name ?? []))].sort();
  const words = `the servers disagree on the leader: ${leaders.join(', ')}`;
  return without(
    gaps.length === 0 && leaders.length > 1 ? [{ is: 'no', words }] : gaps,
    `Consul's leader is ${leaders.join(', ')}, ${String(servers.length)} voters`,
  );
}

/** The token of every agent works. */
export function aclReady(nodes: readonly string[], view: ClusterView): ConditionState {
  return without(
    nodes.flatMap((node) => tokenGap(node, view)),
    `Consul tokens work on ${String(nodes.length)} nodes`,
  );
}

function ownOf(server: string, view: ClusterView): ConsulSaid | null {
  return said(nodeIn(view, server)?.status?.consul);
}

/** Why nobody knows what this server says. */
function silentServer(server: string, view: ClusterView): readonly Gap[] {
  const quiet = silence(nodeIn(view, server)?.status?.consul);
  if (quiet === null) return silentAgent(server, view);
  return [{ is: quiet.why === 'refused' ? 'no' : 'unknown', words: `${server}: ${silenceWords('Consul', quiet)}` }];
}

function leaderGap(server: string, view: ClusterView): readonly Gap[] {
  const own = ownOf(server, view);
  if (own === null) return silentServer(server, view);
  return own.leader === null ? [{ is: 'no', words: `${server}: Consul has no leader` }] : [];
}

function peersGap(server: string, servers: readonly string[], view: ClusterView): readonly Gap[] {
  const own = ownOf(server, view);
  if (own?.leader == null) return [];
  const quiet = silence(own.servers);
  if (quiet !== null) return [{ is: 'unknown', words: `${server}: ${silenceWords('Consul', quiet)}` }];
  const peers = said(own.servers) ?? [];
  const voting = peers.filter((peer) => peer.voter && peer.alive !== false);
  const absent = servers.filter((name) => !voting.some((peer) => peer.name === name));
  if (absent.length > 0) return [{ is: 'no', words: `${server}: does not see as voter: ${absent.join(', ')}` }];
  const unheard = voting.filter((peer) => peer.alive === null && servers.includes(peer.name));
  return unheard.length === 0 ? [] : [{ is: 'unknown', words: `${server}: gossip does not tell who is alive` }];
}

function tokenGap(node: string, view: ClusterView): readonly Gap[] {
  const own = ownOf(node, view);
  if (own === null) return silentServer(node, view);
  if (own.tokenWorks === true) return [];
  return own.tokenWorks === false
    ? [{ is: 'no', words: `${node}: its Consul token does not work yet` }]
    : [{ is: 'unknown', words: `${node}: nobody knows whether its Consul token works` }];
}
