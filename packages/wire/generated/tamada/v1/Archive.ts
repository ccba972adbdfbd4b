// Original file: proto/tamada/v1/agent.proto

import type { ArchivedTimeline as _tamada_v1_ArchivedTimeline, ArchivedTimeline__Output as _tamada_v1_ArchivedTimeline__Output } from '../../tamada/v1/ArchivedTimeline.ts';

export interface Archive {
  'timelines'?: (_tamada_v1_ArchivedTimeline)[];
}

export interface Archive__Output {
  'timelines': (_tamada_v1_ArchivedTimeline__Output)[];
}
