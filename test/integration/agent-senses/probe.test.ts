import { createServer } from 'node:net';
import { once } from 'node:events';
import { runCommand } from '@tamada/runtime';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFreePorts } from '../../../packages/agent/probe/listen.ts';
import { probeAll } from '../../../packages/agent/probe/probe.ts';
import type { ProbeTarget } from '../../../packages/agent/probe/probe.ts';
import type { ProbeTools } from '../../../packages/agent/probe/vrrp.ts';
import { portStates } from '../../../packages/agent/survey/ports.ts';
import { buildVrrpProbe, vrrpProbeSource } from '../../../scripts/build/check/build-check.ts';
import { repository } from '../../../scripts/repository.ts';
import { freePorts } from './support/free-ports.ts';

let tools: ProbeTools = { address: '127.0.0.1', vrrpProgram: '/nowhere', run: runCommand };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamada-probe-'));
  const vrrpProgram = join(folder, 'tamada-vrrp-probe');
  await buildVrrpProbe(join(repository, vrrpProbeSource), vrrpProgram);
  tools = { ...tools, vrrpProgram };
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

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
    const { states, responders } = await openFreePorts(await portStates(runCommand, questions, []), tools, 'pg-a1-1');
    expect(states.map(({ state }) => state)).toEqual(['free', 'free']);
    const targets = [target(tcp, 'tcp'), target(udp, 'udp'), target(closed, 'tcp'), target(closed, 'udp')];
    const results = await probeAll(targets, 300, tools);
    expect(results.map(({ reachable }) => reachable)).toEqual([true, true, false, false]);
    expect(results.map((result) => result.target)).toEqual(targets);
    expect(results[0]!.rttMs).toBeGreaterThan(0);
    expect(results[1]!.rttMs).toBeGreaterThan(0);
    expect(results[2]!.problem).toContain('nobody listens');
    expect(results[3]!.problem).toContain('no answer within 300 ms');

    await Promise.all(responders.map((responder) => responder.close()));
    const after = await probeAll([target(tcp, 'tcp'), target(udp, 'udp')], 300, tools);
    expect(after.map(({ reachable }) => reachable)).toEqual([false, false]);
  });

  test('reach a host that answers IP protocol 112 until it is closed', async () => {
    const peer: ProbeTarget = { node: 'peer', address: '127.0.0.2', port: 0, protocol: 'vrrp' };
    const ask = async () => (await probeAll([peer], 300, tools))[0]!;
    const free = await portStates(runCommand, [{ port: 0, protocol: 'vrrp' }], []);
    const { states, responders } = await openFreePorts(free, { ...tools, address: '127.0.0.2' }, 'pg-a1-2');
    expect(states).toEqual([{ port: 0, protocol: 'vrrp', state: 'free', holder: '' }]);
    const [reached, again] = await Promise.all([ask(), ask()]);
    expect([reached, again].map(({ reachable, problem }) => [reachable, problem])).toEqual([
      [true, ''],
      [true, ''],
    ]);
    expect(reached.rttMs).toBeGreaterThan(0);
    await Promise.all(responders.map((responder) => responder.close()));
    expect(await ask()).toMatchObject({ reachable: false, problem: 'no answer within 300 ms' });
  });

  test('say so where IP protocol 112 cannot be opened', async () => {
    const nowhere = { ...tools, vrrpProgram: '/nowhere' };
    const asked = { port: 0, protocol: 'vrrp' as const, state: 'free' as const, holder: '' };
    const noProgram = await openFreePorts([asked], nowhere, 'pg-a1-1');
    expect(noProgram.states).toEqual([{ ...asked, state: 'taken', holder: expect.stringContaining('/nowhere') as string }]);
    const noAddress = await openFreePorts([asked], { ...tools, address: '192.0.2.1' }, 'pg-a1-1');
    expect(noAddress.states[0]).toMatchObject({ state: 'taken', holder: expect.stringContaining('IP protocol 112') as string });
    const [result] = await probeAll([{ node: 'peer', address: '127.0.0.2', port: 0, protocol: 'vrrp' }], 300, nowhere);
    expect(result).toMatchObject({ reachable: false, problem: expect.stringMatching(/nowhere/) as string });
  });

  test('end in time where nobody answers at all', async () => {
    // TEST-NET-1 stands in no network; whatever this machine does with it, it is no answer.
    const start = performance.now();
    const [result] = await probeAll([target(8300, 'tcp', '192.0.2.254')], 300, tools);
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
    const opened = await openFreePorts(states, tools, 'pg-a1-1');
    expect(opened.responders).toEqual([]);
    server.close();
  });
});
