import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Like Patroni's REST API on the leader's host: every question is answered with yes after a millisecond. */
export async function startPatroni(): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((_request, response) => setTimeout(() => response.end('{}'), 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
