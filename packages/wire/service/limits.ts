import type { ChannelOptions } from '@grpc/grpc-js';

/** What an agent takes as one bundle, contents and names together. A node's files are some 100 KiB. */
export const bundleLimitBytes = 4 * 1024 * 1024;

/** Above the bundle's limit, so that a single huge file meets our refusal and not gRPC's. */
const messageLimitBytes = 2 * bundleLimitBytes;

export const serverLimits: ChannelOptions = {
  'grpc.max_receive_message_length': messageLimitBytes,
  'grpc.max_send_message_length': messageLimitBytes,
};

/**
 * Keepalive finds a host that lost its power, also between calls: TCP alone would hold on to the connection for minutes, even after the
 * host is back. Retries stay with tasks, which look first whether they are done.
 */
export const clientLimits: ChannelOptions = {
  'grpc.max_receive_message_length': messageLimitBytes,
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
