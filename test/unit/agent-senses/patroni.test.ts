import { describe, expect, test } from 'vitest';
import { differing } from '../../../packages/agent/patroni/differing.ts';
import { lsnText, readMember } from '../../../packages/agent/patroni/member-status.ts';

describe('WAL positions', () => {
  test.each([
    [50_331_744, '0/3000060'],
    [2 ** 32, '1/0'],
    [0x16_b374_d848, '16/B374D848'],
    [2 ** 52 + 0xabc, '100000/ABC'],
    [0, null],
    [null, null],
    ['0/3000060', null],
  ])('%j is %s', (position, text) => {
    expect(lsnText(position)).toBe(text);
  });
});

describe('GET /patroni', () => {
  const leader = {
    state: 'running',
    role: 'master',
    server_version: 150018,
    xlog: { location: 50_331_744 },
    timeline: 3,
    dcs_last_seen: 1,
    database_system_identifier: '7300000000000000001',
    patroni: { version: '3.0.2', scope: 'geo' },
  };
  const replication = [{ application_name: 'pg-a2-1', state: 'streaming', sync_state: 'sync' }, { state: 'streaming' }];
  const replica = { ...leader, role: 'replica', xlog: { received_location: 50_331_744, replayed_location: 50_331_648, paused: false } };

  test.each([
    [
      'a leader',
      leader,
      { role: { is: 'leader', text: 'master' }, lsn: '0/3000060', receivedLsn: null, timeline: 3, syncStandby: false, version: '3.0.2' },
    ],
    ['a replica', replica, { role: { is: 'replica' }, lsn: '0/3000000', receivedLsn: '0/3000060', serverVersion: 150018 }],
    [
      'a sync standby',
      { ...replica, sync_standby: true, replication_state: 'streaming' },
      { syncStandby: true, replication: { is: 'streaming' } },
    ],
    ['a paused one that waits for a restart', { ...leader, pause: true, pending_restart: true }, { paused: true, pendingRestart: true }],
    ['one that starts', { state: 'starting', role: 'replica' }, { state: { is: 'starting' }, timeline: null, lsn: null, systemId: null }],
    ['one that says an unheard-of word', { state: 'pondering' }, { state: { is: 'other', text: 'pondering' }, role: null }],
    [
      'one whose standbys stream',
      { ...leader, replication },
      { standbys: [{ name: 'pg-a2-1', state: { is: 'streaming' }, sync: { is: 'sync' } }] },
    ],
    ['its system id', leader, { systemId: '7300000000000000001' }],
  ])('%s', (_name, answer, expected) => {
    expect(readMember(JSON.stringify(answer))).toMatchObject(expected);
  });

  test('no JSON reads as nothing', () => {
    expect(readMember('<html>')).toBeNull();
  });
});

describe('the difference of dynamic configurations', () => {
  const actual = { ttl: 30, postgresql: { use_pg_rewind: true, parameters: { max_connections: 100, wal_level: 'replica' } }, tags: [1, 2] };
  test.each([
    ['nothing', {}, {}, []],
    ['the same', { ttl: 30, postgresql: { parameters: { max_connections: 100 } }, tags: [1, 2] }, {}, []],
    ['another value', { ttl: 20 }, { ttl: 20 }, ['ttl']],
    ['another kind', { ttl: '30' }, { ttl: '30' }, ['ttl']],
    ['a new key', { loop_wait: 10 }, { loop_wait: 10 }, ['loop_wait']],
    [
      'deep inside, with nothing around it',
      { ttl: 30, postgresql: { use_pg_rewind: true, parameters: { max_connections: 200, wal_level: 'replica' } } },
      { postgresql: { parameters: { max_connections: 200 } } },
      ['postgresql.parameters.max_connections'],
    ],
    ['another list', { tags: [1] }, { tags: [1] }, ['tags']],
    ['an object instead of a value', { ttl: { a: 1 } }, { ttl: { a: 1 } }, ['ttl']],
    ['a removal', { ttl: null }, { ttl: null }, ['ttl']],
    ['a removal of what is not there', { slots: null }, {}, []],
  ])('%s', (_name, desired, patch, names) => {
    expect(differing(desired, actual)).toEqual({ patch, names });
  });
});
