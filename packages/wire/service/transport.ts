import tls from 'node:tls';
import type { ChannelOptions } from '@grpc/grpc-js';
import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';

/** What an agent takes as one bundle, contents and names together. A node's files are some 100 KiB. */
export const bundleLimitBytes = 4 * 1024 * 1024;

/** The largest message that an agent takes: it is in memory before anything has looked at it. A bundle's files come in pieces. */
export const messageLimitBytes = 256 * 1024;

/** UTF-16 units of a piece; each takes three bytes at most. */
export const pieceLength = 64 * 1024;

/** A reply may tell the differences of a whole bundle. */
const replyLimitBytes = 2 * bundleLimitBytes;

/** A connection that says nothing is asked after 10 s; one that is not used is ended, and a client opens it again with its next call. */
export const serverLimits: ChannelOptions = {
  'grpc.max_receive_message_length': messageLimitBytes,
  'grpc.max_send_message_length': replyLimitBytes,
  'grpc.max_concurrent_streams': 64,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.max_connection_idle_ms': 10 * 60_000,
  'grpc.enable_channelz': 0,
};

/**
 * Keepalive finds a host that lost its power, also between calls: TCP alone would hold on to the connection for minutes, even after the
 * host is back. Retries stay with tasks, which look first whether they are done.
 */
export const clientLimits: ChannelOptions = {
  'grpc.max_receive_message_length': replyLimitBytes,
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': 5_000,
  'grpc.keepalive_timeout_ms': 5_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.enable_retries': 0,
  'grpc.enable_http_proxy': 0,
  'grpc.use_local_subchannel_pool': 1,
};

/** gRPC's own log goes to stderr and repeats what a peer has sent; our own errors say everything that matters. */
export function quietTransport(): void {
  setLogVerbosity(logVerbosity.NONE);
}

/** For every TLS connection of this process that does not choose a version; gRPC's own two sides choose it too. */
export function requireTls13(): void {
  tls.DEFAULT_MIN_VERSION = 'TLSv1.3';
}
