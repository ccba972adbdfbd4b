import { TamadaError } from '@tamada/core/errors';

/**
 * What went wrong between us and Consul. Only this file reads Consul's messages:
 * `not_listening`, `unreachable` and `timeout` (nothing was answered), `no_leader`, `denied`, `unknown_token`, `acl_not_ready` (just after an election),
 * `acl_taken` (somebody has bootstrapped access control), `session_gone`, `not_found`, `refused` (everything else).
 */
export type ConsulFailureKind =
  | 'not_listening'
  | 'unreachable'
  | 'timeout'
  | 'no_leader'
  | 'denied'
  | 'unknown_token'
  | 'acl_not_ready'
  | 'acl_taken'
  | 'session_gone'
  | 'not_found'
  | 'refused';

export class ConsulFailure extends TamadaError<'request_failed'> {
  readonly kind: ConsulFailureKind;

  constructor(kind: ConsulFailureKind, request: string, problem: string) {
    super({ code: 'request_failed', program: 'consul', request, problem });
    this.kind = kind;
  }
}

/** Consul's messages; the first pattern that fits counts. */
const words: readonly { readonly kind: ConsulFailureKind; readonly text: RegExp }[] = [
  { kind: 'no_leader', text: /no cluster leader|no known consul servers|leadership lost|not leader|not ready to serve/i },
  { kind: 'acl_taken', text: /acl bootstrap no longer allowed/i },
  { kind: 'acl_not_ready', text: /acl system (is currently|must be|in)|legacy mode|acl support disabled|acl bootstrap/i },
  { kind: 'unknown_token', text: /acl not found/i },
  { kind: 'denied', text: /permission denied/i },
  { kind: 'session_gone', text: /invalid session|session id .*not found/i },
];

/** An error of npm's client as ours. Its own fields hold the token, so only the message is kept. */
export function consulFailure(error: unknown, request: string): ConsulFailure {
  if (!(error instanceof Error)) return new ConsulFailure('refused', request, String(error));
  const response = answer(error);
  if (response === null) {
    const timedOut = 'isTimeout' in error || 'isAbort' in error;
    if (timedOut) return new ConsulFailure('timeout', request, 'no answer in time');
    return new ConsulFailure(error.message.includes('ECONNREFUSED') ? 'not_listening' : 'unreachable', request, error.message);
  }
  const kind = words.find(({ text }) => text.test(response.text))?.kind ?? (response.status === 404 ? 'not_found' : 'refused');
  return new ConsulFailure(kind, request, `${response.status} ${response.text}`.trim());
}

function answer(error: Error): { readonly status: number; readonly text: string } | null {
  if (!('response' in error) || typeof error.response !== 'object' || error.response === null) return null;
  const { statusCode, body } = error.response as { statusCode?: unknown; body?: unknown };
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : typeof body === 'string' ? body : '';
  return { status: typeof statusCode === 'number' ? statusCode : 0, text: text.slice(0, 500) };
}

/** The number that allows access control to be bootstrapped once more, from an `acl_taken`; null for any other error. */
export function resetIndex(error: unknown): number | null {
  const found =
    consulFailureKind(error) === 'acl_taken' ? /reset index: (\d+)/.exec((error as ConsulFailure).detail.problem)?.[1] : undefined;
  return found === undefined ? null : Number(found);
}

/** The kind of a ConsulFailure; null for any other error. */
export function consulFailureKind(error: unknown): ConsulFailureKind | null {
  return error instanceof ConsulFailure ? error.kind : null;
}
