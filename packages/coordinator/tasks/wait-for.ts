import { conditionNodes, describeCondition, evaluateCondition, type Task } from '@tamada/core/sequence';
import { until } from '@tamada/runtime';
import type { Executor } from '../runner/index.ts';
import { observe } from './observe.ts';
import type { TaskTools } from './tools.ts';

const intervalMs = 300;

export const waitFor: Executor<Extract<Task, { kind: 'wait_for' }>, TaskTools> = async ({ condition, withinMs }, tools, control) => {
  const nodes = conditionNodes(condition);
  const note = await until<string>({
    condition: describeCondition(condition),
    intervalMs,
    deadlineMs: withinMs,
    signal: control.signal,
    onSeen: control.progress,
    look: async (ends) => {
      const { is, line } = evaluateCondition(condition, await observe(tools, nodes, { signal: ends }));
      return is === 'met' ? { ready: true, value: line } : { ready: false, seen: line };
    },
  });
  return { changed: false, note };
};
