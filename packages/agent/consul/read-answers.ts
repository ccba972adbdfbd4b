import type { ConsulSaid } from '@tamada/core/view';
import { patroniRole, patroniState, type DcsSaid } from '@tamada/core/view';
import { list, object, text, numberOrNull, parseObject, textOrNull } from '../json/fields.ts';
import { lsnText } from '../patroni/member-status.ts';
import type { ConsulKey } from './client.ts';

type Servers = Extract<ConsulSaid['servers'], { answer: 'said' }>['said'];

/** Raft knows who votes, gossip knows who is alive; `members` is null where gossip gave no answer. */
export function readServers(raft: unknown, members: unknown): Servers {
  const alive = members === null ? null : aliveNames(members);
  return list(object(raft).Servers)
    .map(object)
    .map(({ Node, Address, Voter, Leader }) => ({
      name: text(Node),
      address: text(Address).replace(/:\d+$/, ''),
      voter: Voter === true,
      leader: Leader === true,
      alive: alive?.has(text(Node)) ?? null,
    }));
}

const serfAlive = 1;

function aliveNames(members: unknown): ReadonlySet<string> {
  return new Set(
    list(members)
      .map(object)
      .filter(({ Status }) => Status === serfAlive)
      .map(({ Name }) => text(Name)),
  );
}

type DcsMember = DcsSaid['members'][number];

/** What Patroni's keys say (patroni/dcs/consul.py, _cluster_from_nodes). `fresh`: they were read through the raft leader. */
export function readDcs(prefix: string, keys: readonly ConsulKey[], fresh: boolean): DcsSaid {
  const values = new Map(keys.map((key) => [key.key.slice(prefix.length), key]));
  const [leader, initialize, config] = [values.get('leader'), values.get('initialize'), values.get('config')];
  const sync = parseObject(values.get('sync')?.value ?? '');
  return {
    fresh,
    leader: leader === undefined || leader.value === '' ? null : { name: leader.value, session: sessionOf(leader) },
    syncStandbys: (textOrNull(sync.sync_standby) ?? '').split(',').filter((name) => name !== ''),
    initialize: initialize === undefined ? null : { systemId: textOrNull(initialize.value) },
    failsafe: values.has('failsafe'),
    lastLsn: lsnText(parseObject(values.get('status')?.value ?? '').optime),
    members: readMembers(prefix, keys),
    config: config === undefined ? null : { index: config.modifyIndex, json: config.value },
  };
}

/** Members' own keys; each lives as long as its member's session. */
function readMembers(prefix: string, keys: readonly ConsulKey[]): DcsMember[] {
  const members = `${prefix}members/`;
  return keys
    .filter(({ key }) => key.startsWith(members))
    .map((key) => {
      const told = parseObject(key.value);
      const [state, role] = [textOrNull(told.state), textOrNull(told.role)];
      return {
        name: key.key.slice(members.length),
        session: sessionOf(key),
        state: state === null ? null : patroniState.read(state),
        role: role === null ? null : patroniRole.read(role),
        timeline: numberOrNull(told.timeline),
        lsn: lsnText(told.xlog_location),
      };
    });
}

function sessionOf({ session }: ConsulKey): string | null {
  return session === '' ? null : session;
}
