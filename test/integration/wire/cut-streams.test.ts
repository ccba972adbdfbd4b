import { once } from 'node:events';
import { constants, createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { clientCredentials, connectAgent, createAuthority, issueCertificate, type AgentClient } from '@tamada/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeName } from './agent-fixture.ts';

/** How the next stream ends: as an agent's process may leave one behind that stops in the middle. */
let end: (stream: ServerHttp2Stream) => void;
let client: AgentClient;
let close: () => Promise<void>;

beforeAll(async () => {
  const authority = await createAuthority('geo', Date.now());
  const issue = async (organization: 'agent' | 'admin', dnsNames: readonly string[]) => {
    const subject = { commonName: nodeName, organization, dnsNames, ipAddresses: [] };
    return { ...(await issueCertificate({ authority, subject, nowMs: Date.now(), days: 1 })), authority: authority.certificate };
  };
  const { certificate, key } = await issue('agent', [nodeName]);
  const server = createSecureServer({ cert: certificate, key });
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    end(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const credentials = clientCredentials(await issue('admin', []));
  client = connectAgent({ node: nodeName, address: '127.0.0.1', port, credentials, version: 'test' });
  close = async () => {
    client.close();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterAll(() => close());

const { NGHTTP2_NO_ERROR, NGHTTP2_INTERNAL_ERROR, NGHTTP2_REFUSED_STREAM, NGHTTP2_CANCEL } = constants;
const headers = { ':status': 200, 'content-type': 'application/grpc+proto' };

test.each<readonly [string, typeof end]>([
  ['without a word', (stream) => stream.close(NGHTTP2_NO_ERROR)],
  [
    'after its headers',
    (stream) => {
      stream.respond(headers);
      stream.close(NGHTTP2_NO_ERROR);
    },
  ],
  [
    'without a status',
    (stream) => {
      stream.respond(headers);
      stream.end();
    },
  ],
  ['by an error inside', (stream) => stream.close(NGHTTP2_INTERNAL_ERROR)],
  ['as refused', (stream) => stream.close(NGHTTP2_REFUSED_STREAM)],
  ['as cancelled', (stream) => stream.close(NGHTTP2_CANCEL)],
  [
    'with its connection',
    (stream) => {
      stream.session?.destroy();
    },
  ],
])('a call whose stream ends %s is a cut connection: the caller may ask again', async (_how, how) => {
  end = how;
  const cut = { detail: { code: 'node_unreachable', node: nodeName } };
  await expect(client.info({}, { deadlineMs: 10_000 })).rejects.toMatchObject(cut);
  const watch = client.watchJob({ id: 'j' }, { deadlineMs: 10_000 })[Symbol.asyncIterator]();
  await expect(watch.next()).rejects.toMatchObject(cut);
});
