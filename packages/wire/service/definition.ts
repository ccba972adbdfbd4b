import { loadPackageDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import type { ProtoGrpcType } from '../generated/agent.ts';
import descriptor from '../generated/agent.json' with { type: 'json' };
import type { AgentDefinition } from '../generated/tamada/v1/Agent.ts';

/** The contract as grpc-js wants it. From JSON, because a bundle of one file cannot load a .proto. */
export const agentService: AgentDefinition = load();

function load(): AgentDefinition {
  const definition = fromJSON(descriptor as Parameters<typeof fromJSON>[0], { longs: String, enums: String, defaults: true, oneofs: true });
  return (loadPackageDefinition(definition) as unknown as ProtoGrpcType).tamada.v1.Agent.service;
}
