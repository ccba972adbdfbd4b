import { describe, expect, test } from 'vitest';
import { readServers } from '../../../packages/agent/consul/consul-status.ts';
import type { ConsulKey } from '../../../packages/agent/consul/client.ts';
import { readDcs } from '../../../packages/agent/consul/dcs-view.ts';
import { consulFailure } from '../../../packages/agent/consul/failure.ts';

function keys(values: Readonly<Record<string, string>>): readonly ConsulKey[] {
  return Object.entries(values).map(([name, value], index) => ({ key: `service/geo/${name}`, value, modifyIndex: index + 1, session: '' }));
}

describe('Patroni’s keys', () => {
  test('of nothing are empty', () => {
    expect(readDcs('service/geo/', [])).toEqual({
      leader: '',
      syncStandbys: [],
      initialize: '',
      initializePresent: false,
      failsafe: false,
      members: [],
      configIndex: 0,
      config: '',
    });
  });

  test.each([
    ['an empty initialize is there', { initialize: '' }, { initialize: '', initializePresent: true }],
    ['nobody is a sync standby', { sync: '{"leader":"a","sync_standby":null}' }, { syncStandbys: [] }],
    ['a sync key that is no JSON', { sync: 'x' }, { syncStandbys: [] }],
    ['members', { 'members/b': '{}', 'members/a': 'x', status: '{}' }, { members: ['b', 'a'] }],
    ['failsafe', { failsafe: '{"a":"http://"}' }, { failsafe: true }],
    ['the configuration’s index', { leader: 'a', config: '{}' }, { leader: 'a', configIndex: 2, config: '{}' }],
  ])('%s', (_name, values, expected) => {
    expect(readDcs('service/geo/', keys(values))).toMatchObject(expected);
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
    [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 'unreachable'],
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
