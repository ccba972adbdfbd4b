import { platformTable, ports } from '../../platform/index.ts';
import type { ServerChecks } from '../../timing/index.ts';
import { databaseNodes } from '../../topology/nodes.ts';
import { portConnections } from '../../topology/sizes.ts';
import type { Topology } from '../../topology/types.ts';
import type { NodeContext } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';

/** For haproxy.cfg and the drop-in of its unit. */
export function haproxyView({ topology, node, platform, timing: { haproxy } }: NodeContext): View {
  const { user, group } = platformTable(platform).programs.haproxy;
  const connections = portConnections(topology);
  const hasVip = topology.datacenters.some(({ name, vip }) => name === node.datacenter && vip !== null);
  const servers = databaseNodes(topology).map(({ name, datacenter, address }) => ({
    name,
    address: `${address}:${String(topology.postgres.port)}`,
    patroni: `${address}:${String(ports.patroniRest)}`,
    look: `/run/haproxy/look-${name}.sock`,
    local: datacenter === node.datacenter,
    neighbour: hasVip && datacenter === node.datacenter && name !== node.name,
  }));
  return {
    user,
    group,
    allowed: inLines(allowedSources(topology)),
    servers,
    fallbackToLeader: topology.readOnly.fallbackToLeader,
    rwPort: ports.rw,
    roPort: ports.ro,
    healthPort: ports.haproxyHealth,
    statsPort: ports.haproxyStats,
    node: node.name,
    // Where it was enrolled: HAProxy reads it before it gives up root.
    authorityFile: '/etc/tamada/tls/authority.crt',
    leaderPort: ports.haproxyLeader,
    rw: checks(haproxy.rw),
    ro: checks(haproxy.ro),
    fallback: checks(haproxy.fallback),
    neighbourRise: haproxy.neighbourRise,
    lookConnectTimeout: milliseconds(haproxy.look.connectTimeoutMs),
    lookQueueTimeout: milliseconds(haproxy.rw.timeoutMs),
    lookTimeout: `${String(haproxy.look.answerTimeout)}s`,
    lookProbe: `${String(Math.floor(haproxy.look.lostTimeoutMs / 4000))}s`,
    lookLostTimeout: milliseconds(haproxy.look.lostTimeoutMs),
    maxConnections: connections.all,
    rwConnections: connections.rw,
    roConnections: connections.ro,
    connectTimeout: milliseconds(haproxy.connectTimeoutMs),
    firstChecksMs: haproxy.firstChecksMs,
    idleTimeout: `${String(haproxy.idleTimeoutHours)}h`,
    closingTimeout: `${String(haproxy.closingTimeout)}s`,
    keepaliveIdle: `${String(haproxy.keepalive.idle)}s`,
    keepaliveInterval: `${String(haproxy.keepalive.interval)}s`,
    keepaliveCount: haproxy.keepalive.count,
    deadAfter: `${String(haproxy.keepalive.idle + haproxy.keepalive.interval * haproxy.keepalive.count)}s`,
    hardStopAfter: `${String(haproxy.hardStopAfter)}s`,
  };
}

/** Applications' networks, and the cluster itself: its nodes, and its VIPs, whose holder reaches them from the VIP. */
function allowedSources({ clients, nodes, datacenters }: Topology): readonly string[] {
  const vips = datacenters.flatMap(({ vip }) => (vip === null ? [] : [vip.address]));
  return [...new Set(['127.0.0.0/8', ...nodes.map(({ address }) => address), ...vips, ...clients])];
}

/** HAProxy takes 64 words a line; conditions of one name on several lines are one condition. */
function inLines(networks: readonly string[]): readonly View[] {
  const perLine = 32;
  const lines = Array.from({ length: Math.ceil(networks.length / perLine) });
  return lines.map((_, index) => ({ networks: networks.slice(index * perLine, (index + 1) * perLine) }));
}

function checks({ intervalMs, fall, timeoutMs }: ServerChecks): View {
  return { interval: milliseconds(intervalMs), fall, timeout: milliseconds(timeoutMs) };
}

function milliseconds(count: number): string {
  return `${String(count)}ms`;
}
