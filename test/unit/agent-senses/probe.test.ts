import { describe, expect, test } from 'vitest';
import { readNeighbours } from '../../../packages/agent/probe/arp.ts';
import { readTarget } from '../../../packages/agent/probe/probe.ts';

describe("the kernel's table of neighbours", () => {
  test.each([
    ['answers', '[{"dst":"10.9.0.3","dev":"a","lladdr":"02:00:00:00:00:03","state":["REACHABLE"]}]', true, '02:00:00:00:00:03'],
    ['answers, asked again', '[{"dst":"10.9.0.3","dev":"a","lladdr":"02:00:00:00:00:03","state":["DELAY"]}]', true, '02:00:00:00:00:03'],
    ['has not answered yet', '[{"dst":"10.9.0.3","dev":"a","state":["INCOMPLETE"]}]', true, null],
    ['does not answer', '[{"dst":"10.9.0.3","dev":"a","state":["FAILED"]}]', true, null],
    ['does not answer any more', '[{"dst":"10.9.0.3","dev":"a","lladdr":"02:00:00:00:00:03","state":["FAILED"]}]', true, null],
    ['is not asked', '[]', false, null],
    ['is not asked, by an older ip', '', false, null],
  ])('who %s', (_name, json, asked, by) => {
    expect(readNeighbours(json)).toEqual({ asked, by });
  });
});

describe('what is probed', () => {
  const at = (port: number, protocol: string) => ({ node: 'peer', address: '10.9.0.3', port, protocol });
  test.each([at(5432, 'tcp'), at(8301, 'udp'), at(0, 'vrrp'), at(0, 'arp')])('$protocol $port', (written) => {
    expect(readTarget(written)).toEqual(written);
  });
  test.each([at(0, 'tcp'), at(70_000, 'udp'), at(112, 'vrrp'), at(1, 'arp'), at(1, 'icmp')])('not $protocol $port', (written) => {
    expect(() => readTarget(written)).toThrow(`${written.protocol} ${String(written.port)} is not a port`);
  });
});
