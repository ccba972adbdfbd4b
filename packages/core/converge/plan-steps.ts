import type { Program } from '@tamada/core/facts';
import type { Desired } from './desired.ts';
import type { Observed } from './observed.ts';
import { planFiles } from './plan-files.ts';
import { planUnits } from './plan-units.ts';
import type { Plan } from './plan.ts';

export interface PlanOptions {
  /** Programs whose units may be started, restarted or reloaded. Files are written for all. */
  readonly start: readonly Program[];
}

/** What leads from the node as observed to the bundle. Empty when it is there already; a unit whose files have not changed is never touched. */
export function planSteps(desired: Desired, observed: Observed, options: PlanOptions): Plan {
  const units = planUnits(desired, observed, options.start);
  return units.kind === 'refused' ? units : { kind: 'steps', steps: [...planFiles(desired, observed), ...units.steps] };
}
