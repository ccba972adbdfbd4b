// Original file: proto/tamada/v1/agent.proto

import type { TimedResult as _tamada_v1_TimedResult, TimedResult__Output as _tamada_v1_TimedResult__Output } from '../../tamada/v1/TimedResult.ts';

export interface TimerState {
  /**
   * full | incremental | verify | prove | expire
   */
  'job'?: (string);
  /**
   * its timer runs
   */
  'active'?: (boolean);
  'nextAtMs'?: (number | string);
  /**
   * when it ran last, by systemd
   */
  'lastAtMs'?: (number | string);
  /**
   * of the newest job that it began and that has ended
   */
  'last'?: (_tamada_v1_TimedResult | null);
  /**
   * how many of those failed in a row, the newest first
   */
  'failures'?: (number);
  '_nextAtMs'?: "nextAtMs";
  '_lastAtMs'?: "lastAtMs";
}

export interface TimerState__Output {
  /**
   * full | incremental | verify | prove | expire
   */
  'job': (string);
  /**
   * its timer runs
   */
  'active': (boolean);
  'nextAtMs'?: (number);
  /**
   * when it ran last, by systemd
   */
  'lastAtMs'?: (number);
  /**
   * of the newest job that it began and that has ended
   */
  'last': (_tamada_v1_TimedResult__Output | null);
  /**
   * how many of those failed in a row, the newest first
   */
  'failures': (number);
  '_nextAtMs'?: "nextAtMs";
  '_lastAtMs'?: "lastAtMs";
}
