import type { NodeStatus } from '@tamada/core/verdict';
import type { ConsulClient } from './client.ts';
import type { FreshOrStale } from './fresh-or-stale.ts';
import { freshOrStale } from './fresh-or-stale.ts';
import { ConsulFailure, consulFailureKind } from './failure.ts';
import { list, number, object, text } from '../json/fields.ts';

export type ConsulStatus = NonNullable<NodeStatus['consul']>;

/** What Consul says, and what is worth a warning. */
export interface ConsulLook {
  readonly status: ConsulStatus;
  readonly warnings: readonly string[];
}

/** What the node's Consul says of itself and its peers; done within 700 ms, whatever hangs. `tokenKnown`: the secret store has our token. */
export async function consulStatus(consul: ConsulClient, leader: LeaderLook, tokenKnown: boolean): Promise<ConsulLook> {
  if (!leader.reachable || !tokenKnown) {
    const problem = leader.reachable ? 'no token yet' : leader.problem;
    return { status: { ...unknown, reachable: leader.reachable, leader: hostOf(leader.address), problem }, warnings: [] };
  }
  const [raft, members, self] = await Promise.allSettled([
    freshOrStale(leader.address !== '', (options) => consul.get('/operator/raft/configuration', options)),
    consul.get('/agent/members', local),
    consul.get('/agent/self', local),
  ]);
  const failed = [raft, members, self].find((result) => result.status === 'rejected');
  const servers = readServers(settled<FreshOrStale<unknown> | null>(raft, null)?.value, settled<unknown>(members, []));
  const status: ConsulStatus = {
    reachable: true,
    leader: servers.find((server) => server.leader)?.name ?? hostOf(leader.address),
    servers,
    problem: failed === undefined ? '' : problemOf(failed.reason),
    aclReady: failed === undefined || !aclKinds.has(consulFailureKind(failed.reason) ?? ''),
    version: text(object(object(settled<unknown>(self, {})).Config).Version),
  };
  return { status, warnings: leader.address === '' ? ['Consul has no leader here: what it says may be old'] : [] };
}

/** Who this server takes for the raft leader. */
export interface LeaderLook {
  readonly reachable: boolean;
  /** As address:port; empty for none. */
  readonly address: string;
  readonly problem: string;
}

/** The first question: needs no token and no leader, so that it is answered at once or not at all. */
export async function lookAtLeader(consul: ConsulClient): Promise<LeaderLook> {
  try {
    return { reachable: true, address: await consul.leaderAddress({ timeoutMs: 250 }), problem: '' };
  } catch (error) {
    const answered = error instanceof ConsulFailure && error.kind !== 'unreachable' && error.kind !== 'timeout';
    return { reachable: answered, address: '', problem: problemOf(error) };
  }
}

/** Until a token works, the leader's address has to do as its name. */
function hostOf(address: string): string {
  return address.replace(/:\d+$/, '');
}

/** Raft knows who votes, gossip knows who is alive. */
export function readServers(raft: unknown, members: unknown): ConsulStatus['servers'] {
  const alive = new Set(
    list(members)
      .map(object)
      .filter(({ Status }) => number(Status) === serfAlive)
      .map(({ Name }) => text(Name)),
  );
  return list(object(raft).Servers)
    .map(object)
    .map(({ Node, Address, Voter, Leader }) => ({
      name: text(Node),
      address: text(Address).replace(/:\d+$/, ''),
      voter: Voter === true,
      leader: Leader === true,
      alive: alive.has(text(Node)),
    }));
}

const serfAlive = 1;
const local = { timeoutMs: 600 };
const unknown: ConsulStatus = { reachable: false, leader: '', servers: [], problem: '', aclReady: false, version: '' };
const aclKinds: ReadonlySet<string> = new Set(['denied', 'unknown_token', 'acl_not_ready']);

function problemOf(error: unknown): string {
  return error instanceof ConsulFailure ? error.detail.problem : String(error);
}

function settled<T>(result: PromiseSettledResult<T>, otherwise: T): T {
  return result.status === 'fulfilled' ? result.value : otherwise;
}
