import { isSettled, noteTried, planSteps, wayBack } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { elapsed } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { loadGeneration } from '../journal/generations.ts';
import { withoutSecrets } from '../journal/secret-store.ts';
import { observe } from '../observe/observe.ts';
import { converge } from './converge.ts';
import { revert } from './revert.ts';
import { makeWork } from './work.ts';

/** At the agent's start. It takes well under a second, mostly nothing; a stuck host must not keep the agent from serving. */
export async function finishBegunInTime(context: AgentContext, mostMs: number): Promise<void> {
  const work = context.exclusive
    .run('finishing an interrupted apply', () => finishBegun(context))
    .catch(async (error: unknown) => {
      context.logger.error('an interrupted apply could not be finished', { error: (await withoutSecrets(error, context.secrets)).detail });
    });
  const enough = new AbortController();
  await Promise.race([work, elapsed(mostMs, enough.signal)]);
  enough.abort();
}

/**
 * Finishes the files of an apply that was interrupted before this process started. Units stay as they are: what may start when is the
 * coordinator's decision, and the next apply takes the rest. A way back that was interrupted goes to its end.
 */
export async function finishBegun(context: AgentContext): Promise<void> {
  const { active } = context.journal.read();
  if (active === null || isSettled(context.journal.read())) return;
  const why = wayBack(context.journal.read());
  if (why !== null) {
    await revert(context, why);
    return;
  }
  const { generation, start } = active;
  const bundle = await loadGeneration(context.paths, generation);
  if (bundle === null) throw new TamadaError({ code: 'internal', problem: `generation ${String(generation)} was started but is not kept` });
  context.logger.warn('an apply was interrupted: its files are put in place now', { generation, start });
  const work = makeWork(context, bundle, await context.secrets.all());
  const steps = await converge(work, [], ({ kind, step }) => {
    if (kind === 'finished') context.logger.info('step finished', { step });
  });
  const { observed } = await observe(context, work.desired, await work.owners());
  const rest = planSteps(work.desired, observed, { start });
  const finished = rest.kind === 'steps' && rest.steps.length === 0;
  if (finished) await context.journal.update((journal) => noteTried(journal, bundle, context.clock.now()));
  context.logger.info(finished ? 'the bundle is finished' : 'its units wait for the next apply', { generation, steps });
}
