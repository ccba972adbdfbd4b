import { databaseNodes, vipHosts, type Topology } from '@tamada/core/topology';
import { readFrontend, writeBackend } from './backends.ts';
import { serverByHand } from './by-hand.ts';
import { shut, type Shut } from './frontend.ts';
import { keepalivedRuns } from './keepalived.ts';
import type { Observation } from './observation.ts';
import { haproxyOf, type Services } from './service-summary.ts';
import type { VipSummary } from './vip-summary.ts';
import { counts, vipMovesFirst } from './why-writes.ts';

export interface TrafficParts {
  readonly leader: string | null;
  readonly vips: Readonly<Record<string, VipSummary>>;
  readonly services: Services;
}

type Rule = (topology: Topology, parts: TrafficParts, observations: readonly Observation[]) => readonly string[];

/** What an operator should know of addresses and of the way to the databases, the gravest first. */
export const trafficRules: readonly Rule[] = [
  vipHeldOnce,
  haproxyAnswers,
  writesLeadToLeader,
  readsLeadSomewhere,
  keepalivedKeeps,
  vipAtLeader,
  readsFallBack,
  setByHand,
];

function vipHeldOnce(topology: Topology, { vips }: TrafficParts, observations: readonly Observation[]): readonly string[] {
  return Object.entries(vips).flatMap(([datacenter, { address, holders }]) => {
    if (holders.length === 1) return [];
    if (holders.length > 1) return [`the VIP ${address} of ${datacenter} is held by more than one: ${holders.join(', ')}`];
    const hosts = vipHosts(topology, datacenter).map(({ name }) => name);
    const silent = observations.filter(({ node, status }) => hosts.includes(node) && status === null).map(({ node }) => node);
    const unseen = silent.length === 0 ? '' : `, unless by ${silent.join(' or ')}, whose agent does not answer`;
    return [`the VIP ${address} of ${datacenter} is held by nobody${unseen}`];
  });
}

function haproxyAnswers(topology: Topology, _parts: TrafficParts, observations: readonly Observation[]): readonly string[] {
  return databaseNodes(topology).flatMap(({ name }) => {
    const haproxy = haproxyOf(observations, name);
    return haproxy === null || haproxy.reachable ? [] : [`${name}: HAProxy does not answer: ${haproxy.problem}`];
  });
}

function writesLeadToLeader(
  topology: Topology,
  { leader, services: { rw } }: TrafficParts,
  observations: readonly Observation[],
): readonly string[] {
  return telling(topology, observations).flatMap((host) => {
    const servers = rw.perHost[host] ?? [];
    const way = `${host}: ${String(rw.port)} leads`;
    const closed = shut(haproxyOf(observations, host), writeBackend);
    if (closed !== null) return [`${way} nowhere: ${whyShut(closed)}`];
    // Without a leader there is nothing that it should lead to, and another warning says so.
    if (servers.length === 0)
      return leader === null ? [] : [`${way} nowhere, the leader is ${leader}${waits(topology, observations, host, leader)}`];
    if (servers.length > 1) return [`${way} nowhere: more than one server is up: ${servers.join(', ')}`];
    return servers[0] === leader
      ? []
      : [`${way} to ${servers.join()}, ${leader === null ? 'there is no leader' : `the leader is ${leader}`}`];
  });
}

/** What passes by itself needs no operator. */
function waits(topology: Topology, observations: readonly Observation[], host: string, leader: string): string {
  const own = haproxyOf(observations, host)?.servers.find(({ backend, name }) => backend === writeBackend && name === leader);
  return counts(own) && vipMovesFirst(topology, host, leader)
    ? ': it waits for some seconds on purpose, so that the VIP moves there first'
    : '';
}

function readsLeadSomewhere(
  topology: Topology,
  { services: { ro } }: TrafficParts,
  observations: readonly Observation[],
): readonly string[] {
  return telling(topology, observations)
    .filter((host) => ro.perHost[host]?.backend === null)
    .map((host) => {
      const closed = shut(haproxyOf(observations, host), readFrontend);
      return `${host}: ${String(ro.port)} leads nowhere: ${closed === null ? 'no replica is up' : whyShut(closed)}`;
    });
}

function keepalivedKeeps(topology: Topology, { vips }: TrafficParts, observations: readonly Observation[]): readonly string[] {
  const hosts = Object.keys(vips).flatMap((datacenter) => vipHosts(topology, datacenter).map(({ name }) => name));
  return observations
    .filter(({ node, status }) => hosts.includes(node) && status !== null && keepalivedRuns(status) === false)
    .map(({ node }) => `${node}: keepalived does not run: it cannot hold the VIP`);
}

function vipAtLeader(topology: Topology, { leader, vips }: TrafficParts): readonly string[] {
  const home = topology.nodes.find(({ name }) => name === leader)?.datacenter;
  const vip = home === undefined ? undefined : vips[home];
  if (vip?.holder == null || vip.holder === leader) return [];
  return [`the VIP ${vip.address} is on ${vip.holder}, not on the leader's host ${leader ?? ''}`];
}

function readsFallBack(topology: Topology, { services: { ro } }: TrafficParts, observations: readonly Observation[]): readonly string[] {
  const back = telling(topology, observations).flatMap((host) => {
    const path = ro.perHost[host];
    return path == null || path.fallback === 'none' ? [] : [{ host, ...path }];
  });
  const words = { none: '', sync: 'the synchronous standbys: no asynchronous replica is up', leader: 'the leader: no replica is up' };
  return back.map(({ host, fallback }) => `${host}: ${String(ro.port)} falls back to ${words[fallback]}`);
}

function setByHand(topology: Topology, _parts: TrafficParts, observations: readonly Observation[]): readonly string[] {
  return telling(topology, observations).flatMap((host) => {
    const haproxy = haproxyOf(observations, host);
    const frontends = [...new Set([writeBackend, readFrontend, ...(haproxy?.frontends ?? []).map(({ name }) => name)])];
    const ports = frontends.map((name) => {
      const closed = shut(haproxy, name);
      return { what: name, words: closed?.byHand === true ? closed.words : '' };
    });
    const servers = (haproxy?.servers ?? []).map((server) => ({
      what: `${server.backend}/${server.name}`,
      words: serverByHand(topology, server),
    }));
    return [...ports, ...servers]
      .filter(({ words }) => words !== '')
      .map(({ what, words }) => `${host}: somebody set ${what} in HAProxy: ${words}; \`systemctl reload haproxy\` takes it back`);
  });
}

/** What was done by hand has a warning of its own, with its remedy. */
function whyShut({ byHand, words }: Shut): string {
  return byHand ? 'it is shut in HAProxy' : words;
}

/** Hosts whose HAProxy answers: about the others there is another warning. */
function telling(topology: Topology, observations: readonly Observation[]): readonly string[] {
  return databaseNodes(topology)
    .map(({ name }) => name)
    .filter((name) => haproxyOf(observations, name)?.reachable === true);
}
