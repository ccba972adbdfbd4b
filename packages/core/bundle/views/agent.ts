import { ports } from '../../platform/index.ts';
import type { NodeContext } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';

/** For /etc/tamada/agent.yaml; the names of agentConfigSchema in one level. */
export function agentView({ topology, node, platform, paths }: NodeContext): View {
  return {
    cluster: topology.name,
    node: node.name,
    role: node.role,
    datacenter: node.datacenter,
    address: node.address,
    port: topology.agent.port,
    platform,
    postgresVersion: topology.postgres.version,
    postgresPort: topology.postgres.port,
    dataDirectory: paths.postgresData,
    binDirectory: paths.postgresBin,
    socketDirectory: paths.postgresSockets,
    patroniPort: ports.patroniRest,
    scope: topology.name,
    consulDatacenter: topology.consul.datacenter,
  };
}
