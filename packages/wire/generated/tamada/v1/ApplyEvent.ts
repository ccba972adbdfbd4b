// Original file: proto/tamada/v1/agent.proto

import type { StepEvent as _tamada_v1_StepEvent, StepEvent__Output as _tamada_v1_StepEvent__Output } from '../../tamada/v1/StepEvent.ts';
import type { ApplyDone as _tamada_v1_ApplyDone, ApplyDone__Output as _tamada_v1_ApplyDone__Output } from '../../tamada/v1/ApplyDone.ts';

export interface ApplyEvent {
  'started'?: (_tamada_v1_StepEvent | null);
  'finished'?: (_tamada_v1_StepEvent | null);
  'done'?: (_tamada_v1_ApplyDone | null);
  'event'?: "started"|"finished"|"done";
}

export interface ApplyEvent__Output {
  'started'?: (_tamada_v1_StepEvent__Output | null);
  'finished'?: (_tamada_v1_StepEvent__Output | null);
  'done'?: (_tamada_v1_ApplyDone__Output | null);
  'event'?: "started"|"finished"|"done";
}
