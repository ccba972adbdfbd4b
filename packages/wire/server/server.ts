import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { RpcName } from '../service/contract.ts';
import { agentService } from '../service/contract.ts';
import { serverLimits, quietTransport } from '../service/transport.ts';
import { admission } from './admission.ts';
import type { AgentServerCredentials } from './credentials.ts';
import type { TurnedAway } from './front.ts';
import { makeFront } from './front.ts';
import type { AgentHandlers, CallGate } from './serve-call.ts';
import { serveCall } from './serve-call.ts';

export interface AgentServer {
  /** Resolves with the port; 0 takes any free one. */
  readonly listen: (address: string, port: number) => Promise<number>;
  /** Lets running calls end, at most for `graceMs`. */
  readonly close: (graceMs: number) => Promise<void>;
}

export interface AgentServerOptions extends CallGate {
  readonly credentials: AgentServerCredentials;
  readonly handlers: AgentHandlers;
  readonly turnedAway: (who: TurnedAway) => void;
}

/** An agent's server: every connection, call and request is admitted before it costs anything; then fenced, logged, and errors travel. */
export function createAgentServer(options: AgentServerOptions): AgentServer {
  quietTransport();
  const front = makeFront({ ...options, accept: (socket) => injector.injectConnection(socket) });
  const server = new Server({ ...serverLimits, interceptors: [admission(options, front.cut)] });
  const names = Object.keys(agentService) as RpcName[];
  const implementation: UntypedServiceImplementation = Object.fromEntries(
    names.map((name) => [name, serveCall(name, options.handlers[name], options)]),
  );
  server.addService(agentService, implementation);
  // TLS is already done when a connection comes here.
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    listen: front.listen,
    close: (graceMs) =>
      new Promise((resolve) => {
        front.shut();
        const force = setTimeout(() => {
          server.forceShutdown();
          front.clear();
          resolve();
        }, graceMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          front.clear();
          resolve();
        });
      }),
  };
}
