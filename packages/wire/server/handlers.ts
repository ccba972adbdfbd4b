import type { AnswerOf, RequestOf, RpcName, ShapeOf } from '../service/types.ts';
import type { Caller } from './caller.ts';

/** What a handler knows beside the request. */
export interface CallContext {
  readonly caller: Caller;
  /** The coordinator's run, for logs; empty where it named none. */
  readonly run: string;
  /** Ends when the caller hangs up or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** One call of the contract as a plain function; streams are async iterables. */
export type Handler<N extends RpcName> = {
  readonly unary: (request: RequestOf<N>, context: CallContext) => Promise<AnswerOf<N>>;
  readonly replies: (request: RequestOf<N>, context: CallContext) => AsyncIterable<AnswerOf<N>>;
  readonly requests: (requests: AsyncIterable<RequestOf<N>>, context: CallContext) => Promise<AnswerOf<N>>;
  readonly both: (requests: AsyncIterable<RequestOf<N>>, context: CallContext) => AsyncIterable<AnswerOf<N>>;
}[ShapeOf<N>];

/** All of them: a missing one does not compile. */
export type AgentHandlers = { readonly [N in RpcName]: Handler<N> };
