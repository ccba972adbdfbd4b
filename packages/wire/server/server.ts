import { Server } from '@grpc/grpc-js';
import type { ServerCredentials, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { RpcName } from '../service/types.ts';
import { agentService } from '../service/definition.ts';
import { serverLimits } from '../service/limits.ts';
import type { AgentHandlers } from './handlers.ts';
import type { CallGate } from './serve-call.ts';
import { serveCall } from './serve-call.ts';

export interface AgentServer {
  /** Resolves with the port; 0 takes any free one. */
  readonly listen: (address: string, port: number) => Promise<number>;
  /** Lets running calls end, at most for `graceMs`. A peer that never finishes its handshake may keep a socket open even then. */
  readonly close: (graceMs: number) => Promise<void>;
}

export interface AgentServerOptions extends CallGate {
  readonly credentials: ServerCredentials;
  readonly handlers: AgentHandlers;
}

/** An agent's server: every call is admitted by the access table, fenced, logged, and its errors travel with their detail. */
export function createAgentServer(options: AgentServerOptions): AgentServer {
  const server = new Server(serverLimits);
  const names = Object.keys(agentService) as RpcName[];
  const implementation: UntypedServiceImplementation = Object.fromEntries(
    names.map((name) => [name, serveCall(name, options.handlers[name], options)]),
  );
  server.addService(agentService, implementation);
  return {
    listen: (address, port) =>
      new Promise((resolve, reject) => {
        server.bindAsync(`${address}:${String(port)}`, options.credentials, (error, bound) => {
          if (error === null) resolve(bound);
          else reject(error);
        });
      }),
    close: (graceMs) =>
      new Promise((resolve) => {
        const force = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, graceMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}
