// Original file: proto/tamada/v1/agent.proto

import type { DelayedRunway as _tamada_v1_DelayedRunway, DelayedRunway__Output as _tamada_v1_DelayedRunway__Output } from '../../tamada/v1/DelayedRunway.ts';
import type { DelayedWait as _tamada_v1_DelayedWait, DelayedWait__Output as _tamada_v1_DelayedWait__Output } from '../../tamada/v1/DelayedWait.ts';
import type { RecoveryTarget as _tamada_v1_RecoveryTarget, RecoveryTarget__Output as _tamada_v1_RecoveryTarget__Output } from '../../tamada/v1/RecoveryTarget.ts';

/**
 * state: replaying | pausing | paused | at_target | waiting (for WAL that is not there) | starting | stopped | promoted | absent (never made)
 */
export interface DelayedSaid {
  'state'?: (string);
  /**
   * it follows, later by its delay
   */
  'replaying'?: (boolean);
  /**
   * age of the newest commit that it shows
   */
  'behindSeconds'?: (number | string);
  'replayLsn'?: (string);
  'timeline'?: (number);
  /**
   * when the newest commit that it shows was made
   */
  'replayedAtMs'?: (number | string);
  /**
   * where it can still be moved to
   */
  'runway'?: (_tamada_v1_DelayedRunway | null);
  'waitsFor'?: (_tamada_v1_DelayedWait | null);
  /**
   * of the last advance; absent while it follows
   */
  'target'?: (_tamada_v1_RecoveryTarget | null);
  /**
   * why it is stopped, in PostgreSQL's words
   */
  'problem'?: (string);
  'port'?: (number);
  /**
   * as the topology wants it
   */
  'delaySeconds'?: (number | string);
  '_behindSeconds'?: "behindSeconds";
  '_replayLsn'?: "replayLsn";
  '_timeline'?: "timeline";
  '_replayedAtMs'?: "replayedAtMs";
  '_problem'?: "problem";
}

/**
 * state: replaying | pausing | paused | at_target | waiting (for WAL that is not there) | starting | stopped | promoted | absent (never made)
 */
export interface DelayedSaid__Output {
  'state': (string);
  /**
   * it follows, later by its delay
   */
  'replaying': (boolean);
  /**
   * age of the newest commit that it shows
   */
  'behindSeconds'?: (number);
  'replayLsn'?: (string);
  'timeline'?: (number);
  /**
   * when the newest commit that it shows was made
   */
  'replayedAtMs'?: (number);
  /**
   * where it can still be moved to
   */
  'runway': (_tamada_v1_DelayedRunway__Output | null);
  'waitsFor': (_tamada_v1_DelayedWait__Output | null);
  /**
   * of the last advance; absent while it follows
   */
  'target': (_tamada_v1_RecoveryTarget__Output | null);
  /**
   * why it is stopped, in PostgreSQL's words
   */
  'problem'?: (string);
  'port': (number);
  /**
   * as the topology wants it
   */
  'delaySeconds': (number);
  '_behindSeconds'?: "behindSeconds";
  '_replayLsn'?: "replayLsn";
  '_timeline'?: "timeline";
  '_replayedAtMs'?: "replayedAtMs";
  '_problem'?: "problem";
}
