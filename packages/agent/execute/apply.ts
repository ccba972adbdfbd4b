import type { AgentConfig } from '@tamada/core/bundle';
import { bundleSlots, readAgentConfig } from '@tamada/core/bundle';
import { isSettled, noteBegun, noteFinished, planSteps } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { BundleCargo } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { agentConfigPath } from '../paths.ts';
import { keepGeneration, pruneGenerations } from '../journal/generations.ts';
import { observe } from '../observe/observe.ts';
import type { StepListener } from './converge.ts';
import { converge } from './converge.ts';
import { prepare } from './prepare.ts';
import { refuseFullDisks } from './room.ts';
import { clearStaging, stage } from './stage.ts';
import { validate } from './validate.ts';
import type { Work } from './work.ts';

export interface Applied {
  readonly steps: number;
  readonly generation: number;
}

/**
 * Brings the node to a bundle. Until the journal says that it was begun, every refusal leaves the node as it was.
 * From then on it goes to the end, also when the coordinator dies; a crash leaves each file old or new, and the next apply finishes.
 */
export async function applyBundle(context: AgentContext, cargo: BundleCargo, tell: StepListener): Promise<Applied> {
  const { bundle, digest, secrets, start } = cargo;
  await context.establishment.look();
  const work = await prepare(context, cargo);
  const { observed } = await observe(context, work.desired, await work.owners());
  const plan = planSteps(work.desired, observed, { start });
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  const before = context.journal.read();
  const same = before.active?.generation === bundle.generation && isSettled(before);
  if (same && plan.steps.length === 0) {
    await context.secrets.keepOnly(secrets, bundleSlots(bundle));
    return { steps: 0, generation: bundle.generation };
  }

  const writes = plan.steps.flatMap((step) => (step.kind === 'write_file' ? [step.path] : []));
  await refuseUnlessSound(work, writes);
  await context.secrets.keep(secrets);
  await keepGeneration(context.paths, bundle);
  await context.journal.update((journal) => noteBegun(journal, bundle, digest, start));
  const steps = await converge(work, start, tell);
  await context.journal.update((journal) => noteFinished(journal, bundle));
  await context.secrets.keepOnly(secrets, bundleSlots(bundle));
  await pruneGenerations(context.paths, bundle.generation);
  restartForNewConfig(work);
  return { steps, generation: bundle.generation };
}

/** What can be known about the files before the first one is touched. */
async function refuseUnlessSound(work: Work, writes: readonly string[]): Promise<void> {
  const content = work.contents.get(agentConfigPath);
  if (content !== undefined) refuseForeignConfig(work, readAgentConfig(agentConfigPath, content));
  try {
    await refuseFullDisks(work, writes);
    await validate(work, await stage(work, writes));
  } finally {
    await clearStaging(work);
  }
}

/** Such a one would start as another node, or not at all, and nobody could tell it anything any more. */
function refuseForeignConfig({ context }: Work, { cluster, node }: AgentConfig): void {
  if (cluster !== context.config.cluster) throw new TamadaError({ code: 'wrong_cluster', expected: context.config.cluster, got: cluster });
  if (node !== context.config.node) throw new TamadaError({ code: 'wrong_node', expected: context.config.node, got: node });
}

/** The agent reads its own configuration at its start only. */
function restartForNewConfig({ context, contents }: Work): void {
  const content = contents.get(agentConfigPath);
  if (content === undefined) return;
  if (JSON.stringify(readAgentConfig(agentConfigPath, content)) !== JSON.stringify(context.config))
    context.requestRestart('its configuration has changed');
}
