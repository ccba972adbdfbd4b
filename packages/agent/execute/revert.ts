import { readAgentConfig } from '@tamada/core/bundle';
import { isArmed, noteGoingBack, noteHeld, noteReverted, planSteps, stepSubject, tooMuchToRevert, type Step } from '@tamada/core/converge';
import { describeError, TamadaError } from '@tamada/core/errors';
import type { AgentContext } from '../agent-context.ts';
import { dropGeneration, loadGeneration } from '../journal/generations.ts';
import { withoutSecrets } from '../journal/secret-store.ts';
import { observe } from '../observe/observe.ts';
import { agentConfigPath } from '../paths.ts';
import { converge, type StepListener } from './converge.ts';
import { makeWork, type Work } from './work.ts';

/**
 * Ends a trial: the node goes back to its confirmed bundle, or holds, and the journal says which and why. Nothing is done where none is
 * armed. Within the exclusive runner; never throws but where the journal cannot be written.
 */
export async function revert(context: AgentContext, why: string, tell: StepListener = () => undefined): Promise<void> {
  const { trial, confirmed } = context.journal.read();
  if (!isArmed(trial) || confirmed === null) return;
  const about = { generation: trial.generation, confirmed: confirmed.generation, why };
  try {
    await goBack(context, confirmed.generation, why, tell);
    context.logger.warn('the node went back to its confirmed bundle', about);
  } catch (error) {
    // The next start goes on.
    if (context.signal.aborted) return;
    const problem = describeError((await withoutSecrets(error, context.secrets)).detail).message;
    await context.journal.update((journal) => noteHeld(journal, `${why}; it cannot go back by itself: ${problem}`));
    context.logger.error('the node cannot go back to its confirmed bundle by itself', { ...about, problem });
  }
}

async function goBack(context: AgentContext, generation: number, why: string, tell: StepListener): Promise<void> {
  const { journal, secrets, paths } = context;
  const { trial } = journal.read();
  const bundle = await loadGeneration(paths, generation);
  if (bundle === null || trial === null) throw cannot(`generation ${String(generation)} is not kept`);
  const { start } = trial;
  const work = makeWork(context, bundle, await secrets.before());
  const { observed } = await observe(context, work.desired, await work.owners());
  const plan = planSteps(work.desired, observed, { start });
  if (plan.kind === 'refused') throw new TamadaError(plan.detail);
  refuseTooMuch(plan.steps);
  await secrets.takeBack();
  await journal.update((state) => noteGoingBack(state, bundle, why));
  await converge(work, start, tell, refuseTooMuch);
  await journal.update((state) => noteReverted(state, bundle, why));
  await secrets.dropAside();
  await dropGeneration(paths, trial.generation);
  restartForNewConfig(work);
}

function refuseTooMuch(steps: readonly Step[]): void {
  const step = tooMuchToRevert(steps);
  if (step !== null) throw cannot(`that takes ${step.kind.replaceAll('_', ' ')} ${stepSubject(step)}`);
}

function cannot(problem: string): TamadaError<'unsafe'> {
  return new TamadaError({ code: 'unsafe', problem, next: 'correct what is wrong, then `tamada apply`' });
}

/** The agent reads its own configuration at its start only. */
export function restartForNewConfig({ context, contents }: Work): void {
  const content = contents.get(agentConfigPath);
  if (content === undefined) return;
  if (JSON.stringify(readAgentConfig(agentConfigPath, content)) !== JSON.stringify(context.config))
    context.requestRestart('its configuration has changed');
}
