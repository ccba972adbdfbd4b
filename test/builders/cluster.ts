import type { Node, Topology } from '@tamada/core/topology';
import type { NodeStatus, Observation } from '@tamada/core/verdict';

/** The cluster that tamada is for, with every default; `change` replaces whole keys. */
export function topology(change: Partial<Topology> = {}): Topology {
  return {
    name: 'geo',
    datacenters: [
      { name: 'a1', vip: { address: '10.10.1.3', prefixLength: 24, virtualRouterId: 51 } },
      { name: 'a2', vip: { address: '10.10.2.3', prefixLength: 24, virtualRouterId: 52 } },
      { name: 'a3', vip: null },
    ],
    nodes: [
      node('pg-a1-1', 'a1', '10.10.1.1', 'database'),
      node('pg-a1-2', 'a1', '10.10.1.2', 'database'),
      node('pg-a2-1', 'a2', '10.10.2.1', 'database'),
      node('pg-a2-2', 'a2', '10.10.2.2', 'database'),
      node('arb-a3', 'a3', '10.10.3.1', 'witness'),
      node('backup', 'a1', '10.10.1.4', 'backup'),
    ],
    postgres: { version: 15, port: 5432, locale: 'C.UTF-8', encoding: 'UTF8', parameters: {}, databases: [], users: [], hba: [] },
    synchronous: { guarantee: 'datacenter' },
    clients: [],
    readOnly: { fallbackToLeader: false },
    failover: { profile: 'default' },
    packages: 'managed',
    consul: { datacenter: 'geo', logLevel: 'INFO' },
    agent: { port: 7443 },
    backup: null,
    allow: [],
    ...change,
  };
}

export function node(name: string, datacenter: string, address: string, role: Node['role']): Node {
  return { name, datacenter, address, role };
}

type Member = NonNullable<NodeStatus['member']>;
type Consul = NonNullable<NodeStatus['consul']>;
type Dcs = NonNullable<NodeStatus['dcs']>;
type Haproxy = NonNullable<NodeStatus['haproxy']>;
type Check = NodeStatus['checks'][number];

const nowMs = Date.UTC(2026, 10, 23);
const servers = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'arb-a3'];

export function member(change: Partial<Member> = {}): Member {
  return {
    reachable: true,
    state: 'running',
    role: 'replica',
    syncStandby: false,
    timeline: 1,
    lsn: '0/5000000',
    receivedLsn: '0/5000000',
    pendingRestart: false,
    paused: false,
    replicationState: 'streaming',
    version: '3.0.2',
    serverVersion: 150018,
    problem: '',
    established: true,
    systemId: '7000000000000000001',
    standbys: [],
    ...change,
  };
}

export function consul(change: Partial<Consul> = {}): Consul {
  return {
    reachable: true,
    leader: 'arb-a3',
    servers: servers.map((name) => ({ name, address: `${name}:8300`, voter: true, leader: name === 'arb-a3', alive: true })),
    problem: '',
    aclReady: true,
    version: '1.8.7',
    ...change,
  };
}

export function dcs(change: Partial<Dcs> = {}): Dcs {
  return {
    leader: 'pg-a1-1',
    syncStandbys: ['pg-a1-2', 'pg-a2-1'],
    initialize: '7000000000000000001',
    initializePresent: true,
    failsafe: true,
    members: servers.slice(0, 4),
    configIndex: 42,
    config: '{}',
    ...change,
  };
}

/** Who leads and who is synchronous, as HAProxy's checks see it; `down` do not answer them. */
export interface States {
  readonly leader?: string;
  readonly sync?: readonly string[];
  readonly down?: readonly string[];
}

