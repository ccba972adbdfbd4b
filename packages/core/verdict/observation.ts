import type { NodeStatus } from './node-status.ts';

/** What the coordinator learned about one node: its agent's answer, or why there is none. */
export type Observation =
  | { readonly node: string; readonly status: NodeStatus }
  | {
      readonly node: string;
      readonly status: null;
      readonly problem: string;
      /** The host refused the connection: it is up, its agent is not. */
      readonly hostUp: boolean;
    };
