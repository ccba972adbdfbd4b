import { roleCertificates } from '@tamada/core/certificates';
import { consulServers, databaseNodes } from '@tamada/core/topology';
import type { NodeStatus } from '@tamada/core/verdict';
import { check, consul, dcs, haproxy, member } from '../../builders/cluster.ts';
import { consulLeader, syncStandbys, type SimulatedHost, type World } from './world.ts';

/** A host's status, as its agent would tell it. */
export function hostStatus(world: World, host: SimulatedHost): NodeStatus {
  const { node, active } = host;
  return {
    cluster: world.topology.name,
    node: node.name,
    observedAtMs: Date.now(),
    agent: {
      version: '0.1.0',
      protocol: 1,
      activeGeneration: active?.generation ?? 0,
      confirmedGeneration: active?.generation ?? 0,
      digest: active?.digest ?? '',
      busyWith: '',
      startedAtMs: 1,
    },
    consul: node.role === 'backup' ? null : consulStatus(world, host),
    member: node.role === 'database' ? memberStatus(world, host) : null,
    dcs: node.role === 'backup' || consulLeader(world) === '' ? null : dcsView(world),
    units: [],
    certificates: roleCertificates(node.role).flatMap((name) => {
      const notAfterMs = host.certificates.get(name);
      return notAfterMs === undefined ? [] : [{ name, subject: node.name, notAfterMs, fingerprint: '' }];
    }),
    warnings: [],
    addresses: [node.address, ...vipsOf(world, host)],
    haproxy: node.role === 'database' ? haproxyStatus(world, host) : null,
    checks: host.running.has('keepalived') ? checksOf(world, host) : [],
  };
}

function consulStatus(world: World, { running }: SimulatedHost): NonNullable<NodeStatus['consul']> {
  const leader = consulLeader(world);
  const servers = consulServers(world.topology).map(({ name, address }) => {
    const there = world.hosts.get(name)?.running.has('consul') === true;
    return { name, address, voter: there, alive: there, leader: name === leader };
  });
  return consul({ reachable: running.has('consul'), leader, servers, aclReady: world.aclReady });
}

function memberStatus({ leader }: World, { node, running, established }: SimulatedHost): NonNullable<NodeStatus['member']> {
  if (!running.has('patroni')) return member({ reachable: false, state: '', role: '', problem: 'connection refused', established });
  if (leader === '') return member({ state: 'stopped', role: 'uninitialized', established });
  return member(node.name === leader ? { role: 'master', replicationState: '', established } : { established });
}

function haproxyStatus({ leader }: World, { node, running }: SimulatedHost): NonNullable<NodeStatus['haproxy']> {
  if (running.has('haproxy')) return haproxy(node.name, { leader });
  return { reachable: false, problem: 'it has no runtime socket', servers: [], frontends: [] };
}

function checksOf({ leader }: World, { node, running }: SimulatedHost): NodeStatus['checks'] {
  return [check('leader', node.name === leader ? 'yes' : 'no'), check('haproxy', running.has('haproxy') ? 'yes' : 'no')];
}

/** keepalived's choice: the leader's host, else the first one that runs it. */
function vipsOf({ topology, hosts, leader }: World, { node }: SimulatedHost): readonly string[] {
  const vip = topology.datacenters.find(({ name }) => name === node.datacenter)?.vip ?? null;
  const keepers = [...hosts.values()].filter((one) => one.node.datacenter === node.datacenter && one.running.has('keepalived'));
  const keeper = keepers.find((one) => one.node.name === leader) ?? keepers[0];
  return vip === null || keeper?.node !== node ? [] : [vip.address];
}

function dcsView(world: World): NonNullable<NodeStatus['dcs']> {
  const members = databaseNodes(world.topology).map(({ name }) => name);
  const initialize = world.leader === '' ? '' : '7000000000000000001';
  return dcs({
    leader: world.leader,
    syncStandbys: [...syncStandbys(world)],
    members,
    initialize,
    initializePresent: initialize !== '' || world.staleInitialize,
  });
}
