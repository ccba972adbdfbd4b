// Original file: proto/tamada/v1/agent.proto

import type { JobState as _tamada_v1_JobState, JobState__Output as _tamada_v1_JobState__Output } from '../../tamada/v1/JobState.ts';

export interface ListJobsReply {
  'jobs'?: (_tamada_v1_JobState)[];
}

export interface ListJobsReply__Output {
  'jobs': (_tamada_v1_JobState__Output)[];
}
