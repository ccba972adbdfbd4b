import { describeError, errorDetail, TamadaError } from '@tamada/core/errors';
import type { AgentClient, ReplyOf } from '@tamada/wire';
import type { TaskTools } from './tools.ts';

/** Patroni's last word on an order; `atMs` by the monotonic clock. */
export interface Said {
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
