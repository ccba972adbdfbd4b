import { request } from 'node:http';
import { noteAwaited } from '@tamada/core/converge';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import { ports } from '@tamada/core/platform';
import { until } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import type { Execute } from './work.ts';

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

const answerMs = 2000;

/** What a program lacks to be healthy on its own; null for nothing. The coordinator asks whether the cluster is healthy. */
async function healthOf(program: Program, { senses }: Pick<AgentContext, 'senses'>, signal: AbortSignal): Promise<string | null> {
  switch (program) {
    case 'consul':
      return answers(ports.consulHttp, '/v1/agent/self', signal);
    case 'patroni': {
      const member = await senses.member({ patienceMs: answerMs });
      return member?.answer === 'silent' ? `Patroni does not answer: ${member.problem}` : null;
    }
    case 'postgres':
    case 'haproxy':
    case 'keepalived':
    case 'pg_probackup':
      return null;
  }
}

/** Any HTTP status is an answer: before there is a leader, Consul knows no token. */
function answers(port: number, path: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]) });
    sent.on('response', (response) => {
      response.resume();
      resolve(null);
    });
    sent.on('error', (error) => {
      resolve(`no answer on port ${String(port)}: ${error.message}`);
    });
    sent.end();
  });
}
