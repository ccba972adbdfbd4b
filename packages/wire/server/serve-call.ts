import { once } from 'node:events';
import type { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { Metadata } from '@grpc/grpc-js';
import type { sendUnaryData, ServerDuplexStream, ServerUnaryCall, ServerWritableStream, UntypedHandleCall } from '@grpc/grpc-js';
import type { ErrorDetail } from '@tamada/core/errors';
import { errorDetail } from '@tamada/core/errors';
import { accessTable } from '../access.ts';
import type { ParseRequest } from '../requests/parse.ts';
import type { AnswerOf, RequestOf, RpcName, ShapeOf } from '../service/contract.ts';
import { agentService } from '../service/contract.ts';
import { readMark } from '../service/metadata.ts';
import { toStatus } from '../status/to-status.ts';
import type { Caller } from './caller.ts';
import { admitCaller } from './caller.ts';

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

/** How a call ended, for the log. `error` is null for success. */
export interface CallRecord {
  readonly call: RpcName;
  readonly caller: Caller | null;
  readonly run: string;
  readonly tookMs: number;
  readonly error: ErrorDetail | null;
  /** The thrown value behind `internal`, for its stack. */
  readonly cause: unknown;
}

export interface CallGate {
  /** Refuses (throws `usage`) a message that this node may not be asked; the handler sees what it returns. */
  readonly parseRequest: ParseRequest;
  /**
   * Judges the lease number of a changing call; null where it came without one. Refuses with `fence_old`, `fence_wrong` or
   * `fence_missing`. Its result is called when the work is done.
   */
  readonly admitFence: (fence: number | null) => Promise<() => void>;
  /** What a handler has thrown as it may leave the agent, in the answer and in the log: without secrets. */
  readonly clean: (thrown: unknown) => Promise<unknown>;
  readonly record: (record: CallRecord) => void;
}

/** What all four kinds of grpc-js's calls have. */
interface Call extends EventEmitter {
  readonly metadata: Metadata;
  readonly getAuthContext: ServerUnaryCall<unknown, unknown>['getAuthContext'];
  readonly sendMetadata: ServerUnaryCall<unknown, unknown>['sendMetadata'];
}
type AnyHandler = (input: unknown, context: CallContext) => Promise<unknown> | AsyncIterable<unknown>;

/** A handler as grpc-js wants it, with everything that no handler may forget. */
export function serveCall(name: RpcName, handler: AgentHandlers[RpcName], gate: CallGate): UntypedHandleCall {
  // The shapes were checked where the handler was given; here only their common form matters.
  const run = handler as AnyHandler;
  if (agentService[name].responseStream) {
    return (call: ServerWritableStream<unknown, unknown> | ServerDuplexStream<unknown, unknown>) => {
      void serveStream(name, call, run, gate);
    };
  }
  return (call: Call, reply: sendUnaryData<unknown>) => {
    void serveOne(name, call, run, gate, reply);
  };
}

async function serveOne(name: RpcName, call: Call, run: AnyHandler, gate: CallGate, reply: sendUnaryData<unknown>): Promise<void> {
  let value: unknown = null;
  const failure = await around(name, call, gate, async (context) => {
    value = await run(inputOf(name, call, gate), context);
  });
  if (failure === null) reply(null, value);
  else reply(toStatus(failure));
}

async function serveStream(name: RpcName, call: Call & Writable, run: AnyHandler, gate: CallGate): Promise<void> {
  const failure = await around(name, call, gate, async (context) => {
    for await (const reply of run(inputOf(name, call, gate), context) as AsyncIterable<unknown>) {
      if (context.signal.aborted) break;
      if (!call.write(reply)) await once(call, 'drain', { signal: context.signal });
    }
  });
  if (failure === null) call.end();
  else call.emit('error', toStatus(failure));
}

async function around(
  name: RpcName,
  call: Call,
  gate: CallGate,
  work: (context: CallContext) => Promise<void>,
): Promise<ErrorDetail | null> {
  const start = performance.now();
  const controller = new AbortController();
  call.on('cancelled', () => {
    controller.abort();
  });
  const mark = readMark(call.metadata);
  let caller: Caller | null = null;
  let error: ErrorDetail | null = null;
  let cause: unknown = null;
  try {
    caller = admitCaller(name, call.getAuthContext().sslPeerCertificate);
    // The caller hears at once that the call has arrived, so it can tell a busy agent from a dead host.
    call.sendMetadata(new Metadata());
    const done = accessTable[name].changes ? await gate.admitFence(mark.fence) : null;
    await work({ caller, run: mark.run, signal: controller.signal });
    done?.();
  } catch (thrown) {
    cause = await gate.clean(thrown);
    error = controller.signal.aborted ? { code: 'cancelled', what: name } : errorDetail(cause);
  }
  gate.record({ call: name, caller, run: mark.run, tookMs: Math.round(performance.now() - start), error, cause });
  return error;
}

/** The request, or the stream of them, each read by its rule. */
function inputOf(name: RpcName, call: Call, { parseRequest }: CallGate): unknown {
  return 'request' in call ? parseRequest(name, call.request) : messages(name, call as unknown as Readable, parseRequest);
}

/** By default Node would end both directions when a loop over one is left. */
async function* messages(name: RpcName, call: Readable, parseRequest: ParseRequest): AsyncGenerator {
  for await (const message of call.iterator({ destroyOnReturn: false })) yield parseRequest(name, message);
}
