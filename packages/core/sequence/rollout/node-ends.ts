import type { NodeStatus } from '../../view/index.ts';

export type NodeEndState = 'confirmed' | 'on_trial' | 'reverted' | 'held' | 'unfinished' | 'untouched' | 'unknown';

/** How a node stands after a rollout that failed. */
export interface NodeEnd {
  readonly node: string;
  readonly state: NodeEndState;
  /** Null where nobody knows. */
  readonly generation: number | null;
  readonly words: string;
}

/** By what its agent says; null for silence, in which it may hold a trial that ends by itself. */
export function nodeEnd(node: string, status: NodeStatus | null, generation: number): NodeEnd {
  if (status === null) {
    const words = `does not answer: where it tries generation ${String(generation)}, it goes back by itself`;
    return { node, state: 'unknown', generation: null, words };
  }
  const { activeGeneration: active, confirmedGeneration: confirmed, trial } = status.agent;
  const end = (state: NodeEndState, words: string): NodeEnd => ({ node, state, generation: active, words });
  const went = trial?.generation === generation ? trial : null;
  switch (went?.state) {
    case 'armed':
      return end('on_trial', `tries generation ${name(active)}, and goes back to ${name(went.backTo)} by itself at ${clock(went.untilMs)}`);
    case 'held':
      return end('held', `holds generation ${name(active)}: ${went.problem}`);
    case 'reverted':
      return end('reverted', `went back to generation ${name(active)}: ${went.problem}`);
    case undefined:
      break;
  }
  if (active !== generation) return end('untouched', `was not touched: generation ${name(active)}`);
  if (confirmed !== generation) return end('unfinished', `began generation ${name(active)} and did not finish it`);
  return end('confirmed', `has generation ${name(active)}, confirmed`);
}

function name(generation: number | null): string {
  return generation === null ? 'none' : String(generation);
}

/** UTC, as `23:59:59 UTC`. */
function clock(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}
