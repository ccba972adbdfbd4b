import { nodeIn, silenceWords, type ClusterView } from '@tamada/core/view';
import type { ConditionState } from '../condition.ts';
import { without, type Gap } from './state.ts';

export function agentsAnswer(nodes: readonly string[], view: ClusterView): ConditionState {
  return without(
    nodes.flatMap((node) => silentAgent(node, view)),
    `${String(nodes.length)} agents answer`,
  );
}

/** A refused connection says that the agent does not run; other silence says nothing. */
export function silentAgent(node: string, view: ClusterView): readonly Gap[] {
  const silence = nodeIn(view, node)?.silence;
  if (silence === null) return [];
  const words = silence === undefined ? 'cluster.yaml does not have it' : silenceWords('agent', silence);
  return [{ is: silence?.why === 'refused' ? 'no' : 'unknown', words: `${node}: ${words}` }];
}
