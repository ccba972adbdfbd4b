import { request, type IncomingMessage } from 'node:http';
import { TamadaError } from '@tamada/core/errors';
import type { ConsulAccess } from './client.ts';

/** A raft of a cluster like ours has a few MiB; this is for one that somebody filled. */
const mostBytes = 1024 ** 3;
const silentMs = 30_000;
const asked = 'GET /v1/snapshot';

/**
 * Everything that Consul holds (keys, sessions, access control with its tokens), as `consul snapshot restore` takes it: a gzipped tar.
 * Consul makes it through the raft leader, and asks for a management token. Rejects with `request_failed`.
 */
export async function* readSnapshot({ host, port, token, signal }: ConsulAccess): AsyncGenerator<Buffer> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = token === null ? {} : { 'x-consul-token': token };
    const sent = request({
      host,
      port,
      path: '/v1/snapshot',
      headers,
      agent: false,
      timeout: silentMs,
      ...(signal === undefined ? {} : { signal }),
    });
    sent.on('timeout', () => sent.destroy(failed('no answer in time')));
    sent.on('error', (error) => {
      reject(error instanceof TamadaError ? error : failed(error.message));
    });
    sent.on('response', resolve);
    sent.end();
  });
  let bytes = 0;
  if (answer.statusCode !== 200) {
    answer.destroy();
    throw failed(`it answers ${String(answer.statusCode ?? 0)}`);
  }
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) throw failed(`the snapshot is larger than ${String(mostBytes)} bytes`);
    yield part;
  }
}

function failed(problem: string): TamadaError {
  return new TamadaError({ code: 'request_failed', program: 'consul', request: asked, problem });
}
