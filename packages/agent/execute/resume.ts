import { isSettled, noteFinished, planSteps } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { AgentContext } from '../agent-context.ts';
import { loadGeneration } from '../journal/generations.ts';
import { observe } from '../observe/observe.ts';
import { converge } from './converge.ts';
import { makeWork } from './prepare.ts';

/**
 * Finishes the files of a bundle that was begun before this process started. Units stay as they are: what may start when is the
 * coordinator's decision, and the next apply takes the rest.
 */
export async function resumeBegun(context: AgentContext): Promise<void> {
  const { active } = context.journal.read();
  if (active === null || isSettled(context.journal.read())) return;
  const { generation, start } = active;
  const bundle = await loadGeneration(context.paths, generation);
  if (bundle === null) throw new TamadaError({ code: 'internal', problem: `generation ${String(generation)} was begun and is not kept` });
  context.logger.warn('a bundle was begun and not finished: its files are put in place now', { generation, start });
  const work = makeWork(context, bundle, await context.secrets.all());
  const steps = await converge(work, [], ({ kind, step }) => {
    if (kind === 'finished') context.logger.info('step resumed', { step });
  });
  const { observed } = await observe(context, work.desired, await work.owners());
  const rest = planSteps(work.desired, observed, { start });
  const finished = rest.kind === 'steps' && rest.steps.length === 0;
  if (finished) await context.journal.update((journal) => noteFinished(journal, bundle));
  context.logger.info(finished ? 'the bundle is finished' : 'its units wait for the next apply', { generation, steps });
}
