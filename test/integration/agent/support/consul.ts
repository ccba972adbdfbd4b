import { createServer } from 'node:http';

/** A Consul without a leader on its usual port on loopback: it answers, which is all that the health gate asks. Another program there will do too. */
export async function startLeaderlessConsul(): Promise<{ readonly close: () => void }> {
  const server = createServer((_request, response) => {
    response.writeHead(500);
    response.end('No cluster leader');
  });
  await new Promise<void>((resolve) => {
    server.once('error', () => {
      resolve();
    });
    server.listen(8500, '127.0.0.1', resolve);
  });
  return { close: () => server.close() };
}
