import { noteAwaited } from '@tamada/core/converge';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import { until } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import type { Execute } from './execute.ts';
import { healthOf } from './health.ts';

const deadlineMs = 60_000;
const intervalMs = 200;

export const awaitHealthy: Execute<'await_healthy'> = async ({ unit, program }, { context }) => {
  try {
    await until({
      condition: `${program} answers`,
      intervalMs,
      deadlineMs,
      signal: context.signal,
      clock: context.clock,
      async look(signal) {
        const seen = await healthOf(program, context, signal);
        if (seen === null) return { ready: true, value: undefined };
        await refuseFailed(unit, context);
        return { ready: false, seen };
      },
    });
  } catch (error) {
    const detail = errorDetail(error);
    if (detail.code !== 'condition_not_met') throw error;
    throw new TamadaError(
      { code: 'unhealthy', program, problem: `${detail.seen}, ${String(deadlineMs / 1000)} s after its start` },
      { cause: error },
    );
  }
  await context.journal.update((journal) => noteAwaited(journal, unit, false));
  return '';
};

/** A program that has given up will not answer. */
async function refuseFailed(unit: string, { units }: AgentContext): Promise<void> {
  const [state] = await units.show([unit]);
  if (state?.active !== 'failed') return;
  throw new TamadaError({ code: 'unit_failed', unit, wanted: 'active', output: await units.lastWords(unit) });
}
