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
