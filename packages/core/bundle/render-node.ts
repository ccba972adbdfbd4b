import type { Facts, Platform } from '../facts/types.ts';
import type { Node, Topology } from '../topology/types.ts';
import type { Bundle } from './types.ts';

export interface RenderInput {
  readonly topology: Topology;
  readonly node: Node;
  /** Null: the platform's defaults are taken. */
  readonly facts: Facts | null;
  /** Counts where there are no facts; debian where it is not given either. */
  readonly platform?: Platform | undefined;
  /** Mustache templates by their path below `configs/`, with the operator's overrides in place. */
  readonly templates: ReadonlyMap<string, string>;
}

/** Everything one node needs, with generation 0. */
export function renderNode(input: RenderInput): Bundle {
  throw new Error(`not yet: ${input.node.name}`);
}
