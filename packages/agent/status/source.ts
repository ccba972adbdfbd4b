import type { Look } from '@tamada/core/view';
import { sleep, type Clock } from '@tamada/runtime';
import { silenceOf } from './silence.ts';

/** How long somebody waits for a source, in milliseconds from now. */
export interface Patience {
  readonly patienceMs: number;
  /** Only an answer to a question that was asked from now on will do. */
  readonly fresh?: boolean;
}

/**
 * One thing that a node can be asked, for however many callers. At most one question is open at a time, also when nobody waits for it any
 * more; an answer that is younger than `youngMs` is given again, and the next question waits until it is older. So a source is asked at most
 * 1000 / `youngMs` times a second, and less often when it answers slowly.
 */
export interface Source<T> {
  readonly look: (patience: Patience) => Promise<Look<T>>;
  /** Something was changed: what was asked before does not count any more. */
  readonly forget: () => void;
}

export interface SourceOptions<T> {
  readonly ask: () => Promise<T>;
  readonly youngMs: number;
  readonly clock: Clock;
}

interface Question<T> {
  readonly askedMs: number;
  readonly answer: Promise<Answered<T>>;
}

interface Answered<T> {
  readonly askedMs: number;
  readonly answeredMs: number;
  readonly look: Look<T>;
}

/** A question that is open for longer than the caller's whole patience is given this much more: whoever looks again and again is quick. */
const leastWaitMs = 300;

export function makeSource<T>({ ask, youngMs, clock }: SourceOptions<T>): Source<T> {
  const now = (): number => clock.monotonic();
  let open: Question<T> | null = null;
  let last: Answered<T> | null = null;
  let changedMs = -Infinity;

  function question(): Question<T> {
    const askedMs = now();
    const answer = settled(ask, () => now() - askedMs).then((look) => {
      last = { askedMs, answeredMs: now(), look };
      open = null;
      return last;
    });
    return { askedMs, answer };
  }

  /** Asks, joins those who wait, or is content with what was said just now. */
  async function answer(sinceMs: number, signal: AbortSignal): Promise<Look<T>> {
    for (;;) {
      if (open === null && last !== null) {
        const restMs = last.answeredMs + youngMs - now();
        if (restMs > 0 && last.askedMs >= sinceMs) return last.look;
        if (restMs > 0) {
          await sleep(restMs, signal);
          continue;
        }
      }
      open ??= question();
      const { askedMs, look } = await open.answer;
      if (askedMs >= sinceMs) return look;
      signal.throwIfAborted();
    }
  }

  return {
    async look({ patienceMs, fresh = false }) {
      const enough = new AbortController();
      const startMs = now();
      const openMs = open === null || fresh ? 0 : startMs - open.askedMs;
      const timeUp = sleep(Math.max(patienceMs - openMs, Math.min(leastWaitMs, patienceMs)), enough.signal);
      try {
        const sinceMs = fresh ? startMs : changedMs;
        return await Promise.race([answer(sinceMs, enough.signal), timeUp.then(() => unanswered(now() - (open?.askedMs ?? startMs)))]);
      } finally {
        enough.abort();
      }
    },
    forget() {
      changedMs = now();
    },
  };
}

async function settled<T>(ask: () => Promise<T>, waitedMs: () => number): Promise<Look<T>> {
  try {
    const said = await ask();
    return { answer: 'said', said, waitedMs: Math.round(waitedMs()) };
  } catch (error) {
    return { answer: 'silent', ...silenceOf(error), waitedMs: Math.round(waitedMs()) };
  }
}

function unanswered(waitedMs: number): Look<never> {
  const rounded = Math.round(waitedMs);
  return { answer: 'silent', why: 'timeout', problem: `no answer after ${String(rounded)} ms`, waitedMs: rounded };
}
