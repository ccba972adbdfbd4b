import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificateSubject } from '@tamada/core/certificates';
import type { CertificateAuthority } from '@tamada/wire';
import { issueCertificate } from '@tamada/wire';

/** The Patroni of `n1` that answers `GET /patroni` with a state; `stopped` does not answer at all. */
export interface FakePatroni {
  readonly port: number;
  say: (state: 'stopped' | 'starting' | 'creating replica' | 'running') => void;
  readonly close: () => void;
}

export async function startFakePatroni(authority: CertificateAuthority): Promise<FakePatroni> {
  let state = 'stopped';
  const subject = certificateSubject({ node: 'n1', address: '127.0.0.1', consulDatacenter: 'geo' }, 'patroni');
  const { certificate: cert, key } = await issueCertificate({ authority, subject, nowMs: Date.now() });
  const server = createServer({ cert, key }, (request, response) => {
    if (state === 'stopped') return void request.socket.destroy();
    const running = state === 'running' ? { database_system_identifier: '7400000000000000001', server_version: 150018 } : {};
    response.writeHead(state === 'running' ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ state, role: 'replica', patroni: { version: '3.0.2', scope: 'geo' }, ...running }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    say(next) {
      state = next;
    },
    close: () => {
      server.close();
    },
  };
}
