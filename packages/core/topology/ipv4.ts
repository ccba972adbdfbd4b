const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const dotted = `(${octet}\\.){3}${octet}`;

export const addressPattern = new RegExp(`^${dotted}$`);
export const cidrPattern = new RegExp(`^${dotted}/(3[0-2]|[12]?[0-9])$`);

/** First and last address of a network, as numbers. */
export interface Network {
  readonly first: number;
  readonly last: number;
}

/** An IPv4 address as a number. The text must match the pattern. */
export function addressNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function addressText(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}

/** The network that an address with that prefix lies in. */
export function networkOf(address: string, prefixLength: number): Network {
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(addressNumber(address) / size) * size;
  return { first, last: first + size - 1 };
}

/** `10.0.0.0/8` → its address and prefix length. */
export function splitCidr(cidr: string): { readonly address: string; readonly prefixLength: number } {
  const [address = '', prefix = ''] = cidr.split('/');
  return { address, prefixLength: Number(prefix) };
}

export function contains(network: Network, address: string): boolean {
  const number = addressNumber(address);
  return number >= network.first && number <= network.last;
}

export function overlap(one: Network, other: Network): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** `10.1.2.3/8` → `10.0.0.0/8`. */
export function networkText(cidr: string): string {
  const { address, prefixLength } = splitCidr(cidr);
  return `${addressText(networkOf(address, prefixLength).first)}/${prefixLength}`;
}
