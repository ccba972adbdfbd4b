// Original file: proto/tamada/v1/agent.proto

import type { JobFailure as _tamada_v1_JobFailure, JobFailure__Output as _tamada_v1_JobFailure__Output } from '../../tamada/v1/JobFailure.ts';
import type { JobDone as _tamada_v1_JobDone, JobDone__Output as _tamada_v1_JobDone__Output } from '../../tamada/v1/JobDone.ts';

/**
 * state: queued | running | done | failed | cancelled | lost (it is not there any more and left no word)
 */
export interface JobState {
  'id'?: (string);
  /**
   * the name of its field in StartJobRequest
   */
  'kind'?: (string);
  'state'?: (string);
  /**
   * for people, as: full backup from pg-a1-2
   */
  'subject'?: (string);
  'askedAtMs'?: (number | string);
  'startedAtMs'?: (number | string);
  'endedAtMs'?: (number | string);
  'percent'?: (number | string);
  /**
   * what it does now, for people
   */
  'doing'?: (string);
  /**
   * what the operator should know, as: pg-a1-2 is down: taken from pg-a2-1
   */
  'notes'?: (string)[];
  'failure'?: (_tamada_v1_JobFailure | null);
  'done'?: (_tamada_v1_JobDone | null);
  /**
   * the caller's name, or timer
   */
  'askedBy'?: (string);
  '_startedAtMs'?: "startedAtMs";
  '_endedAtMs'?: "endedAtMs";
  '_percent'?: "percent";
}

/**
 * state: queued | running | done | failed | cancelled | lost (it is not there any more and left no word)
 */
export interface JobState__Output {
  'id': (string);
  /**
   * the name of its field in StartJobRequest
   */
  'kind': (string);
  'state': (string);
  /**
   * for people, as: full backup from pg-a1-2
   */
  'subject': (string);
  'askedAtMs': (number);
  'startedAtMs'?: (number);
  'endedAtMs'?: (number);
  'percent'?: (number);
  /**
   * what it does now, for people
   */
  'doing': (string);
  /**
   * what the operator should know, as: pg-a1-2 is down: taken from pg-a2-1
   */
  'notes': (string)[];
  'failure': (_tamada_v1_JobFailure__Output | null);
  'done': (_tamada_v1_JobDone__Output | null);
  /**
   * the caller's name, or timer
   */
  'askedBy': (string);
  '_startedAtMs'?: "startedAtMs";
  '_endedAtMs'?: "endedAtMs";
  '_percent'?: "percent";
}
