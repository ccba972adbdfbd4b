import { ports, theCheck } from '../../platform/index.ts';
import { vipHosts, vipWeights } from '../../topology/vip-hosts.ts';
import type { NodeContext } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';

/** For keepalived.conf, its check's files and the drop-in of its unit; only of nodes whose datacentre has a VIP. */
export function keepalivedView({ topology, node, facts, timing }: NodeContext): View {
  const hosts = vipHosts(topology, node.datacenter);
  const vip = topology.datacenters.find(({ name }) => name === node.datacenter)?.vip ?? null;
  const peers = hosts.filter(({ name }) => name !== node.name).map(({ address }) => ({ address }));
  const { keepalived, check } = timing;
  return {
    node: node.name,
    datacenter: node.datacenter,
    interface: facts?.interface?.name ?? 'eth0',
    address: node.address,
    vipPattern: vip?.address.replaceAll('.', '[.]') ?? null,
    vip: vip === null ? null : `${vip.address}/${String(vip.prefixLength)}`,
    virtualRouterId: vip?.virtualRouterId ?? null,
    priority: hosts.find(({ name }) => name === node.name)?.priority ?? null,
    leaderWeight: vipWeights.leader,
    holderWeight: vipWeights.holder,
    hasPeers: peers.length > 0,
    peers,
    checkUser: theCheck.user,
    checkProgram: theCheck.program,
    stateDirectory: '/run/tamada-check',
    advertInterval: keepalived.advertInterval,
    missingAdverts: keepalived.missingAdverts,
    checkInterval: keepalived.checkInterval,
    checkTimeout: keepalived.checkTimeout,
    leaderRise: keepalived.leader.rise,
    leaderFall: keepalived.leader.fall,
    haproxyRise: keepalived.haproxy.rise,
    haproxyFall: keepalived.haproxy.fall,
    arpDelay: keepalived.arpDelay,
    arpRefresh: keepalived.arpRefresh,
    loopback: '127.0.0.1',
    leaderPort: ports.haproxyLeader,
    leaderTimeoutMs: check.leader.timeoutMs,
    leaderHoldMs: check.leader.holdMs,
    healthPort: ports.haproxyHealth,
    haproxyTimeoutMs: check.haproxy.timeoutMs,
    haproxyHoldMs: check.haproxy.holdMs,
  };
}
