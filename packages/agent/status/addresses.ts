import { networkInterfaces } from 'node:os';

/** The host's IPv4 addresses on all interfaces but loopback, VIPs that it holds included. */
export function hostAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [...new Set(all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address))].sort();
}
