import { Client } from '@grpc/grpc-js';
import { agentService } from '../service/definition.ts';
import { clientLimits } from '../service/limits.ts';
import type { RpcName } from '../service/types.ts';
import { makeCall } from './call.ts';
import type { AgentClient } from './client.ts';
import type { ClientCredentials } from './credentials.ts';
import { pinnedTo } from './credentials.ts';

export interface AgentTarget {
  readonly node: string;
  readonly address: string;
  readonly port: number;
  readonly credentials: ClientCredentials;
  /** Of this program, for the agent's log. */
  readonly version: string;
}

/** A client for one agent; connects with the first call. */
export function connectAgent({ node, address, port, credentials, version }: AgentTarget): AgentClient {
  let peerProblem: string | null = null;
  const channel = new Client(
    `${address}:${String(port)}`,
    pinnedTo(node, credentials, (problem) => {
      peerProblem = problem;
    }),
    { ...clientLimits, 'grpc.ssl_target_name_override': node, 'grpc.primary_user_agent': `tamada/${version}` },
  );
  const peer = { channel, node, address: `${address}:${String(port)}`, peerProblem: () => peerProblem };
  const calls = (Object.keys(agentService) as RpcName[]).map((name) => [
    `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    makeCall(name, peer),
  ]);
  const close = (): void => {
    channel.close();
  };
  // Built by name from the service; the mapped type says the same.
  return { ...Object.fromEntries(calls), node, close } as AgentClient;
}
