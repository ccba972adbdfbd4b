import { databaseNodes, type Topology } from '@tamada/core/topology';
import { readBackends, readFrontend, type Fallback } from './backends.ts';
import { memberSummaries, type MemberSummary } from './member-summary.ts';
import type { Observation } from './observation.ts';
import { checksOf, closed, nobodyTells, silence, type ServiceHost } from './service-host.ts';
import { haproxyOf, serviceSummary, serversUp, type ReadService } from './service-summary.ts';

/** Why 5556 leads where it leads. */
export interface ReadReason extends Pick<ReadService, 'port' | 'fallback'> {
  readonly service: 'ro';
  readonly members: readonly Pick<MemberSummary, 'name' | 'datacenter' | 'state' | 'running' | 'lagBytes'>[];
  readonly verdict: string;
  readonly hosts: readonly (ServiceHost & { readonly backend: string | null; readonly fallback: Fallback })[];
}

/** From what all nodes say. */
export function whyReads(topology: Topology, observations: readonly Observation[]): ReadReason {
  const { port, fallback, perHost } = serviceSummary(topology, observations).ro;
  const members = memberSummaries(topology, observations).map(({ name, datacenter, state, running, lagBytes }) => ({
    name,
    datacenter,
    state,
    running,
    lagBytes,
  }));
  const hosts = databaseNodes(topology).map(({ name }) => {
    const { backend, servers, fallback: back } = perHost[name] ?? { backend: null, servers: null, fallback: 'none' as const };
    const checks = checksOf(topology, observations, name, (server) => readBackends.some((one) => one.name === server.backend));
    return {
      name,
      backend,
      servers,
      fallback: back,
      why: silence(observations, name) ?? closed(observations, name, readFrontend, port) ?? whyReadsFrom(backend, observations, name),
      checks,
    };
  });
  return { service: 'ro', port, fallback, members, verdict: judgeReads(hosts), hosts };
}

/** The backends in HAProxy's order: those before the one in use have nobody that is up. */
function whyReadsFrom(used: string | null, observations: readonly Observation[], host: string): string {
  const haproxy = haproxyOf(observations, host);
  const there = readBackends.filter(({ name }) => haproxy?.servers.some(({ backend }) => backend === name) === true);
  const before = there.slice(0, used === null ? there.length : there.findIndex(({ name }) => name === used));
  const none = before.map(({ name, takes }) => `${name} has nobody (${takes})`).join(', ');
  const taken = there.find(({ name }) => name === used);
  if (taken === undefined) return none === '' ? 'HAProxy has no backend for it' : none;
  const words = `${taken.name} (${taken.takes}): ${serversUp(haproxy, taken.name).join(', ')}`;
  return none === '' ? words : `${none}; so ${words}`;
}

function judgeReads(all: ReadReason['hosts']): string {
  const hosts = all.filter(({ servers }) => servers !== null);
  if (hosts.length === 0) return nobodyTells;
  const lost = hosts.filter(({ backend }) => backend === null).map(({ name }) => name);
  const back = hosts.filter(({ fallback }) => fallback !== 'none').map(({ name }) => name);
  if (lost.length === hosts.length) return 'nowhere: no host takes connections and has a replica that is up';
  const words = [
    lost.length === 0 ? '' : `nowhere from ${lost.join(', ')}`,
    back.length === 0 ? '' : `by fallback from ${back.join(', ')}: no asynchronous replica is up there`,
  ].filter((part) => part !== '');
  return words.length === 0
    ? `to asynchronous replicas from every host${hosts.length < all.length ? ' that answers' : ''}`
    : words.join('; ');
}
