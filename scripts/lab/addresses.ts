/** The datacentres of the lab and, as a network of its own, the place of the operator. */
export const datacenters = ['a1', 'a2', 'a3'] as const;
export type Datacenter = (typeof datacenters)[number];

export const hosts = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3', 'backup'] as const;
export type Host = (typeof hosts)[number];

/** A network of the lab: one bridge in `wan`. */
export type Segment = Datacenter | 'ops';
export const segments: readonly Segment[] = [...datacenters, 'ops'];

/** Where a command can run. */
export type Place = Host | 'ops';
export const places: readonly Place[] = [...hosts, 'ops'];

interface Seat {
  readonly segment: Segment;
  readonly address: string;
}

export const seats: Readonly<Record<Place, Seat>> = {
  'pg-a1-1': { segment: 'a1', address: '10.10.1.1' },
  'pg-a1-2': { segment: 'a1', address: '10.10.1.2' },
  'pg-a2-1': { segment: 'a2', address: '10.10.2.1' },
  'pg-a2-2': { segment: 'a2', address: '10.10.2.2' },
  'arb-a3': { segment: 'a3', address: '10.10.3.1' },
  backup: { segment: 'a1', address: '10.10.1.4' },
  ops: { segment: 'ops', address: '10.10.9.1' },
};

interface Network {
  readonly cidr: string;
  /** The address of `wan` in it. */
  readonly gateway: string;
}

export const networks: Readonly<Record<Segment, Network>> = {
  a1: { cidr: '10.10.1.0/24', gateway: '10.10.1.254' },
  a2: { cidr: '10.10.2.0/24', gateway: '10.10.2.254' },
  a3: { cidr: '10.10.3.0/24', gateway: '10.10.3.254' },
  ops: { cidr: '10.10.9.0/24', gateway: '10.10.9.254' },
};

export function isHost(word: string): word is Host {
  return hosts.some((host) => host === word);
}

export function isDatacenter(word: string): word is Datacenter {
  return datacenters.some((datacenter) => datacenter === word);
}

export function isSegment(word: string): word is Segment {
  return segments.some((segment) => segment === word);
}
