import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificateSubject } from '@tamada/core/certificates';
import type { CertificateAuthority } from '@tamada/wire';
import { issueCertificate } from '@tamada/wire';

/** The Patroni of `n1`: it answers every question with a state; `stopped` hangs up, `silent` takes the question and says nothing until it may. */
export interface FakePatroni {
  readonly port: number;
  say: (state: FakeState) => void;
  /** How many questions came so far. */
  readonly asked: () => number;
  readonly close: () => void;
}

type FakeState = 'stopped' | 'silent' | 'starting' | 'creating replica' | 'running';

export async function startFakePatroni(authority: CertificateAuthority): Promise<FakePatroni> {
  let state: FakeState = 'stopped';
  let asked = 0;
  const open: ServerResponse[] = [];
  const subject = certificateSubject({ node: 'n1', address: '127.0.0.1', consulDatacenter: 'geo' }, 'patroni');
  const { certificate: cert, key } = await issueCertificate({ authority, subject, nowMs: Date.now() });
  const server = createServer({ cert, key }, (request, response) => {
    asked += 1;
    if (state === 'stopped') request.socket.destroy();
    else if (state === 'silent') open.push(response);
    else answer(response);
  });
  const answer = (response: ServerResponse): void => {
    const running = state === 'running' ? { database_system_identifier: '7400000000000000001', server_version: 150018 } : {};
    response.writeHead(state === 'running' ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ state, role: 'replica', patroni: { version: '3.0.2', scope: 'geo' }, ...running }));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    say(next) {
      state = next;
      if (next !== 'silent') for (const response of open.splice(0)) answer(response);
    },
    asked: () => asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
