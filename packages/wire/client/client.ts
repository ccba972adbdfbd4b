import type { DelayedSaid, JobState } from '@tamada/core/jobs';
import type { Facts } from '@tamada/core/facts';
import type { ProbeResult, Survey } from '@tamada/core/preflight';
import type { NodeStatus } from '@tamada/core/view';
import type { CatalogueAnswer, ReplyOf, RequestOf, RpcName, ShapeOf } from '../service/contract.ts';

/** Every call has a deadline, and there is no default: only the caller knows what is long. */
export interface CallOptions {
  readonly deadlineMs: number;
  /** An earlier deadline for an agent that gives no sign at all: no handshake, no word that the call has arrived. */
  readonly silenceMs?: number | undefined;
  /** Asked from then on: true keeps the call waiting, up to its deadline. */
  readonly patient?: (() => boolean) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The run's id, for the agent's log. */
  readonly run?: string | undefined;
  /** The number of the coordinator's lease. */
  readonly fence?: number | undefined;
}

/** Replies that become types of core at the edge. */
export interface ParsedReplies {
  readonly GetFacts: Facts;
  readonly GetStatus: NodeStatus;
  readonly WatchStatus: NodeStatus;
  readonly Survey: Survey;
  readonly Probe: readonly ProbeResult[];
  readonly StartJob: JobState;
  readonly WatchJob: JobState;
  readonly ListJobs: readonly JobState[];
  readonly CancelJob: JobState;
  readonly ReadCatalogue: CatalogueAnswer;
  readonly SendBackup: JobState;
  readonly ControlDelayed: DelayedSaid;
  readonly PromoteDelayed: DelayedSaid;
}

export type ClientReplyOf<N extends RpcName> = N extends keyof ParsedReplies ? ParsedReplies[N] : ReplyOf<N>;

type ClientCall<N extends RpcName> = {
  readonly unary: (request: RequestOf<N>, options: CallOptions) => Promise<ClientReplyOf<N>>;
  readonly replies: (request: RequestOf<N>, options: CallOptions) => AsyncIterable<ClientReplyOf<N>>;
  readonly requests: (requests: Iterable<RequestOf<N>> | AsyncIterable<RequestOf<N>>, options: CallOptions) => Promise<ClientReplyOf<N>>;
  readonly both: (requests: Iterable<RequestOf<N>> | AsyncIterable<RequestOf<N>>, options: CallOptions) => AsyncIterable<ClientReplyOf<N>>;
}[ShapeOf<N>];

/** One agent. Every failure is a TamadaError; leaving a stream's loop early hangs up. */
export type AgentClient = { readonly [N in RpcName as Uncapitalize<N>]: ClientCall<N> } & {
  readonly node: string;
  readonly close: () => void;
};
