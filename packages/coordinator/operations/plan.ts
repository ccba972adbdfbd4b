import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RolloutWish } from '@tamada/core/sequence';
import type { Answer, OperationContext } from '../cli/context.ts';
import { withReach, type Reach } from '../connections/reach.ts';
import { rolloutText } from '../report/rollout-text.ts';
import { hasChanges, hasDrift, makePlan, planData } from './rollout-plan.ts';

export interface PlanOptions {
  /** Exit code 5 where there is something to do, or to put back. */
  readonly exitCode: boolean;
  /** A file for `tamada apply FILE`; null for none. */
  readonly out: string | null;
  readonly wish: RolloutWish;
}

/** What `tamada apply` or `tamada bootstrap` would do. Exit code 1 where a node could not be asked. */
export async function plan(context: OperationContext, options: PlanOptions): Promise<Answer> {
  return withReach(context, (reach) => planThrough(reach, options));
}

export async function planThrough(reach: Reach, { exitCode, out, wish }: PlanOptions): Promise<Answer> {
  const planned = await makePlan(reach, wish);
  const data = planData(planned, wish);
  if (out !== null) await writeFile(resolve(out), `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600 });
  const silent = planned.nodes.some(({ error }) => error !== null);
  const found = exitCode && (hasChanges(planned) || hasDrift(planned)) ? 5 : 0;
  return { exitCode: silent ? 1 : found, data, text: rolloutText(planned, reach.context.paint) };
}
