import { TamadaError } from '@tamada/core/errors';
import { until } from '@tamada/runtime';
import { list, object, text } from '../json/fields.ts';
import type { ConsulClient } from './client.ts';
import { consulFailureKind, resetIndex } from './failure.ts';

export interface ManagementWish {
  /** The token that will manage Consul. Only the operator's workspace keeps it. */
  readonly managementToken: string;
  /** All other tokens that will exist. */
  readonly tokens: readonly string[];
  /** A client with a token, or with none. */
  readonly as: (token: string | null) => ConsulClient;
  /** IPv4 of this node's Consul. */
  readonly address: string;
  /** Allows one more bootstrap of access control, by this node's Consul while it leads. */
  readonly allowReset: (index: number) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  /** How long Consul may take until it can say whether it knows the token. */
  readonly waitMs?: number;
}

/** Consul's built-in policy that allows everything, and the token of callers that show none. */
const globalManagement = '00000000-0000-0000-0000-000000000001';
const anonymous = '00000000-0000-0000-0000-000000000002';
const bootstrapDescription = 'Bootstrap Token (Global Management)';

/** Makes Consul know the management token, without ever writing it to a file. Resolves with what was done. */
export async function ensureManagement(wish: ManagementWish): Promise<readonly string[]> {
  const changes = (await isKnown(wish)) ? [] : await introduce(wish);
  return [...changes, ...(await endBootstrapTokens(wish))];
}

/** Only the leader knows tokens: for a moment after an election no server answers for them. */
async function isKnown({ managementToken, as, signal, waitMs = 15_000 }: ManagementWish): Promise<boolean> {
  return until<boolean>({
    condition: 'Consul says whether it knows the management token',
    intervalMs: 200,
    deadlineMs: waitMs,
    signal,
    look: async () => {
      try {
        await as(managementToken).get('/acl/token/self');
        return { ready: true, value: true };
      } catch (error) {
        const kind = consulFailureKind(error);
        if (kind === 'unknown_token') return { ready: true, value: false };
        if (kind !== 'denied' && kind !== 'acl_not_ready' && kind !== 'no_leader') throw error;
        return { ready: false, seen: error instanceof Error ? error.message : kind };
      }
    },
  });
}

/** Consul before 1.13 chooses its first token itself: with that one we make ours, then delete it. */
async function introduce(wish: ManagementWish): Promise<readonly string[]> {
  const { managementToken, as } = wish;
  const first = await bootstrap(wish).catch((error: unknown) => bootstrapAgain(wish, error));
  if (first === managementToken) return ['made the management token'];
  await as(first).put('/acl/token', {
    SecretID: managementToken,
    Description: "the operator's management token (kept by tamada)",
    Policies: [{ ID: globalManagement }],
    Local: false,
  });
  return ['made the management token'];
}

async function bootstrap({ managementToken, as, signal, waitMs = 15_000 }: ManagementWish): Promise<string> {
  return until<string>({
    condition: "Consul's access control can be bootstrapped",
    intervalMs: 200,
    deadlineMs: waitMs,
    signal,
    look: async () => {
      try {
        const made = object(await as(null).put('/acl/bootstrap', { BootstrapSecret: managementToken }));
        return { ready: true, value: text(made.SecretID) };
      } catch (error) {
        const kind = consulFailureKind(error);
        if (kind !== 'acl_not_ready' && kind !== 'no_leader') throw error;
        return { ready: false, seen: error instanceof Error ? error.message : kind };
      }
    },
  });
}

/** An earlier run died between Consul's first token and ours, or somebody on a host was quicker: all tokens made since are deleted. */
async function bootstrapAgain(wish: ManagementWish, error: unknown): Promise<string> {
  const index = resetIndex(error);
  if (index === null) throw error;
  const { as, address, tokens, allowReset } = wish;
  for (const token of tokens) if (await isToken(as(token))) throw refused(wrongToken);
  const leader = await as(null).leaderAddress();
  if (leader.replace(/:\d+$/, '') !== address) throw refused(`only Consul's leader, at ${leader}, can be bootstrapped again`);
  await allowReset(index);
  const first = await bootstrap(wish);
  const own = text(object(await as(first).get('/acl/token/self')).AccessorID);
  await endTokens(as(first), ({ AccessorID }) => AccessorID !== own && AccessorID !== anonymous);
  return first;
}

const wrongToken = "it knows tokens of this cluster, but not this workspace's management token: restore secrets.yaml";

/** Consul's first token can manage Consul, and nobody keeps it: it is deleted. */
async function endBootstrapTokens({ as, managementToken }: ManagementWish): Promise<readonly string[]> {
  const management = as(managementToken);
  const own = text(object(await management.get('/acl/token/self')).AccessorID);
  const ended = await endTokens(management, ({ AccessorID, Description }) => AccessorID !== own && Description === bootstrapDescription);
  return ended === 0 ? [] : ["ended Consul's first token"];
}

async function endTokens(consul: ConsulClient, meant: (token: Readonly<Record<string, unknown>>) => boolean): Promise<number> {
  const found = list(await consul.get('/acl/tokens'))
    .map(object)
    .filter(meant);
  for (const { AccessorID } of found) await consul.remove(`/acl/token/${text(AccessorID)}`);
  return found.length;
}

async function isToken(consul: ConsulClient): Promise<boolean> {
  try {
    await consul.get('/acl/token/self');
    return true;
  } catch (error) {
    if (consulFailureKind(error) === 'unknown_token') return false;
    throw error;
  }
}

function refused(problem: string): TamadaError {
  return new TamadaError({ code: 'request_failed', program: 'consul', request: 'bootstrap of access control', problem });
}
