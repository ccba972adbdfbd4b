import { bundleDigest, bundleSlots, readAgentConfig } from '@tamada/core/bundle';
import type { AgentConfig } from '@tamada/core/bundle';
import type { Step } from '@tamada/core/converge';
import { stepReason, stepSubject, isSettled, noteBegun, noteTried, planSteps, trialOf } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { ReplyOf, BundleCargo } from '@tamada/wire';
import { collectBundle } from '@tamada/wire';
import type { MakeHandler, AgentContext } from '../agent-context.ts';
import type { StepListener } from '../execute/converge.ts';
import { converge } from '../execute/converge.ts';
import { restartForNewConfig, revert } from '../execute/revert.ts';
import { refuseFullDisks, clearStaging, stage } from '../execute/stage.ts';
import { validate } from '../execute/validate.ts';
import { prepare } from '../execute/work.ts';
import type { Work } from '../execute/work.ts';
import { keepGeneration, loadGeneration, pruneGenerations } from '../journal/generations.ts';
import { withoutSecrets } from '../journal/secret-store.ts';
import { observe } from '../observe/observe.ts';
import { agentConfigPath } from '../paths.ts';
import { eventsOf } from './events-of.ts';

/** Once started, the work does not depend on the call: a coordinator that dies leaves a finished node. */
export const applyHandler: MakeHandler<'Apply'> = (context) =>
  async function* (requests, { run }) {
    const logger = context.logger.with({ run });
    const cargo = await collectBundle(requests, bundleDigest);
    // From here on no error shows the values that came, also where the bundle is refused.
    await context.secrets.mask(cargo.secrets);
    yield* eventsOf<ReplyOf<'Apply'>>((push) => {
      const tell: StepListener = ({ kind, step, note }) => {
        logger[kind === 'finished' ? 'info' : 'debug'](`step ${kind}`, { step: step.kind, subject: stepSubject(step), note });
        push(kind === 'started' ? { event: kind, started: told(step, stepReason(step)) } : { event: kind, finished: told(step, note) });
      };
      const work = context.exclusive.run(`apply of generation ${String(cargo.bundle.generation)}`, async () => {
        const done = await applyBundle(context, cargo, tell);
        push({ event: 'done', done: { changed: done.steps > 0, ...done } });
      });
      work.catch(async (error: unknown) => {
        logger.warn('the apply failed', { error: (await withoutSecrets(error, context.secrets)).detail });
      });
      return work;
    });
  };

function told(step: Step, note: string): { kind: string; subject: string; note: string } {
  return { kind: step.kind, subject: stepSubject(step), note };
}

export interface Applied {
  readonly steps: number;
  readonly generation: number;
}

/**
 * Brings the node to a bundle. Until the journal says _begun_, every refusal leaves the node as it was.
 * From then on it goes to the end, also when the coordinator dies; a crash leaves each file old or new, and the next apply finishes.
 * On trial it goes back where it fails, and later where nobody confirms it.
 */
export async function applyBundle(context: AgentContext, cargo: BundleCargo, tell: StepListener): Promise<Applied> {
  const { bundle, digest, secrets, start } = cargo;
  await context.establishment.look();
  const work = await prepare(context, cargo);
  const { observed } = await observe(context, work.desired, await work.owners());
  const plan = planSteps(work.desired, observed, { start });
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  const before = context.journal.read();
  const trial = trialOf(before, {
    ...{ withinMs: cargo.confirmWithinMs ?? null, generation: bundle.generation, start, steps: plan.steps, nowMs: context.clock.now() },
    canGoBack: before.confirmed !== null && (await loadGeneration(context.paths, before.confirmed.generation)) !== null,
  });
  const end = async (): Promise<void> => {
    const state = await context.journal.update((journal) => noteTried({ ...journal, trial }, bundle, context.clock.now()));
    await context.secrets.keepOnly(secrets, bundleSlots(bundle));
    if (state.trial === null) await context.secrets.dropAside();
  };
  const same = before.active?.generation === bundle.generation && isSettled(before);
  if (same && plan.steps.length === 0) {
    await end();
    return { steps: 0, generation: bundle.generation };
  }

  const writes = plan.steps.flatMap((step) => (step.kind === 'write_file' ? [step.path] : []));
  await refuseUnlessSound(work, writes);
  // While an earlier trial waits, what is kept for the way back is older than what is known now.
  if (trial !== null && (before.trial === null || before.trial.state === 'reverted')) await context.secrets.setAside();
  await context.secrets.keep(secrets);
  await keepGeneration(context.paths, bundle);
  await context.journal.update((journal) => ({ ...noteBegun(journal, bundle, digest, start), trial }));
  const steps = await converge(work, start, tell).catch(async (error: unknown) => {
    if (!context.signal.aborted) await revert(context, (await withoutSecrets(error, context.secrets)).message, tell);
    throw error;
  });
  await end();
  await pruneGenerations(context.paths, context.journal.read());
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

/** With such a file the agent would start as another node, or not at all, and nobody could reach it any more. */
function refuseForeignConfig({ context }: Work, { cluster, node }: AgentConfig): void {
  if (cluster !== context.config.cluster) throw new TamadaError({ code: 'wrong_cluster', expected: context.config.cluster, got: cluster });
  if (node !== context.config.node) throw new TamadaError({ code: 'wrong_node', expected: context.config.node, got: node });
}
