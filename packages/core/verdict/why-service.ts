import { readBackends, readFrontend, serversUp, servicePorts, type ClusterView, type Fallback, type HostView } from '@tamada/core/view';
import type { MemberSummary } from './cluster-status.ts';
import { checksOf, closed, nobodyTells, quiet, type ServiceHost } from './service-host.ts';
import { whyWrites, type WriteReason } from './why-writes.ts';

/** Why 5555 (`rw`) or 5556 (`ro`) leads where it leads, from what all nodes say. */
export function whyService(service: 'rw' | 'ro', view: ClusterView): WriteReason | ReadReason {
  return service === 'rw' ? whyWrites(view) : whyReads(view);
}

/** Why 5556 leads where it leads. */
export interface ReadReason {
  readonly service: 'ro';
  readonly port: number;
  readonly fallback: Fallback;
  readonly members: readonly Pick<MemberSummary, 'name' | 'datacenter' | 'state' | 'runs' | 'lagBytes'>[];
  readonly verdict: string;
  readonly hosts: readonly (ServiceHost & { readonly backend: string | null; readonly fallback: Fallback })[];
}

function whyReads(view: ClusterView): ReadReason {
  const members = view.members.map(({ name, datacenter, state, runs, lagBytes }) => ({ name, datacenter, state, runs: runs.is, lagBytes }));
  const port = servicePorts.ro;
  const hosts = view.traffic.hosts.map((host) => {
    const { name, reads } = host;
    return {
      name,
      backend: reads?.backend ?? null,
      servers: reads?.servers ?? null,
      fallback: reads?.fallback ?? 'none',
      why: quiet(view, host) ?? closed(host, readFrontend, port) ?? whyReadsFrom(host),
      checks: checksOf(view, host, (server) => readBackends.some((one) => one.name === server.backend)),
    };
  });
  return { service: 'ro', port, fallback: view.traffic.fallback, members, verdict: judgeReads(hosts), hosts };
}

/** The backends in HAProxy's order: those before the one in use have nobody that is up. */
function whyReadsFrom({ haproxy, reads }: HostView): string {
  const used = reads?.backend ?? null;
  const there = readBackends.filter(({ name }) => haproxy?.servers.some(({ backend }) => backend === name) === true);
  const before = there.slice(0, used === null ? there.length : there.findIndex(({ name }) => name === used));
  const none = before.map(({ name, takes }) => `${name} has nobody (${takes})`).join(', ');
  const taken = there.find(({ name }) => name === used);
  if (taken === undefined || haproxy === null) return none === '' ? 'HAProxy has no backend for it' : none;
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
    ...(lost.length === 0 ? [] : [`nowhere from ${lost.join(', ')}`]),
    ...(back.length === 0 ? [] : [`by fallback from ${back.join(', ')}: no asynchronous replica is up there`]),
  ];
  return words.length === 0
    ? `to asynchronous replicas from every host${hosts.length < all.length ? ' that answers' : ''}`
    : words.join('; ');
}
