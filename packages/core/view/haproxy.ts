import { ports } from '@tamada/core/platform';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import type { HaproxySaid, HaproxyServer } from './node-status.ts';

/** HAProxy's backends as configs/haproxy names them; this one is 5555's frontend too. */
export const writeBackend = 'rw';

/** 5556's frontend. */
export const readFrontend = 'ro';

/** Before a node's name: through these, HAProxy's checks reach that node's Patroni. */
export const lookPrefix = 'look_';

/** What 5556 makes do with: `none` asynchronous replicas, `sync` the synchronous ones too, `leader` the leader itself. */
export type Fallback = 'none' | 'sync' | 'leader';

export interface ReadBackend {
  readonly name: string;
  readonly fallback: Fallback;
  /** Whom it leads to, in words. */
  readonly takes: string;
}

/** Those behind 5556, in the order in which they are tried: the first with a server that is up gets the connection. */
export const readBackends: readonly ReadBackend[] = [
  { name: 'ro_local', fallback: 'none', takes: 'asynchronous replicas of its own datacentre' },
  { name: 'ro_async', fallback: 'none', takes: 'asynchronous replicas anywhere' },
  { name: 'ro_any', fallback: 'sync', takes: 'all replicas, the synchronous ones too' },
  { name: 'ro_leader', fallback: 'leader', takes: 'the leader' },
];

/** Why a port takes no connections. */
export interface Shut {
  readonly words: string;
  readonly byHand: boolean;
}

/** Null where the frontend takes connections. */
export function shut(haproxy: HaproxySaid, name: string): Shut | null {
  // It tells of none at all only before it has read its configuration.
  if (haproxy.frontends.length === 0) return null;
  const frontend = haproxy.frontends.find((one) => one.name === name);
  // HAProxy 2.4 does not tell any more of one that was shut down.
  if (frontend === undefined) return { words: 'shut down', byHand: true };
  const { state, sessions, limit } = frontend;
  switch (state.is) {
    case 'paused':
      return { words: `disabled (${state.text})`, byHand: true };
    case 'stopped':
      return { words: `shut down (${state.text})`, byHand: true };
    case 'other':
      return { words: state.text, byHand: true };
    case 'open':
      if (limit === 0) return { words: 'no session is allowed (maxconn 0)', byHand: true };
      return sessions < limit ? null : { words: `it is full, with ${String(sessions)} of ${String(limit)} sessions`, byHand: false };
  }
}

/** What somebody set on a server of a host's HAProxy, the address among it, which only the topology can judge; null for nothing. */
export function serverByHand(topology: Topology, server: HaproxyServer): string | null {
  const words = [addressByHand(topology, server), server.byHand].filter((one) => one !== null);
  return words.length === 0 ? null : words.join(', ');
}

function addressByHand(topology: Topology, { backend, name, address }: HaproxyServer): string | null {
  const node = databaseNodes(topology).find((one) => one.name === name);
  if (node === undefined) return 'a server that cluster.yaml does not have';
  const port = backend.startsWith(lookPrefix) ? ports.patroniRest : topology.postgres.port;
  const own = `${node.address}:${String(port)}`;
  return address === null || address === own ? null : `address ${address} instead of ${own}`;
}
