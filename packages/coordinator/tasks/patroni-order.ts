import { describeError, errorDetail, TamadaError } from '@tamada/core/errors';
import type { AgentClient, ReplyOf } from '@tamada/wire';
import type { TaskTools } from './tools.ts';

/** Patroni's last word on an order; `atMs` by the monotonic clock. */
interface Said {
  readonly outcome: 'done' | 'refused' | 'unknown';
  readonly words: string;
  readonly atMs: number;
}

/**
 * Gives an order, once, and remembers the answer while others watch what comes of it; an agent that is lost meanwhile leaves it unknown.
 * `said` is null until there is an answer, and throws what the agent refused.
 */
export function orderOnce(
  node: string,
  order: (client: AgentClient) => Promise<ReplyOf<'RestartMember'>>,
  { connections }: Pick<TaskTools, 'connections'>,
): { readonly said: () => Said | null } {
  let said: Said | null = null;
  let failure: TamadaError | null = null;
  const hear = ({ outcome, words }: ReplyOf<'RestartMember'>): void => {
    said = { outcome: outcome === 'done' || outcome === 'refused' ? outcome : 'unknown', words, atMs: performance.now() };
  };
  order(connections.client(node)).then(hear, (error: unknown) => {
    const detail = errorDetail(error);
    if (detail.code === 'node_unreachable') hear({ outcome: 'unknown', words: describeError(detail).message });
    else failure = new TamadaError(detail, { cause: error });
  });
  return {
    said: () => {
      if (failure !== null) throw failure;
      return said;
    },
  };
}

/** What was asked for, as an error names it. */
interface Asked {
  readonly request: string;
  /** For so long after Patroni's last word its work may still be seen. */
  readonly afterMs: number;
  /** How it stands instead. */
  readonly problem: string;
  readonly next?: string;
}

/** Throws where nothing more is to be waited for: Patroni refuses, or its last word was long ago. */
export function refuseEnded(said: Said | null, { request, afterMs, problem, next = howMembersStand }: Asked): void {
  if (said === null) return;
  if (said.outcome === 'refused') throw new TamadaError({ code: 'unsafe', problem: `Patroni refuses: ${said.words}`, next });
  if (performance.now() - said.atMs < afterMs) return;
  const words = said.words === '' ? 'nothing' : said.words;
  throw new TamadaError({ code: 'request_failed', program: 'patroni', request, problem: `${problem}; Patroni said: ${words}` });
}

const howMembersStand = '`tamada status` shows how the members stand';
