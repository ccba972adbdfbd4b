import { describe, expect, test } from 'vitest';
import { nodesOwn, readHeld } from '../../../packages/agent/facts/network-interface.ts';
import { readVersion } from '../../../packages/agent/facts/program-versions.ts';

describe('versions in programs’ own words', () => {
  test.each([
    ['Consul v1.8.7\nProtocol 2 spoken by default, understands 2 to 3', '1.8.7'],
    ['Consul v1.21.1\nRevision 6f0c1f6c\nBuild Date 2025-05-21T10:33:25Z', '1.21.1'],
    ['patroni 3.0.2', '3.0.2'],
    ['postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', '15.18'],
    ['HAProxy version 2.6.12-1+deb12u3 2025/10/03 - https://haproxy.org/', '2.6.12'],
    ['HA-Proxy version 2.4.22-f8e3218 2023/02/14', '2.4.22'],
    ['Keepalived v2.2.7 (01/16,2022)\n\nCopyright(C) 2001-2022', '2.2.7'],
    ['pg_probackup 2.5.16 (PostgreSQL 15.4)', '2.5.16'],
    ['command not found', null],
  ])('%s', (words, version) => {
    expect(readVersion(words)).toBe(version);
  });
});

describe('the interface of an address', () => {
  const ipv4 = (address: string, cidr: string) => ({ address, cidr, family: 'IPv4' as const, netmask: '', mac: '', internal: false });
  const interfaces = {
    lo: [ipv4('127.0.0.1', '127.0.0.1/8')],
    eth0: [ipv4('10.10.1.3', '10.10.1.3/32')],
    'eth0:1': [ipv4('10.10.1.1', '10.10.1.1/24')],
  };
  /** Of iproute2 6.1; older ones leave `{}` where they filter. */
  const said = JSON.stringify([
    { ifname: 'lo', ifindex: 1, addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8, label: 'lo' }] },
    {},
    {
      ifname: 'eth0',
      ifindex: 2,
      addr_info: [
        { local: '10.10.1.3', prefixlen: 32, label: 'eth0' },
        {},
        { local: '10.10.1.1', prefixlen: 24, dynamic: true, label: 'pg-address' },
      ],
    },
  ]);

  test.each([
    ['10.10.1.1', 24, true],
    ['10.10.1.3', 32, false],
  ])('%s is found under the name of its interface, whatever its label is', (address, prefixLength, dynamic) => {
    expect(readHeld(said, address)).toEqual({ interface: 'eth0', index: 2, prefixLength, dynamic });
    expect(nodesOwn(address, interfaces)).toEqual({ name: 'eth0', address, prefixLength });
  });

  test.each(['10.10.2.1', ''])('null where nobody holds %j', (address) => {
    expect(readHeld(said, address)).toBeNull();
    expect(readHeld('no JSON', '10.10.1.1')).toBeNull();
    expect(nodesOwn(address, interfaces)).toBeNull();
  });
});
