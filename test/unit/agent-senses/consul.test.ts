import { describe, expect, test } from 'vitest';
import { readServers, readDcs } from '../../../packages/agent/consul/read-answers.ts';
import type { ConsulKey } from '../../../packages/agent/consul/client.ts';
import { consulFailure } from '../../../packages/agent/consul/failure.ts';

function keys(values: Readonly<Record<string, string>>): readonly ConsulKey[] {
  return Object.entries(values).map(([name, value], index) => ({
    key: `service/geo/${name}`,
    value,
    modifyIndex: index + 1,
    session: `s${String(index + 1)}`,
  }));
}

describe('Patroni’s keys', () => {
  test('of nothing are null or empty', () => {
    expect(readDcs('service/geo/', [], true)).toEqual({
      lastLsn: null,
      fresh: true,
      leader: null,
      syncStandbys: [],
      initialize: null,
      failsafe: false,
      members: [],
      config: null,
    });
  });

  const member = { state: 'streaming', role: 'replica', xlog_location: 50_331_744, timeline: 3 };
  test.each([
    ['an empty initialize is there', { initialize: '' }, { initialize: { systemId: null } }],
    ['a system id', { initialize: '73' }, { initialize: { systemId: '73' } }],
    ['nobody is a sync standby', { sync: '{"leader":"a","sync_standby":null}' }, { syncStandbys: [] }],
    ['a sync key that is no JSON', { sync: 'x' }, { syncStandbys: [] }],
    [
      'members',
      { 'members/b': '{}', 'members/a': 'x', status: '{}' },
      { members: [{ name: 'b' }, { name: 'a', state: null, role: null }] },
    ],
    [
      'what a member wrote',
      { 'members/a': JSON.stringify(member) },
      { members: [{ state: { is: 'running', text: 'streaming' }, role: { is: 'replica' }, timeline: 3, lsn: '0/3000060', session: 's1' }] },
    ],
    ['the session that holds the leader key', { leader: 'a' }, { leader: { name: 'a', session: 's1' } }],
    ['failsafe', { failsafe: '{"a":"http://"}' }, { failsafe: true }],
    ['the configuration’s index', { leader: 'a', config: '{}' }, { leader: { name: 'a' }, config: { index: 2, json: '{}' } }],
  ])('%s', (_name, values, expected) => {
    expect(readDcs('service/geo/', keys(values), true)).toMatchObject(expected);
  });
});

test('raft says who votes, gossip who is alive', () => {
  const raft = {
    Servers: [
      { Node: 'a', Address: '10.0.0.1:8300', Voter: true, Leader: true },
      { Node: 'b', Address: '10.0.0.2:8300', Voter: false, Leader: false },
    ],
  };
  const members = [
    { Name: 'a', Status: 1 },
    { Name: 'b', Status: 4 },
  ];
  expect(readServers(raft, members)).toEqual([
    { name: 'a', address: '10.0.0.1', voter: true, leader: true, alive: true },
    { name: 'b', address: '10.0.0.2', voter: false, leader: false, alive: false },
  ]);
  expect(readServers(raft, null).map(({ alive }) => alive)).toEqual([null, null]);
  expect(readServers(null, 'nonsense')).toEqual([]);
});

describe('Consul’s words', () => {
  const answered = (statusCode: number, body: string): Error =>
    Object.assign(new Error('x'), { isResponse: true, response: { statusCode, body } });
  test.each([
    [answered(500, 'No cluster leader'), 'no_leader'],
    [answered(500, 'rpc error making call: Permission denied'), 'denied'],
    [answered(403, 'ACL not found'), 'unknown_token'],
    [answered(500, 'The ACL system is currently in legacy mode.'), 'acl_not_ready'],
    [answered(500, 'invalid session "x"'), 'session_gone'],
    [answered(404, "Session id '1' not found"), 'session_gone'],
    [answered(404, ''), 'not_found'],
    [answered(400, 'Bad request'), 'refused'],
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'not_listening'],
    [new Error('read ECONNRESET'), 'unreachable'],
    [Object.assign(new Error('late'), { isTimeout: true }), 'timeout'],
  ])('%s', (error, kind) => {
    expect(consulFailure(error, 'read').kind).toBe(kind);
  });

  test('the token of a failed request stays behind', () => {
    const error = Object.assign(answered(403, 'Permission denied'), { request: { headers: { 'x-consul-token': 'secret-token' } } });
    const failure = consulFailure(error, 'read x');
    expect(JSON.stringify(failure.detail) + failure.message + String(failure.cause)).not.toContain('secret-token');
  });
});
