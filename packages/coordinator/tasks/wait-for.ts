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
      const { met, line } = evaluateCondition(condition, await observe(tools.connections, nodes, { signal: ends }));
      return met ? { ready: true, value: line } : { ready: false, seen: line };
    },
  });
  return { changed: false, note };
};
