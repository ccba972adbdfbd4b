import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** How the program that is asked behaves; `dead` listens no more. */
export type Behaviour = keyof typeof behaviours | 'dead';

const behaviours = {
  yes: (socket) => socket.end('HTTP/1.0 200 OK\r\nServer: x\r\n\r\n{}'),
  no: (socket) => socket.end('HTTP/1.0 503 Service Unavailable\r\n\r\n'),
  broken: (socket) => socket.end('HTTP/1.0 500 Internal Server Error\r\n\r\n'),
  silent: () => undefined,
  drips: (socket) => {
    const letters = Array.from('HTTP/1.0 200 OK\r\n');
    const timer = setInterval(() => {
      const letter = letters.shift();
      if (letter === undefined) socket.end();
      else socket.write(letter);
    }, 300);
    socket.once('close', () => {
      clearInterval(timer);
    });
  },
  closes: (socket) => socket.end(),
  resets: (socket) => socket.resetAndDestroy(),
  'talks junk': (socket) => socket.end(Buffer.from([0, 255, 128, 10, 13, 10, 7])),
  'talks junk without an end': (socket) => socket.write('x'.repeat(1_000_000)),
  'closes in its first line': (socket) => socket.end('HTTP/1.0 200 OK'),
  'answers yes at length': (socket) => socket.end(`HTTP/1.0 200 OK\r\n${'X-Long: y\r\n'.repeat(100_000)}\r\n`),
  'answers yes in a long line': (socket) => socket.end(`HTTP/1.0 200 ${'OK'.repeat(10_000)}\r\n\r\n`),
} satisfies Record<string, (socket: Socket) => unknown>;

export interface Asked {
  readonly port: number;
  /** What was asked, first lines only. */
  readonly requests: readonly string[];
  behave(behaviour: Behaviour): Promise<void>;
  close(): Promise<void>;
}

/** A program on loopback that answers the check, or does not; without a port it takes a free one. */
export async function startAsked(first: Behaviour, at = 0): Promise<Asked> {
  let behaviour: Behaviour = first;
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).once('close', () => sockets.delete(socket)));
    if (behaviour === 'closes' || behaviour === 'resets') behaviours[behaviour](socket);
    else {
      socket.once('data', (data) => {
        requests.push(data.toString().split('\r\n')[0] ?? '');
        if (behaviour !== 'dead') behaviours[behaviour](socket);
      });
    }
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  const port = await listen(at);
  if (first === 'dead') await stop();
  return {
    port,
    requests,
    behave: async (next) => {
      behaviour = next;
      if (next === 'dead') await stop();
      else if (!server.listening) await listen(port);
    },
    close: stop,
  };
}
