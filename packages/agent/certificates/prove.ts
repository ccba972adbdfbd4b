import { duplexPair } from 'node:stream';
import { connect, TLSSocket } from 'node:tls';
import type { CertificateSubject } from '@tamada/core/certificates';
import type { Identity } from '@tamada/wire';

const deadlineMs = 5000;

/** Shakes hands with itself, in memory: rejects unless a peer that trusts the authority would take this certificate for the subject's. */
export async function proveIdentity({ certificate, key, authority }: Identity, { dnsNames }: CertificateSubject): Promise<void> {
  const [inside, outside] = duplexPair();
  const server = new TLSSocket(inside, { isServer: true, cert: certificate, key, minVersion: 'TLSv1.2' });
  const client = connect({ socket: outside, ca: authority, servername: dnsNames[0] ?? '', minVersion: 'TLSv1.2' });
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('secureConnect', resolve);
      client.once('error', reject);
      server.once('error', reject);
      client.setTimeout(deadlineMs, () => {
        reject(new Error('no handshake in time'));
      });
    });
  } finally {
    client.destroy();
    server.destroy();
  }
}
