import { once } from 'node:events';
import { connect } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream } from 'node:http2';
import type { Identity } from '@tamada/wire';

/** Calls as no client of ours makes them: by hand, over HTTP/2. */
export async function rawSession(port: number, { certificate, key, authority }: Identity): Promise<ClientHttp2Session> {
  const session = connect(`https://127.0.0.1:${String(port)}`, {
    cert: certificate,
    key,
    ca: authority,
    servername: 'n1',
    checkServerIdentity: () => undefined,
  });
  session.on('error', () => undefined);
  // Whoever is refused may be reset before the session stands: that is an answer too.
  await Promise.race([once(session, 'connect'), new Promise((resolve) => void session.once('close', resolve))]).catch(() => undefined);
  return session;
}

export function rawCall(session: ClientHttp2Session, call: string, headers: Readonly<Record<string, string>> = {}): ClientHttp2Stream {
  const stream = session.request({
    ':method': 'POST',
    ':path': `/tamada.v1.Agent/${call}`,
    'content-type': 'application/grpc+proto',
    te: 'trailers',
    ...headers,
  });
  stream.on('error', () => undefined);
  return stream;
}

/** A message that says how long it is and stops short of it. */
export function beginMessage(stream: ClientHttp2Stream, length: number): void {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  stream.write(head, () => undefined);
  stream.write(Buffer.alloc(length - 1, 1), () => undefined);
}
