import type { Seen } from './seen.ts';

/** The last real answer. Times in milliseconds since boot. */
export interface Memory {
  readonly boot: string;
  readonly said: 'yes' | 'no';
  /** When it was last said. */
  readonly atMs: number;
  /** Since when it has been said without the other in between. */
  readonly sinceMs: number;
}

export interface Judgement {
  readonly answer: 'yes' | 'no';
  readonly why: 'said' | 'held' | 'hold ended' | 'nothing known';
  /** To be remembered; null where there is nothing. */
  readonly memory: Memory | null;
}

export interface Moment {
  readonly boot: string;
  readonly nowMs: number;
}

/**
 * The exit code has two words, the world has three. An answer counts; silence keeps the last answer for the hold, so that a slow answer
 * moves no VIP and a dead program does not keep one. What was remembered in another boot, or lies in the future, is not remembered.
 */
export function judge(seen: Seen, remembered: Memory | null, moment: Moment, holdMs: number): Judgement {
  const memory = remembered !== null && remembered.boot === moment.boot && remembered.atMs <= moment.nowMs ? remembered : null;
  if (seen.said !== 'unknown') {
    const sinceMs = memory?.said === seen.said ? memory.sinceMs : moment.nowMs;
    return { answer: seen.said, why: 'said', memory: { boot: moment.boot, said: seen.said, atMs: moment.nowMs, sinceMs } };
  }
  if (memory === null) return { answer: 'no', why: 'nothing known', memory: null };
  const held = moment.nowMs - memory.atMs <= holdMs;
  return held ? { answer: memory.said, why: 'held', memory } : { answer: 'no', why: 'hold ended', memory };
}
