import { createServer } from 'node:net';
import { once } from 'node:events';
import { runCommand } from '@tamada/runtime';
import { describe, expect, test } from 'vitest';
import { openFreePorts } from '../../../packages/agent/probe/listen.ts';
import { probeAll } from '../../../packages/agent/probe/probe.ts';
import type { ProbeTarget } from '../../../packages/agent/probe/probe.ts';
import { portStates } from '../../../packages/agent/survey/ports.ts';
import { freePorts } from './support/free-ports.ts';

function target(port: number, protocol: 'tcp' | 'udp', address = '127.0.0.1'): ProbeTarget {
  return { node: 'peer', address, port, protocol };
}

describe('probes', () => {
  test('reach what listens, over TCP and UDP, and say why they do not reach the rest', async () => {
    const [tcp = 0, udp = 0, closed = 0] = await freePorts(3);
    const questions = [
      { port: tcp, protocol: 'tcp' as const },
      { port: udp, protocol: 'udp' as const },
    ];
    const { states, responders } = await openFreePorts(await portStates(runCommand, questions, []), '127.0.0.1', 'pg-a1-1');
    expect(states.map(({ state }) => state)).toEqual(['free', 'free']);
    const targets = [target(tcp, 'tcp'), target(udp, 'udp'), target(closed, 'tcp'), target(closed, 'udp')];
    const results = await probeAll(targets, 300);
    expect(results.map(({ reachable }) => reachable)).toEqual([true, true, false, false]);
    expect(results.map((result) => result.target)).toEqual(targets);
    expect(results[0]!.rttMs).toBeGreaterThan(0);
    expect(results[1]!.rttMs).toBeGreaterThan(0);
    expect(results[2]!.problem).toContain('nobody listens');
    expect(results[3]!.problem).toContain('no answer within 300 ms');

    await Promise.all(responders.map((responder) => responder.close()));
    const after = await probeAll([target(tcp, 'tcp'), target(udp, 'udp')], 300);
    expect(after.map(({ reachable }) => reachable)).toEqual([false, false]);
  });

  test('end in time where nobody answers at all', async () => {
    // TEST-NET-1 stands in no network; whatever this machine does with it, it is no answer.
    const start = performance.now();
    const [result] = await probeAll([target(8300, 'tcp', '192.0.2.254')], 300);
    expect(result!.reachable).toBe(false);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe('ports', () => {
  test('that somebody holds are not opened, and tell by whom', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const states = await portStates(runCommand, [{ port, protocol: 'tcp' }], ['consul.service']);
    expect(states).toEqual([{ port, protocol: 'tcp', state: 'taken', holder: expect.stringMatching(/./) as string }]);
    const opened = await openFreePorts(states, '127.0.0.1', 'pg-a1-1');
    expect(opened.responders).toEqual([]);
    server.close();
  });
});
