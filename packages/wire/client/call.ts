import { once, setMaxListeners, type EventEmitter } from 'node:events';
import type { CallOptions as GrpcOptions, Client, ClientDuplexStream, ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { TamadaError } from '@tamada/core/errors';
import { agentService } from '../service/contract.ts';
import { writeMark } from '../service/metadata.ts';
import type { RpcName } from '../service/contract.ts';
import { fromStatus } from '../status/from-status.ts';
import type { CallOptions } from './client.ts';
import { makeEar, type Ear } from './ear.ts';
import { parseReply } from './parse-reply.ts';

export interface Peer {
  readonly channel: () => Client;
  readonly node: string;
  readonly address: string;
  readonly peerProblem: () => string | null;
  /** A call found nobody in this time; `final` where its deadline has passed. */
  readonly unanswered: (waitedMs: number, final: boolean) => void;
}

type Parts = Iterable<unknown> | AsyncIterable<unknown>;
type AnyCall = (input: unknown, options: CallOptions) => unknown;
interface Cancel {
  readonly cancel: () => void;
}
type UnaryCall = Cancel & EventEmitter;

/** One call of the contract as a promise or an async iterable. */
export function makeCall(name: RpcName, peer: Peer): AnyCall {
  const { requestStream, responseStream } = agentService[name];
  if (responseStream) return (input, options) => replies(name, peer, input, options);
  return requestStream
    ? (input, options) => sendAll(name, peer, input as Parts, options)
    : (input, options) => ask(name, peer, input, options);
}

function ask(name: RpcName, peer: Peer, request: unknown, options: CallOptions): Promise<unknown> {
  const { path, serialize, deserialize, mark } = wire(name, options);
  return settle(name, peer, options, (callback) =>
    peer.channel().makeUnaryRequest(path, serialize, deserialize, request, mark, deadline(options), callback),
  );
}

function sendAll(name: RpcName, peer: Peer, requests: Parts, options: CallOptions): Promise<unknown> {
  const { path, serialize, deserialize, mark } = wire(name, options);
  return settle(name, peer, options, (callback) => {
    const call = peer.channel().makeClientStreamRequest(path, serialize, deserialize, mark, deadline(options), callback);
    void writeAll(call, requests);
    return call;
  });
}

async function* replies(name: RpcName, peer: Peer, input: unknown, options: CallOptions): AsyncGenerator {
  refuseStopped(name, peer, options);
  const call = open(name, peer, input, options);
  const ear = makeEar(peer.channel(), call, options, () => {
    call.cancel();
  });
  const release = cancelWith(call, options.signal);
  try {
    for await (const reply of call) yield parseReply(name, reply);
  } catch (error) {
    throw failure(name, peer, options, error, ear);
  } finally {
    ear.close();
    release();
    call.cancel();
  }
}

function open(name: RpcName, peer: Peer, input: unknown, options: CallOptions): ClientReadableStream<unknown> {
  const { path, serialize, deserialize, mark } = wire(name, options);
  if (!agentService[name].requestStream) {
    return peer.channel().makeServerStreamRequest(path, serialize, deserialize, input, mark, deadline(options));
  }
  const call: ClientDuplexStream<unknown, unknown> = peer
    .channel()
    .makeBidiStreamRequest(path, serialize, deserialize, mark, deadline(options));
  void writeAll(call, input as Parts);
  return call;
}

/** A call that fails meanwhile says so by its status; nothing is left to say here. */
async function writeAll(call: NodeJS.WritableStream, requests: Parts): Promise<void> {
  const ended = new AbortController();
  call.once('error', () => {
    ended.abort();
  });
  call.once('status', () => {
    ended.abort();
  });
  try {
    for await (const request of requests) {
      if (ended.signal.aborted) return;
      const more = (call as unknown as { write: (value: unknown) => boolean }).write(request);
      if (!more) await once(call, 'drain', { signal: ended.signal });
    }
    call.end();
  } catch {
    call.end();
  }
}

async function settle(
  name: RpcName,
  peer: Peer,
  options: CallOptions,
  start: (callback: (error: ServiceError | null, value?: unknown) => void) => UnaryCall,
): Promise<unknown> {
  refuseStopped(name, peer, options);
  const value = await new Promise((resolve, reject) => {
    const call = start((error, reply) => {
      release();
      ear.close();
      if (error === null) resolve(reply);
      else reject(failure(name, peer, options, error, ear));
    });
    const ear = makeEar(peer.channel(), call, options, () => {
      call.cancel();
    });
    const release = cancelWith(call, options.signal);
  });
  return parseReply(name, value);
}

function cancelWith(call: Cancel, signal: AbortSignal | undefined): () => void {
  const stop = (): void => {
    call.cancel();
  };
  if (signal?.aborted === true) stop();
  // A look asks every node under one signal: many listeners are no leak, each call removes its own.
  if (signal !== undefined) setMaxListeners(0, signal);
  signal?.addEventListener('abort', stop, { once: true });
  return () => {
    signal?.removeEventListener('abort', stop);
  };
}

function failure(call: RpcName, peer: Peer, options: CallOptions, error: unknown, ear: Ear): Error {
  if (error instanceof TamadaError) return error;
  const { node, address } = peer;
  const { deadlineMs } = options;
  const silentMs = ear.gaveUp();
  if (silentMs !== null) peer.unanswered(silentMs, false);
  else if ((error as ServiceError).code === status.DEADLINE_EXCEEDED) peer.unanswered(deadlineMs, true);
  const stopped = options.signal?.aborted === true;
  const heard = ear.heard();
  return fromStatus(error as ServiceError, { call, node, address, deadlineMs, silentMs, stopped, heard, peerProblem: peer.peerProblem() });
}

function refuseStopped(name: RpcName, peer: Peer, options: CallOptions): void {
  if (options.signal?.aborted === true) throw new TamadaError({ code: 'cancelled', what: `${name} on ${peer.node}` });
}

function deadline(options: CallOptions): GrpcOptions {
  return { deadline: Date.now() + options.deadlineMs };
}

function wire(
  name: RpcName,
  options: CallOptions,
): {
  readonly path: string;
  readonly serialize: (value: unknown) => Buffer;
  readonly deserialize: (bytes: Buffer) => unknown;
  readonly mark: ReturnType<typeof writeMark>;
} {
  const { path, requestSerialize, responseDeserialize } = agentService[name];
  return {
    path,
    serialize: requestSerialize as (value: unknown) => Buffer,
    deserialize: responseDeserialize,
    mark: writeMark({ run: options.run ?? '', fence: options.fence ?? null }),
  };
}
