import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { parseAuthority } from '../access.ts';
import { holderOf } from './caller.ts';
import type { AgentServerCredentials } from './credentials.ts';
import { contextOptions } from './credentials.ts';

/** How much an agent spends on connections, before and after it knows who is there. */
const handshakeMs = 5_000;
const mostHandshakes = 64;
const mostConnections = 64;
const mostOfOneCertificate = 16;

/** A connection that was not taken, for the log. */
export interface TurnedAway {
  readonly name: string;
  readonly organization: string;
  readonly why: 'may call nothing' | 'has too many connections' | 'comes when there are too many connections';
}

/** The agent's port. Only those who may call something get through. */
export interface Front {
  readonly listen: (address: string, port: number) => Promise<number>;
  /** Ends the connection from there. */
  readonly cut: (address: string | undefined, port: number | undefined) => void;
  /** Takes no new connection and drops those that have not shown who they are. */
  readonly shut: () => void;
  /** Ends all connections. */
  readonly clear: () => void;
}

export interface FrontOptions {
  readonly credentials: AgentServerCredentials;
  readonly accept: (socket: TLSSocket) => void;
  readonly turnedAway: (who: TurnedAway) => void;
}

/** TLS ends here and not in gRPC, which would read a stranger's requests before it asks who it is. */
export function makeFront({ credentials, accept, turnedAway }: FrontOptions): Front {
  const shaking = new Map<string, Socket>();
  const taken = new Map<string, { readonly socket: TLSSocket; readonly certificate: string }>();
  const server = createServer({
    ...contextOptions(credentials.identity()),
    requestCert: true,
    rejectUnauthorized: true,
    ALPNProtocols: ['h2'],
    handshakeTimeout: handshakeMs,
  });
  credentials.onRenewal(() => {
    server.setSecureContext(contextOptions(credentials.identity()));
  });

  server.on('connection', (socket: Socket) => {
    const from = place(socket.remoteAddress, socket.remotePort);
    socket.on('error', () => undefined);
    // The oldest goes: an honest client has shown its certificate long before.
    const [oldest] = shaking.size < mostHandshakes ? [] : shaking.values();
    oldest?.destroy();
    shaking.set(from, socket);
    socket.once('close', () => {
      if (shaking.get(from) === socket) shaking.delete(from);
    });
  });
  server.on('tlsClientError', (_error, socket) => {
    socket.destroy();
  });
  server.on('secureConnection', (socket) => {
    const from = place(socket.remoteAddress, socket.remotePort);
    shaking.delete(from);
    socket.on('error', () => undefined);
    const certificate = socket.getPeerCertificate();
    const holder = holderOf(certificate);
    const why = refusal(holder.organization, certificate.fingerprint256);
    if (why !== null) {
      socket.destroy();
      turnedAway({ ...holder, why });
      return;
    }
    taken.set(from, { socket, certificate: certificate.fingerprint256 });
    socket.once('close', () => {
      if (taken.get(from)?.socket === socket) taken.delete(from);
    });
    accept(socket);
  });

  function refusal(organization: string, certificate: string): TurnedAway['why'] | null {
    if (parseAuthority(organization) === null) return 'may call nothing';
    const own = [...taken.values()].filter((one) => one.certificate === certificate).length;
    if (own >= mostOfOneCertificate) return 'has too many connections';
    return taken.size < mostConnections ? null : 'comes when there are too many connections';
  }

  return {
    listen: (address, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, address, () => {
          server.off('error', reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    cut: (address, port) => taken.get(place(address, port))?.socket.destroy(),
    shut: () => {
      server.close();
      for (const socket of shaking.values()) socket.destroy();
    },
    clear: () => {
      for (const { socket } of taken.values()) socket.destroy();
    },
  };
}

function place(address: string | undefined, port: number | undefined): string {
  return `${address ?? ''} ${String(port ?? '')}`;
}
