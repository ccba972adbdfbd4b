import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haproxyStatus } from '../../../packages/agent/haproxy/haproxy-status.ts';
import { readServers } from '../../../packages/agent/haproxy/read-servers.ts';

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
    const checks = servers.filter(({ backend }) => backend === 'rw').map(({ name, check }) => [name, check]);
    expect(checks).toEqual([
      ['pg-a1-1', 'L7OK/200'],
      ['pg-a1-2', 'L7STS/503'],
      ['pg-a2-1', 'L7STS/503'],
      ['pg-a2-2', 'L4CON'],
    ]);
    expect(servers.find(({ backend }) => backend === 'ro_local')?.check).toBe('as ro_async/pg-a1-2');
    expect(servers.every(({ byHand }) => byHand === '')).toBe(true);
  });

  test('what somebody set by hand, and that it takes no connections any more', () => {
    const servers = readServers(touched);
    expect(
      servers.filter(({ byHand }) => byHand !== '').map(({ backend, name, up, byHand }) => [`${backend}/${name}`, up, byHand]),
    ).toEqual([
      ['rw/pg-a1-1', false, 'draining'],
      ['rw/pg-a1-2', false, 'checks switched off'],
      ['rw/pg-a2-1', false, 'weight 0 instead of 1'],
      ['ro_any/pg-a2-1', false, 'in maintenance'],
    ]);
  });

  const line = healthy.split('\n').find((text) => text.startsWith('rw,pg-a1-1,')) ?? '';
  test.each([
    ['checks begin to fail', line.replace(',UP,', ',UP 2/3,'), true, 'L7OK/200'],
    ['checks begin to succeed', line.replace(',UP,', ',DOWN 1/2,'), false, 'L7OK/200'],
    ['a check runs', line.replace(',L7OK,', ',* L7OK,'), true, 'L7OK/200'],
    ['nothing is checked', line.replace(',UP,', ',no check,').replace(',L7OK,200,', ',,,'), true, ''],
    ['the server that it tracks is in maintenance', line.replace(',UP,', ',MAINT (via ro_async/pg-a1-1),'), false, 'L7OK/200'],
  ])('%s', (_name, changed, up, check) => {
    expect(readServers(healthy.replace(line, changed)).find(({ backend }) => backend === 'rw')).toMatchObject({ up, check });
  });
});

describe('a runtime socket', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamada-haproxy-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ['answers in parts', [healthy.slice(0, 5000), healthy.slice(5000)], true, { reachable: true, problem: '' }],
    ['never answers', [], false, { reachable: false, problem: 'no answer within 200 ms' }],
    ['begins and does not end', [healthy.slice(0, 50)], false, { reachable: false, problem: 'no answer within 200 ms' }],
    ['says something else', ['Unknown command\n'], true, { reachable: false, problem: 'it tells of no servers' }],
    ['hangs up', [], true, { reachable: false, problem: 'it tells of no servers' }],
  ])('that %s', async (name, parts, ends, expected) => {
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
      const { servers, ...rest } = await haproxyStatus(path, 200);
      expect(rest).toEqual(expected);
      expect(servers.length > 0).toBe(expected.reachable);
    } finally {
      server.close();
    }
  });

  test('that is not there', async () => {
    expect(await haproxyStatus(join(folder, 'none'), 200)).toEqual({ reachable: false, problem: 'it has no runtime socket', servers: [] });
  });
});
