import { Client, connectivityState } from '@grpc/grpc-js';
import { agentService } from '../service/contract.ts';
import { clientLimits, quietTransport } from '../service/transport.ts';
import type { RpcName } from '../service/contract.ts';
import type { Peer } from './call.ts';
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

/** Over as many calls as it takes. */
const longestHandshakeMs = 4_000;

/** A client for one agent; connects with the first call. */
export function connectAgent(target: AgentTarget): AgentClient {
  quietTransport();
  const { node, address, port } = target;
  let peerProblem: string | null = null;
  const open = (): Client =>
    openChannel(target, (problem) => {
      peerProblem = problem;
    });
  let channel = open();
  let handshakeMs = 0;
  const peer: Peer = {
    channel: () => channel,
    node,
    address: `${address}:${String(port)}`,
    peerProblem: () => peerProblem,
    unanswered: (waitedMs, final) => {
      const connecting = channel.getChannel().getConnectivityState(false) === connectivityState.CONNECTING;
      handshakeMs = connecting ? handshakeMs + waitedMs : 0;
      // A handshake with a host that died in the middle would never end; one with a busy host may need more than one call's time.
      if (!connecting || (!final && handshakeMs < longestHandshakeMs)) return;
      handshakeMs = 0;
      channel.close();
      channel = open();
    },
  };
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

function openChannel({ node, address, port, credentials, version }: AgentTarget, onVerdict: (problem: string | null) => void): Client {
  return new Client(`${address}:${String(port)}`, pinnedTo(node, credentials, onVerdict), {
    ...clientLimits,
    'grpc.ssl_target_name_override': node,
    'grpc.primary_user_agent': `tamada/${version}`,
  });
}
