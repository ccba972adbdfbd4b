// Original file: proto/tamada/v1/agent.proto

import type { PlannedStep as _tamada_v1_PlannedStep, PlannedStep__Output as _tamada_v1_PlannedStep__Output } from '../../tamada/v1/PlannedStep.ts';

export interface PlanReply {
  'steps'?: (_tamada_v1_PlannedStep)[];
}

export interface PlanReply__Output {
  'steps': (_tamada_v1_PlannedStep__Output)[];
}
