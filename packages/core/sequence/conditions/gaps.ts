import { nodeIn, silenceWords, type ClusterView, type Truth } from '@tamada/core/view';
import type { ConditionState } from '../condition.ts';

/** What keeps a condition from being met: something that is known to be missing, or that nobody knows. */
export interface Gap {
  readonly is: Exclude<Truth['is'], 'yes'>;
  readonly words: string;
}

/** Nothing where it is so. */
export function gap({ is }: Pick<Truth, 'is'>, words: string): readonly Gap[] {
  return is === 'yes' ? [] : [{ is, words }];
}

/** Met when there is no gap; unknown when all gaps are what nobody knows. The line names them. */
export function without(gaps: readonly Gap[], met: string): ConditionState {
  if (gaps.length === 0) return { is: 'met', line: met };
  return { is: gaps.some(({ is }) => is === 'no') ? 'missing' : 'unknown', line: gaps.map(({ words }) => words).join('; ') };
}

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
