import { networks, type Place, places, seats, type Segment, segments } from '../addresses.ts';

/** Lines for `ip -batch`, in one namespace each, in this order. */
export interface Batch {
  readonly place: Place | 'wan';
  readonly lines: readonly string[];
}

export function bridgeOf(segment: Segment): string {
  return `br-${segment}`;
}

/** Bridges and cables: every link is made inside `wan` with its other end in the host, never in the root namespace. */
export function networkPlan(namespaceOf: (place: Place) => string): readonly Batch[] {
  return [
    {
      place: 'wan',
      lines: ['link set lo up', ...segments.flatMap(bridge), ...places.flatMap((place) => cable(place, namespaceOf(place)))],
    },
    ...places.map((place) => ({ place, lines: seat(place) })),
  ];
}

function bridge(segment: Segment): readonly string[] {
  const name = bridgeOf(segment);
  const { gateway, cidr } = networks[segment];
  return [`link add ${name} type bridge forward_delay 0`, `addr add ${gateway}/${prefixOf(cidr)} dev ${name}`, `link set ${name} up`];
}

function cable(place: Place, namespace: string): readonly string[] {
  const port = `to-${place}`;
  return [
    `link add ${port} type veth peer name eth0 netns ${namespace}`,
    `link set ${port} master ${bridgeOf(seats[place].segment)}`,
    `link set ${port} up`,
  ];
}

function seat(place: Place): readonly string[] {
  const { segment, address } = seats[place];
  const { cidr, gateway } = networks[segment];
  return ['link set lo up', `addr add ${address}/${prefixOf(cidr)} dev eth0`, 'link set eth0 up', `route add default via ${gateway}`];
}

function prefixOf(cidr: string): string {
  return cidr.slice(cidr.indexOf('/') + 1);
}
