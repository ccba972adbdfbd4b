import { isIPv4 } from 'node:net';
import { describe, expect, test } from 'vitest';
import { hosts, isDatacenter, isHost, isSegment, networks, places, seats, segments } from '../../../scripts/lab/addresses.ts';

const networkOf = (address: string): string => `${address.split('.').slice(0, 3).join('.')}.0/24`;

describe('the address plan', () => {
  test.each([
    ['pg-a1-1', 'a1', '10.10.1.1'],
    ['pg-a1-2', 'a1', '10.10.1.2'],
    ['pg-a2-1', 'a2', '10.10.2.1'],
    ['pg-a2-2', 'a2', '10.10.2.2'],
    ['arb-a3', 'a3', '10.10.3.1'],
    ['backup', 'a1', '10.10.1.4'],
  ] as const)('%s stands in %s as %s', (host, segment, address) => {
    expect(seats[host]).toEqual({ segment, address });
  });

  test('every address lies in its network, and none twice', () => {
    for (const place of places) expect(networkOf(seats[place].address)).toBe(networks[seats[place].segment].cidr);
    for (const segment of segments) expect(networkOf(networks[segment].gateway)).toBe(networks[segment].cidr);
    const all = [...places.map((place) => seats[place].address), ...segments.map((segment) => networks[segment].gateway)];
    expect(all.every((address) => isIPv4(address))).toBe(true);
    expect(new Set(all).size).toBe(all.length);
  });

  test('the addresses for the VIPs are free', () => {
    const taken = [...places.map((place) => seats[place].address), ...segments.map((segment) => networks[segment].gateway)];
    expect(taken).not.toContain('10.10.1.3');
    expect(taken).not.toContain('10.10.2.3');
  });

  test('words are told apart', () => {
    expect(hosts.every(isHost)).toBe(true);
    expect([isHost('ops'), isHost('a1'), isDatacenter('a1'), isDatacenter('ops'), isSegment('ops'), isSegment('pg-a1-1')]).toEqual([
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
  });
});
