import { describeError, errorDetail } from '@tamada/core/errors';
import type { Silence, SilenceReason } from '@tamada/core/view';
import { errnoOf } from '@tamada/runtime';
import { consulFailureKind } from '../consul/failure.ts';

/** What an error of a question means. That nobody listens is evidence: a refused connection, or a socket that is not there. */
export function silenceOf(error: unknown): Pick<Silence, 'why' | 'problem'> {
  const detail = errorDetail(error);
  const problem =
    detail.code === 'request_failed' || detail.code === 'tool_failed' || detail.code === 'internal'
      ? detail.problem
      : describeError(detail).message;
  return { why: reasonOf(error), problem };
}

/** A look that was not taken, because what has to come first is missing. */
export function notAsked(problem: string): Silence {
  return { answer: 'silent', why: 'not_asked', problem, waitedMs: 0 };
}

function reasonOf(error: unknown): SilenceReason {
  switch (consulFailureKind(error) ?? errnoOf(error)) {
    case 'not_listening':
    case 'ECONNREFUSED':
    case 'ENOENT':
      return 'refused';
    case 'timeout':
    case 'ETIMEDOUT':
      return 'timeout';
    default:
      return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError') ? 'timeout' : 'failed';
  }
}
