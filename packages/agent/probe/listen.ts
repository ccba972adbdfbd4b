import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { PortState } from '@tamada/core/preflight';
import type { PortQuestion } from '../survey/ports.ts';
import type { ProbeTools } from './vrrp.ts';
import { answerVrrp } from './vrrp.ts';

export type ListenTools = Pick<ProbeTools, 'address' | 'vrrpProgram'>;

/** A port that answers probes until it is closed. */
export interface Responder {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Opens a port on the node's address. TCP says the node's name and hangs up, the others send back what comes. Rejects where it is taken. */
async function openResponder({ port, protocol }: PortQuestion, { address, vrrpProgram }: ListenTools, node: string): Promise<Responder> {
  switch (protocol) {
    case 'tcp':
      return openTcp(address, port, node);
    case 'udp':
      return openUdp(address, port);
    case 'vrrp':
      return { port, ...(await answerVrrp(address, vrrpProgram)) };
  }
}

async function openTcp(address: string, port: number, node: string): Promise<Responder> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(`tamada ${node}\n`);
    socket.resume();
  });
  server.listen({ port, host: address });
  await once(server, 'listening');
  return {
    port: boundPort(server.address(), port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function openUdp(address: string, port: number): Promise<Responder> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    socket.send(message, from.port, from.address, () => undefined);
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
}

function boundPort(address: ReturnType<ReturnType<typeof createServer>['address']>, asked: number): number {
  return typeof address === 'object' && address !== null ? address.port : asked;
}

/** Opens those that are free; the state tells which: `free` ones answer now, the others are held by somebody. */
export async function openFreePorts(
  states: readonly PortState[],
  tools: ListenTools,
  node: string,
): Promise<{ readonly states: readonly PortState[]; readonly responders: readonly Responder[] }> {
  const opened = await Promise.all(states.map((state) => openIfFree(state, tools, node)));
  return { states: opened.map(({ state }) => state), responders: opened.flatMap(({ responder }) => responder ?? []) };
}

async function openIfFree(state: PortState, tools: ListenTools, node: string): Promise<{ state: PortState; responder: Responder | null }> {
  if (state.state !== 'free') return { state, responder: null };
  try {
    return { state, responder: await openResponder(state, tools, node) };
  } catch (error) {
    return { state: { ...state, state: 'taken', holder: error instanceof Error ? error.message : '' }, responder: null };
  }
}
