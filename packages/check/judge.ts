import type { Seen } from './seen.ts';

/** The last real answer. Times in milliseconds since boot. */
export interface Memory {
  readonly boot: string;
  readonly said: 'yes' | 'no';
  /** When it was last asked for: what was said held then, and may have ended since. */
  readonly atMs: number;
  /** Since when it has been said without the other in between. */
  readonly sinceMs: number;
}

export interface Judgement {
  readonly answer: 'yes' | 'no';
  readonly why: 'said' | 'held' | 'hold ended' | 'nothing known';
  /** The last real answer, this one included; null where there is none. */
  readonly memory: Memory | null;
}

/** A run of the check. Times in milliseconds since boot. */
export interface Moment {
  /** Empty where it cannot be known. */
  readonly boot: string;
  readonly askedMs: number;
  readonly nowMs: number;
}

/**
 * The exit code has two words, the world has three. An answer counts; silence keeps the last answer for the hold, so that a slow answer
 * moves no VIP and a dead program does not keep one.
 */
export function judge(seen: Seen, remembered: Memory | null, moment: Moment, holdMs: number): Judgement {
  const last = isOfThisBoot(remembered, moment) ? remembered : null;
  if (seen.said !== 'unknown') return { answer: seen.said, why: 'said', memory: newer(last, seen.said, moment) };
  if (last === null) return { answer: 'no', why: 'nothing known', memory: null };
  const held = moment.nowMs - last.atMs <= holdMs;
  return held ? { answer: last.said, why: 'held', memory: last } : { answer: 'no', why: 'hold ended', memory: last };
}

/** What was remembered in another boot, or lies in the future, is not remembered. */
function isOfThisBoot(memory: Memory | null, { boot, nowMs }: Moment): boolean {
  return memory !== null && boot !== '' && memory.boot === boot && memory.atMs <= nowMs && memory.sinceMs <= memory.atMs;
}

/** Of two runs at once, the one that asked later knows better. */
function newer(last: Memory | null, said: 'yes' | 'no', { boot, askedMs }: Moment): Memory {
  if (last !== null && last.atMs > askedMs) return last;
  return { boot, said, atMs: askedMs, sinceMs: last?.said === said ? last.sinceMs : askedMs };
}
