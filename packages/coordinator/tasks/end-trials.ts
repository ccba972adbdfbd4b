import { describeError, errorDetail } from '@tamada/core/errors';
import { nodeEnd, type HistoryStep, type NodeEnd } from '@tamada/core/sequence';
import type { Observation } from '@tamada/core/view';
import { lookAt } from '../connections/look.ts';
import type { TaskFailure } from '../runner/run-sequence.ts';
import type { TaskTools } from './tools.ts';

const lookMs = 5_000;
/** Units are reloaded and restarted meanwhile. */
const revertMs = 90_000;
const mostOfWhy = 500;

/** How the nodes stand after a rollout that failed, and what was done to bring them there. */
export interface TrialsEnd {
  readonly nodes: readonly NodeEnd[];
  readonly steps: readonly HistoryStep[];
}

/**
 * Tells the node whose gate failed to go back now. After Ctrl-C it is left on trial: `apply` again goes on, and without it the node goes
 * back by itself. Never rejects: what cannot be done now the agent does later.
 */
export async function endTrials(tools: TaskTools, failures: readonly TaskFailure[]): Promise<TrialsEnd> {
  const { context, connections, found, record, lease } = tools;
  const { generation } = found;
  const [first] = failures;
  const cancelled = failures.every(({ error }) => error.code === 'cancelled');
  const armed = (await look(tools)).flatMap(({ node, status }) => {
    const trial = status?.agent.trial;
    return trial?.state === 'armed' && trial.generation === generation ? [node] : [];
  });
  const why = `the rollout failed: ${first === undefined ? '' : describeError(first.error).message}`.split('\n')[0] ?? '';
  const startedAtMs = context.now();
  for (const node of cancelled ? [] : armed) {
    context.say(`${node} is told to go back to its confirmed generation`);
    try {
      const call = { deadlineMs: revertMs, signal: AbortSignal.timeout(revertMs), run: record.id, fence: lease.fence() };
      await connections.client(node).revertBundle({ generation, why: why.slice(0, mostOfWhy) }, call);
    } catch (error) {
      context.say(`${node} could not be told: ${describeError(errorDetail(error)).message}`);
    }
  }
  const nodes = (await look(tools)).map(({ node, status }) => nodeEnd(node, status, generation));
  const tookMs = context.now() - startedAtMs;
  const steps = nodes.flatMap(({ node, state, words }): HistoryStep[] => {
    if (state !== 'reverted' && state !== 'held') return [];
    const result = state === 'reverted' ? 'changed' : 'failed';
    return [{ phase: 'go back', task: 'go back to the confirmed generation', node, result, note: words, tookMs }];
  });
  return { nodes, steps };
}

/** Also after Ctrl-C. */
function look({ topology, connections }: TaskTools): Promise<readonly Observation[]> {
  const names = topology.nodes.map(({ name }) => name);
  return lookAt(connections, names, { deadlineMs: lookMs, signal: AbortSignal.timeout(2 * lookMs) });
}
