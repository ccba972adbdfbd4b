import * as z from 'zod';
import type { NodeContext } from '../node-context.ts';
import type { View } from '../template/strict-writer.ts';
import { ports, theCheck } from '../../platform/index.ts';
import { vipHosts, vipWeights } from '../../topology/vip-hosts.ts';

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
    drainedWeight: vipWeights.drained,
    drainedFile: theCheck.drained,
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

/** One question to a program of this host, over HTTP on IPv4. Times in milliseconds. */
const questionSchema = z.strictObject({
  address: z.ipv4(),
  port: z.int().min(1).max(65_535),
  method: z.enum(['GET', 'HEAD', 'OPTIONS']),
  path: z.string().regex(/^\/[\x21-\x7e]*$/),
  /** For connecting, asking and the answer's first line together. */
  timeoutMs: z.int().min(1).max(60_000),
  /** How long an earlier answer counts while there is none. */
  holdMs: z.int().min(0).max(600_000),
});

/** `/etc/tamada/check.json`, which `tamada-check` reads by its own code (packages/check/config.ts): a test keeps the two equal. */
export const checkConfigSchema = z.strictObject({
  stateDirectory: z.string().startsWith('/'),
  leader: questionSchema,
  haproxy: questionSchema,
});
export type CheckConfig = Readonly<z.infer<typeof checkConfigSchema>>;
