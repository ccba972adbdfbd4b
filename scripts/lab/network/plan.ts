import { networks, type Place, seats, type Segment, segments } from '../addresses.ts';

export function bridgeOf(segment: Segment): string {
  return `br-${segment}`;
}

/** The end in `wan` of a place's cable. */
export function portOf(place: Place): string {
  return `to-${place}`;
}

/** Lines for `ip -batch` in `wan`: a bridge for every network. */
export function bridgePlan(): readonly string[] {
  return ['link set lo up', ...segments.flatMap(bridge)];
}

/** Lines for `ip -batch` in `wan`: a link that is made there with its other end in the place, never in the root namespace. */
export function cablePlan(place: Place, namespace: string): readonly string[] {
  const port = portOf(place);
  return [
    `link add ${port} type veth peer name eth0 address ${cardOf(seats[place].address)} netns ${namespace}`,
    `link set ${port} master ${bridgeOf(seats[place].segment)}`,
    `link set ${port} up`,
  ];
}

/** Lines for `ip -batch` in the place itself. */
export function seatPlan(place: Place): readonly string[] {
  const { segment, address } = seats[place];
  const { cidr, gateway } = networks[segment];
  return ['link set lo up', `addr add ${address}/${prefixOf(cidr)} dev eth0`, 'link set eth0 up', `route add default via ${gateway}`];
}

function bridge(segment: Segment): readonly string[] {
  const name = bridgeOf(segment);
  const { gateway, cidr } = networks[segment];
  return [
    `link add ${name} address ${cardOf(gateway)} type bridge forward_delay 0`,
    `addr add ${gateway}/${prefixOf(cidr)} dev ${name}`,
    `link set ${name} up`,
  ];
}

/** A hardware address that stays over a restart, as a real card's: neighbours remember it. */
function cardOf(address: string): string {
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return ['02', '00', ...bytes].join(':');
}

function prefixOf(cidr: string): string {
  return cidr.slice(cidr.indexOf('/') + 1);
}