/** HAProxy on a host of the cluster whose members are in these states; `change` replaces single servers, by backend/name. */
export function haproxy(
  host: string,
  { leader = 'pg-a1-1', sync = ['pg-a1-2', 'pg-a2-1'], down = [] }: States = {},
  change: Readonly<Record<string, Partial<Haproxy['servers'][number]>>> = {},
): Haproxy {
  const server = (backend: string, name: string, wanted: boolean): Haproxy['servers'][number] => {
    const up = wanted && !down.includes(name);
    const check = down.includes(name) ? 'L4CON' : up ? 'L7OK/200' : 'L7STS/503';
    const address = `${nodes.find((one) => one.name === name)?.address ?? ''}:5432`;
    return { backend, name, up, sessions: 0, check, byHand: '', status: up ? 'UP' : 'DOWN', address, ...change[`${backend}/${name}`] };
  };
  const look = (name: string): Haproxy['servers'][number] => {
    const address = `${nodes.find((one) => one.name === name)?.address ?? ''}:8008`;
    const own = { backend: `look_${name}`, name, up: true, sessions: 0, check: '', byHand: '', status: 'no check', address };
    return { ...own, ...change[`look_${name}/${name}`] };
  };
  const { nodes } = topology();
  const members = servers.slice(0, 4);
  const asynchronous = (name: string): boolean => name !== leader && !sync.includes(name);
  return {
    reachable: true,
    problem: '',
    servers: [
      ...members.map((name) => server('rw', name, name === leader)),
      ...members.filter((name) => name.slice(0, 5) === host.slice(0, 5)).map((name) => server('ro_local', name, asynchronous(name))),
      ...members.map((name) => server('ro_async', name, asynchronous(name))),
      ...members.map((name) => server('ro_any', name, name !== leader)),
      ...members.map(look),
    ],
    frontends: ['rw', 'ro', 'leader', 'health', 'stats'].map((name) => frontend(name)),
  };
}

/** A port of HAProxy that takes connections, unless changed. */
export function frontend(name: string, change: Partial<Haproxy['frontends'][number]> = {}): Haproxy['frontends'][number] {
  return { name, status: 'OPEN', sessions: 0, limit: 2000, ...change };
}

export function check(subject: 'leader' | 'haproxy', answer: 'yes' | 'no', change: Partial<Check> = {}): Check {
  const asked = subject === 'leader' ? 'OPTIONS http://127.0.0.1:5559/primary' : 'GET http://127.0.0.1:5557/health';
  return { subject, answer, asked, got: answer === 'yes' ? '200' : '503', why: 'said', sinceMs: 90_000, holdMs: 20_000, ...change };
}

/** keepalived's unit, in systemd's words. */
export function keepalivedUnit(active: 'active' | 'failed'): NodeStatus['units'][number] {
  const sub = active === 'active' ? 'running' : 'failed';
  return { name: 'keepalived.service', active, sub, enabled: true, invocationId: 'i', restarts: 0 };
}

/** One healthy node's answer. */
export function nodeStatus(name: string, change: Partial<NodeStatus> = {}): NodeStatus {
  const database = name.startsWith('pg-');
  const hasConsul = servers.includes(name);
  return {
    cluster: 'geo',
    node: name,
    observedAtMs: nowMs,
    agent: { version: '0.1.0', protocol: 1, activeGeneration: 1, confirmedGeneration: 1, digest: 'd', busyWith: '', startedAtMs: nowMs },
    consul: hasConsul ? consul() : null,
    member: database ? member(name === 'pg-a1-1' ? { role: 'master', replicationState: '' } : {}) : null,
    dcs: hasConsul ? dcs() : null,
    units: database ? [keepalivedUnit('active')] : [],
    certificates: [{ name: 'agent', subject: name, notAfterMs: nowMs + 300 * 24 * 60 * 60 * 1000, fingerprint: '' }],
    warnings: [],
    addresses: addressesOf(name),
    haproxy: database ? haproxy(name) : null,
    checks: database ? [check('leader', name === 'pg-a1-1' ? 'yes' : 'no'), check('haproxy', 'yes')] : [],
    ...change,
  };
}

/** A node's own address, and the VIP where it holds one: the leader's host does, and the first of the other datacentre. */
function addressesOf(name: string): string[] {
  const { nodes, datacenters } = topology();
  const vip = datacenters.find(({ name: datacenter }) => name === `pg-${datacenter}-1`)?.vip;
  return [nodes.find((one) => one.name === name)?.address ?? '', ...(vip == null ? [] : [vip.address])];
}

/** Every node of the cluster answers and is well; `change` replaces some of the answers. */
export function observations(change: Readonly<Record<string, Partial<NodeStatus> | string>> = {}): readonly Observation[] {
  return topology().nodes.map(({ name }): Observation => {
    const own = change[name];
    if (typeof own === 'string') return { node: name, status: null, problem: own, hostUp: false };
    return { node: name, status: nodeStatus(name, own) };
  });
}

export { nowMs };
