import type { Silence } from './look.ts';
import type { NodeStatus } from './node-status.ts';

/** What the coordinator learned about one node: its agent's answer, or the agent's silence. */
export type Observation =
  | { readonly node: string; readonly status: NodeStatus }
  | {
      readonly node: string;
      readonly status: null;
      /** `refused`: the host is up, its agent is not. `failed`: something answers that is no agent of ours, or an error came. */
      readonly silence: Silence;
      /** Something of the host answered: a refusal, a handshake, an earlier call. False: it may be off, frozen or cut off. */
      readonly heard: boolean;
    };
