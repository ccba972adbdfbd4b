import { bundleDigest } from '@tamada/core/bundle';
import { planSteps, stepReason, stepSubject } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { collectBundle } from '@tamada/wire';
import { comesLater } from '../execute/comes-later.ts';
import { difference } from '../execute/difference.ts';
import { prepareToPlan } from '../execute/plan-work.ts';
import { observe } from '../observe/observe.ts';
import type { MakeHandler } from './handler.ts';

export const planBundleHandler: MakeHandler<'PlanBundle'> = (context) => async (requests) => {
  const cargo = await collectBundle(requests, bundleDigest);
  const work = await prepareToPlan(context, cargo);
  const { observed } = await observe(context, work.desired, await work.owners());
  const plan = planSteps(work.desired, observed, { start: cargo.start });
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  const later = await comesLater(work);
  const steps = plan.steps.map((step) => ({
    kind: step.kind,
    subject: stepSubject(step),
    reason: later.get(stepSubject(step)) ?? stepReason(step),
    difference: difference(step, work.bundle, work.paths.get(stepSubject(step))),
  }));
  return { steps };
};
