import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { linkSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haproxyStatus } from '../../../packages/agent/haproxy/haproxy-status.ts';
import { readFrontends, readServers } from '../../../packages/agent/haproxy/read-answer.ts';
import { silenceOf } from '../../../packages/agent/status/silence.ts';

/** What HAProxy 2.6 answered: pg-a1-1 leads, pg-a1-2 is asynchronous, pg-a2-1 synchronous, pg-a2-2 does not answer. */
const healthy = readFileSync(join(import.meta.dirname, '../../fixtures/haproxy/healthy.txt'), 'utf8');
/** The same after `set server` and `disable health`. */
const touched = readFileSync(join(import.meta.dirname, '../../fixtures/haproxy/by-hand.txt'), 'utf8');

describe('what the runtime socket tells', () => {
  test('servers of every backend, tracking ones too, with what their checks found', () => {
    const servers = readServers(healthy);
    const up = servers.filter((server) => server.up).map(({ backend, name }) => `${backend}/${name}`);
    expect(up).toEqual(['rw/pg-a1-1', 'ro_local/pg-a1-2', 'ro_async/pg-a1-2', 'ro_any/pg-a1-2', 'ro_any/pg-a2-1']);
    expect(servers).toHaveLength(13);
    const checks = servers.filter(({ backend }) => backend === 'rw').map(({ name, check }) => [name, check.is, check.text]);
    expect(checks).toEqual([
      ['pg-a1-1', 'yes', 'L7OK/200'],
      ['pg-a1-2', 'no', 'L7STS/503'],
      ['pg-a2-1', 'no', 'L7STS/503'],
      ['pg-a2-2', 'refused', 'L4CON'],
    ]);
    expect(servers.find(({ backend }) => backend === 'ro_local')?.check).toEqual({ is: 'tracks', text: 'as ro_async/pg-a1-2' });
    expect(servers.every(({ byHand, counting }) => byHand === null && counting === null)).toBe(true);
  });

  test('what somebody set by hand, and that it takes no connections any more', () => {
    const servers = readServers(touched);
    expect(
      servers.filter(({ byHand }) => byHand !== null).map(({ backend, name, up, byHand }) => [`${backend}/${name}`, up, byHand]),
    ).toEqual([
      ['rw/pg-a1-1', false, 'draining'],
      ['rw/pg-a1-2', false, 'checks switched off'],
      ['rw/pg-a2-1', false, 'weight 0 instead of 1'],
      ['ro_any/pg-a2-1', false, 'in maintenance'],
    ]);
  });

  test('which ports take connections, and where each server leads', () => {
    expect(readFrontends(healthy)).toContainEqual({ name: 'rw', state: { is: 'open', text: 'OPEN' }, sessions: 0, limit: 9977 });
    const line = healthy.split('\n').find((text) => text.startsWith('rw,FRONTEND,')) ?? '';
    const paused = line.replace(',OPEN,', ',PAUSED,').replace(',0,0,9977,', ',7,8,0,');
    const [rw, ro] = readFrontends(healthy.replace(line, paused));
    expect(rw).toEqual({ name: 'rw', state: { is: 'paused', text: 'PAUSED' }, sessions: 7, limit: 0 });
    expect(ro).toMatchObject({ name: 'ro', state: { is: 'open' } });
    expect(readServers(healthy)[0]).toMatchObject({ address: '127.0.1.1:15432', state: { is: 'up', text: 'UP' } });
  });

  const state = healthy.split('\n').find((text) => text.includes(' rw 1 pg-a1-1 ')) ?? '';
  test.each([
    ['another address', state.replace('127.0.1.1', '10.9.9.9'), { address: '10.9.9.9:15432', byHand: null }],
    ['another port', state.replace(' 15432 ', ' 6000 '), { address: '127.0.1.1:6000', byHand: null }],
    ['an IPv6 address', state.replace('127.0.1.1', '::1'), { address: '[::1]:15432', byHand: null }],
    ['another address for its checks', state.replace(' - - 18008', ' 10.9.9.9 - 18008'), { byHand: 'checked at 10.9.9.9' }],
  ])('a server has %s', (_name, changed, expected) => {
    expect(readServers(healthy.replace(state, changed))[0]).toMatchObject({ name: 'pg-a1-1', ...expected });
  });

  const line = healthy.split('\n').find((text) => text.startsWith('rw,pg-a1-1,')) ?? '';
  test.each([
    ['checks begin to fail', line.replace(',UP,', ',UP 2/3,'), true, 'yes', 'up', [2, 3]],
    ['checks begin to succeed', line.replace(',UP,', ',DOWN 1/2,'), false, 'yes', 'down', [1, 2]],
    ['a check runs', line.replace(',L7OK,', ',* L7OK,'), true, 'yes', 'up', null],
    ['nothing is checked', line.replace(',UP,', ',no check,').replace(',L7OK,200,', ',,,'), true, 'other', 'unchecked', null],
    ['the server that it tracks is in maintenance', line.replace(',UP,', ',MAINT (via ro_async/x),'), false, 'yes', 'maintenance', null],
    ['somebody drains it', line.replace(',UP,', ',DRAIN,'), false, 'yes', 'draining', null],
    ['a word that nobody knows', line.replace(',UP,', ',LEVITATING,'), false, 'yes', 'other', null],
  ])('%s', (_name, changed, up, check, state, counting) => {
    const [, , , , , , , , , , , , , , , , , text = ''] = changed.split(',');
    expect(readServers(healthy.replace(line, changed)).find(({ backend }) => backend === 'rw')).toMatchObject({
      up,
      check: { is: check },
      state: { is: state, text },
      counting: counting === null ? null : { counted: counting[0], wanted: counting[1] },
    });
  });
});

describe('a runtime socket', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamada-haproxy-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ['answers in parts', [healthy.slice(0, 5000), healthy.slice(5000)], true, null],
    ['never answers', [], false, ['timeout', 'no answer within 200 ms']],
    ['begins and does not end', [healthy.slice(0, 50)], false, ['timeout', 'no answer within 200 ms']],
    ['says something else', ['Unknown command\n'], true, ['failed', 'it lists no servers']],
    ['hangs up', [], true, ['failed', 'it lists no servers']],
  ])('that %s', async (name, parts, ends, silence) => {
    const path = join(folder, name.replaceAll(' ', '-'));
    const server = createServer((peer) => {
      peer.on('error', () => undefined);
      peer.once('data', () => {
        for (const part of parts) peer.write(part);
        if (ends) peer.end();
      });
    });
    await new Promise<void>((ready) => server.listen(path, ready));
    try {
      const told = haproxyStatus(path, 200);
      if (silence === null) expect((await told).servers).toEqual(readServers(healthy));
      else expect(silenceOf(await told.catch((error: unknown) => error))).toEqual({ why: silence[0], problem: silence[1] });
    } finally {
      server.close();
    }
  });

  test('that is not there is evidence, as one where nobody listens', async () => {
    const left = join(folder, 'left-behind');
    const server = createServer();
    await new Promise<void>((ready) => server.listen(left, ready));
    // A server that is killed leaves its socket behind.
    linkSync(left, `${left}-link`);
    server.close();
    const told = [join(folder, 'none'), `${left}-link`].map((path) => haproxyStatus(path, 200).catch((error: unknown) => silenceOf(error)));
    expect(await Promise.all(told)).toEqual([
      { why: 'refused', problem: 'it has no runtime socket' },
      { why: 'refused', problem: 'nobody listens on its runtime socket' },
    ]);
  });
});
