import { platformTable, ports } from '../../platform/index.ts';
import { consulServers } from '../../topology/nodes.ts';
import type { NodeContext } from '../node-context.ts';
import { atLeast, versionOf } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';

/** For consul.json, its unit and its system user. */
export function consulView(context: NodeContext): View {
  const { topology, node, paths, timing } = context;
  const servers = consulServers(topology);
  const version = versionOf(context, 'consul');
  const { user, group } = platformTable(context.platform).programs.consul;
  return {
    node: node.name,
    address: node.address,
    datacenter: topology.consul.datacenter,
    logLevel: topology.consul.logLevel,
    bootstrapExpect: servers.length,
    servers: servers.map(({ address }, index) => ({ address, last: index === servers.length - 1 })),
    serverPort: ports.consulServer,
    serfPort: ports.consulSerf,
    httpPort: ports.consulHttp,
    // 1.12 brought the `tls` stanza; before 1.14 `grpc_tls` is an unknown key.
    legacy: !atLeast(version, 1, 12),
    grpcTls: atLeast(version, 1, 14),
    raftMultiplier: timing.raftMultiplier,
    retryInterval: `${String(timing.retryJoinInterval)}s`,
    reconnectTimeout: `${String(timing.reconnectTimeoutHours)}h`,
    configFile: paths.consulConfig,
    dataDirectory: paths.consulData,
    authorityFile: paths.consulTls.authority,
    certificateFile: paths.consulTls.certificate,
    keyFile: paths.consulTls.key,
    user,
    group,
  };
}
