/** Times in milliseconds. */
export interface Clock {
  /** Since the epoch; may jump. */
  readonly now: () => number;
  /** Only grows; its zero means nothing. */
  readonly monotonic: () => number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
