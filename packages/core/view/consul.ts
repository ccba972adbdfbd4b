import { consulServers, type Topology } from '@tamada/core/topology';
import { said, silence } from './look.ts';
import type { ConsulSaid } from './node-status.ts';
import { silenceWords, unitRuns, type NodeView } from './nodes.ts';
import { weigh, type Evidence, type Truth } from './truth.ts';

/** One Consul server, by its own word and by that of the servers that know a leader. */
export interface ConsulServerView {
  readonly name: string;
  readonly datacenter: string;
  /** Its vote is in the raft configuration. */
  readonly voter: Truth;
  readonly alive: Truth;
  /** The gossip of most servers calls it dead. */
  readonly givenUp: boolean;
  /** Its own word; null while it is silent. */
  readonly own: ConsulSaid | null;
}

/** Consul as its servers tell it. */
export interface ConsulView {
  /** Whether it has a raft leader. No: a majority of its servers was asked and knows of none. */
  readonly led: Truth;
  /** The raft leader's node; null where there is none, and where nobody knows. */
  readonly leader: string | null;
  readonly servers: readonly ConsulServerView[];
  /** Servers that the raft configuration counts, whether they are in the topology or not; null where nobody tells. */
  readonly voters: number | null;
}

export function consulView(topology: Topology, nodes: readonly NodeView[]): ConsulView {
  const servers = consulServers(topology);
  const majority = Math.floor(servers.length / 2) + 1;
  const own = new Map(servers.map(({ name }) => [name, said(nodes.find((node) => node.name === name)?.status?.consul)]));
  const asked = [...own].flatMap(([name, consul]) => (consul === null ? [] : [{ name, consul }]));
  const following = asked.filter(({ consul }) => consul.leader !== null);
  const views = following.flatMap(({ name, consul }) => {
    const peers = said(consul.servers);
    return peers === null ? [] : [{ name, peers }];
  });
  const [first] = views;
  return {
    led: isLed(asked, following, majority),
    leader: following.map(({ consul }) => leaderName(topology, consul)).find((name) => name !== null) ?? null,
    servers: servers.map(({ name, datacenter }) => {
      const node = nodes.find((one) => one.name === name);
      const gossip = gossipOn(name, views, majority);
      return { name, datacenter, voter: votes(name, views), alive: lives(node, gossip), givenUp: gossip.dead, own: own.get(name) ?? null };
    }),
    voters: first === undefined ? null : first.peers.filter(({ voter }) => voter).length,
  };
}

type Views = readonly {
  readonly name: string;
  readonly peers: readonly { readonly name: string; readonly voter: boolean; readonly alive: boolean | null }[];
}[];
type Asked = readonly { readonly name: string; readonly consul: ConsulSaid }[];

function isLed(asked: Asked, following: Asked, majority: number): Truth {
  const without = asked.filter(({ consul }) => consul.leader === null).map(({ name }) => name);
  if (without.length >= majority) return { is: 'no', evidence: [`${without.join(', ')} know of no leader`] };
  if (following.length > 0) return { is: 'yes', evidence: [`${following.map(({ name }) => name).join(', ')} know a leader`] };
  const words = without.length === 0 ? 'no server answers its agent' : `only ${without.join(', ')} can be asked, and knows of no leader`;
  return { is: 'unknown', evidence: [words] };
}

/** Before a token works, only the leader's address is known. */
function leaderName({ nodes }: Topology, { leader, servers }: ConsulSaid): string | null {
  const byRaft = said(servers)?.find((server) => server.leader)?.name;
  const host = leader?.address.replace(/:\d+$/, '');
  return byRaft ?? leader?.name ?? nodes.find(({ address }) => address === host)?.name ?? host ?? null;
}

function votes(name: string, views: Views): Truth {
  const evidence = views.map(({ name: by, peers }): Evidence => {
    const voter = peers.some((peer) => peer.name === name && peer.voter);
    return { speaksFor: voter ? 'yes' : 'no', weight: 'own', says: `${voter ? 'a voter' : 'no voter'} by ${by}` };
  });
  return weigh(evidence, ['no server tells of the raft configuration']);
}

/** A server that was cut off calls all others dead, for seconds after it is back: a few such words are no more than a trace. */
function gossipOn(name: string, views: Views, majority: number): { readonly dead: boolean; readonly evidence: readonly Evidence[] } {
  const words = views.flatMap(({ name: by, peers }) => {
    const alive = peers.find((peer) => peer.name === name)?.alive ?? null;
    return alive === null ? [] : [{ by, alive }];
  });
  const dead = words.filter(({ alive }) => !alive).length >= majority;
  const evidence = words.map(({ by, alive }): Evidence => {
    const weight = alive || dead ? 'witness' : 'trace';
    return { speaksFor: alive ? 'yes' : 'no', weight, says: `gossip calls it ${alive ? 'alive' : 'dead'}, by ${by}` };
  });
  return { dead, evidence };
}

function lives(node: NodeView | undefined, gossip: { readonly evidence: readonly Evidence[] }): Truth {
  const status = node?.status ?? null;
  const quiet = silence(status?.consul);
  const evidence = [...gossip.evidence];
  if (said(status?.consul) !== null) evidence.push({ speaksFor: 'yes', weight: 'own', says: 'it answers its agent' });
  if (quiet?.why === 'refused') evidence.push({ speaksFor: 'no', weight: 'own', says: `it does not listen: ${quiet.problem}` });
  if (status !== null && unitRuns(status, 'consul.service') === false) {
    evidence.push({ speaksFor: 'no', weight: 'own', says: 'its unit is not active' });
  }
  const silent = node?.silence ?? null;
  if (silent !== null) return weigh(evidence, [silenceWords('its agent', silent)]);
  return weigh(evidence, quiet === null ? [] : [silenceWords('it', quiet)]);
}
