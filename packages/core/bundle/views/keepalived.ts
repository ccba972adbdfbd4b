import { ports } from '../../platform/index.ts';
import { databaseNodes } from '../../topology/nodes.ts';
import type { NodeContext } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';

/** The first host of a datacentre in the topology; each further one has one less. The holder has more than those, the leader's host than all. */
const firstPriority = 100;
const holderWeight = 10;
const leaderWeight = 50;

/** For keepalived.conf, its check's files and the drop-in of its unit; only of nodes whose datacentre has a VIP. */
export function keepalivedView({ topology, node, facts, timing }: NodeContext): View {
  const hosts = databaseNodes(topology).filter(({ datacenter }) => datacenter === node.datacenter);
  const vip = topology.datacenters.find(({ name }) => name === node.datacenter)?.vip ?? null;
  const peers = hosts.filter(({ name }) => name !== node.name).map(({ address }) => ({ address }));
  const { keepalived, check } = timing;
  return {
    node: node.name,
    datacenter: node.datacenter,
    interface: facts?.interface?.name ?? 'eth0',
    address: node.address,
    vipAddress: vip?.address ?? null,
    vip: vip === null ? null : `${vip.address}/${String(vip.prefixLength)}`,
    virtualRouterId: vip?.virtualRouterId ?? null,
    priority: firstPriority - hosts.findIndex(({ name }) => name === node.name),
    leaderWeight,
    holderWeight,
    hasPeers: peers.length > 0,
    peers,
    checkUser: 'tamada-check',
    checkProgram: '/opt/tamada/current/bin/tamada-check',
    stateDirectory: '/run/tamada-check',
    advertInterval: keepalived.advertInterval,
    checkInterval: keepalived.checkInterval,
    checkTimeout: keepalived.checkTimeout,
    leaderRise: keepalived.leader.rise,
    leaderFall: keepalived.leader.fall,
    haproxyRise: keepalived.haproxy.rise,
    haproxyFall: keepalived.haproxy.fall,
    arpDelay: keepalived.arpDelay,
    arpRefresh: keepalived.arpRefresh,
    loopback: '127.0.0.1',
    patroniPort: ports.patroniRest,
    leaderTimeoutMs: check.leader.timeoutMs,
    leaderHoldMs: check.leader.holdMs,
    healthPort: ports.haproxyHealth,
    haproxyTimeoutMs: check.haproxy.timeoutMs,
    haproxyHoldMs: check.haproxy.holdMs,
  };
}
