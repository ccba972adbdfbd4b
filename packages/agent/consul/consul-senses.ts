import type { ConsulSaid, DcsSaid, Look } from '@tamada/core/view';
import { said, silence } from '@tamada/core/view';
import type { Clock } from '@tamada/runtime';
import { object, textOrNull } from '../json/fields.ts';
import { notAsked, silenceOf } from '../status/silence.ts';
import { makeSource, type Source } from '../status/source.ts';
import type { ConsulClient, ConsulKey, ReadOptions } from './client.ts';
import { consulFailureKind } from './failure.ts';
import { readDcs, readServers } from './read-answers.ts';

export interface ConsulLooks {
  readonly consul: Look<ConsulSaid>;
  readonly dcs: Look<DcsSaid>;
}

/** The node's Consul and Patroni's keys in it, for however many callers. */
export interface ConsulSenses {
  readonly look: (patienceMs: number) => Promise<ConsulLooks>;
  readonly forget: () => void;
}

export interface ConsulSensesOptions {
  /** The agent's own token; null until the secret store has it. */
  readonly token: () => Promise<string | null>;
  readonly as: (token: string | null) => ConsulClient;
  readonly scope: string;
  readonly clock: Clock;
}

/** No caller waits that long; it only ends a question that Consul has lost. */
const questionMs = 10_000;
const youngMs = 200;
/** How long to wait for the raft leader before this server's own copy will do. */
const freshMs = 1000;

/** A question to the leader, and the same to this server alone, which answers without a leader. */
interface Pair<T> {
  readonly fresh: Source<T>;
  readonly own: Source<T>;
}

export function makeConsulSenses({ token, as, scope, clock }: ConsulSensesOptions): ConsulSenses {
  let client = as(null);
  let clientToken: string | null = null;
  const source = <T>(ask: (consul: ConsulClient) => Promise<T>): Source<T> => makeSource({ ask: () => ask(client), youngMs, clock });
  const pair = <T>(ask: (consul: ConsulClient, options: ReadOptions) => Promise<T>): Pair<T> => ({
    fresh: source((consul) => ask(consul, { timeoutMs: questionMs })),
    own: source((consul) => ask(consul, { timeoutMs: questionMs, stale: true })),
  });
  const prefix = `service/${scope}/`;
  const leader = source(leaderAddress);
  const self = source(ownSelf);
  const gossip = source((consul) => consul.get('/agent/members', { timeoutMs: questionMs }));
  const raft = pair((consul, options) => consul.get('/operator/raft/configuration', options));
  const keys = pair<readonly ConsulKey[]>((consul, options) => consul.readTree(prefix, options));

  async function look(patienceMs: number): Promise<ConsulLooks> {
    const startMs = clock.monotonic();
    const left = (): number => Math.max(patienceMs - (clock.monotonic() - startMs), youngMs);
    const known = await knownToken(token);
    if (known.token !== clientToken) client = as(known.token);
    clientToken = known.token;
    const early = known.token === null ? null : Promise.all([self.look({ patienceMs }), gossip.look({ patienceMs })]);
    const led = await leader.look({ patienceMs });
    const unknown = silence(led);
    if (unknown !== null) return { consul: unknown, dcs: unknown };
    const address = said(led);
    const { waitedMs } = led;
    if (early === null) {
      const missing = notAsked(known.problem);
      const status = { leader: leaderOf(address, []), servers: missing, tokenWorks: null, version: null };
      return { consul: { answer: 'said', said: status, waitedMs }, dcs: missing };
    }
    const [[ownSaid, members], configuration, tree] = await Promise.all([
      early,
      freshOrOwn(raft, address !== null, left),
      freshOrOwn(keys, address !== null, left),
    ]);
    const servers = map(configuration.look, (value) => readServers(value, said(members)));
    const status: ConsulSaid = {
      leader: leaderOf(address, said(servers) ?? []),
      servers,
      tokenWorks: said(ownSaid)?.tokenWorks ?? null,
      version: said(ownSaid)?.version ?? null,
    };
    return {
      consul: { answer: 'said', said: status, waitedMs },
      dcs: map(tree.look, (value) => readDcs(prefix, value, tree.fresh)),
    };
  }

  return {
    look,
    forget() {
      for (const one of [leader, self, gossip, raft.fresh, raft.own, keys.fresh, keys.own]) one.forget();
    },
  };
}

async function knownToken(token: () => Promise<string | null>): Promise<{ readonly token: string | null; readonly problem: string }> {
  try {
    return { token: await token(), problem: 'no token yet' };
  } catch (error) {
    return { token: null, problem: `the token cannot be read: ${silenceOf(error).problem}` };
  }
}

/** As address:port; null for none. Needs no token. The error "no leader" is an answer, too. */
async function leaderAddress(consul: ConsulClient): Promise<string | null> {
  try {
    return textOrNull(await consul.leaderAddress({ timeoutMs: questionMs }));
  } catch (error) {
    if (consulFailureKind(error) === 'no_leader') return null;
    throw error;
  }
}

const refusals: ReadonlySet<string> = new Set(['denied', 'unknown_token', 'acl_not_ready']);

async function ownSelf(consul: ConsulClient): Promise<{ readonly tokenWorks: boolean; readonly version: string | null }> {
  try {
    const { Config } = object(await consul.get('/agent/self', { timeoutMs: questionMs }));
    return { tokenWorks: true, version: textOrNull(object(Config).Version) };
  } catch (error) {
    if (refusals.has(consulFailureKind(error) ?? '')) return { tokenWorks: false, version: null };
    throw error;
  }
}

/** The leader's answer, if the leader is known and answers in time; else what this server knows. */
async function freshOrOwn<T>(
  { fresh, own }: Pair<T>,
  leaderKnown: boolean,
  left: () => number,
): Promise<{ readonly look: Look<T>; readonly fresh: boolean }> {
  if (leaderKnown) {
    const look = await fresh.look({ patienceMs: Math.min(freshMs, left() / 2) });
    if (look.answer === 'said') return { look, fresh: true };
  }
  return { look: await own.look({ patienceMs: left() }), fresh: false };
}

function leaderOf(address: string | null, servers: readonly { readonly name: string; readonly leader: boolean }[]): ConsulSaid['leader'] {
  return address === null ? null : { address, name: servers.find((server) => server.leader)?.name ?? null };
}

function map<T, U>(look: Look<T>, change: (value: T) => U): Look<U> {
  return look.answer === 'said' ? { ...look, said: change(look.said) } : look;
}
