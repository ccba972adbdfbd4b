import type { ConsulSaid } from '@tamada/core/view';
import { list, object, text } from '../json/fields.ts';

type Servers = Extract<ConsulSaid['servers'], { answer: 'said' }>['said'];

/** Raft knows who votes, gossip who is alive; `members` null where gossip was not told. */
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
