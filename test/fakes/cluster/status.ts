import { roleCertificates } from '@tamada/core/certificates';
import { mergedConfig } from '@tamada/core/sequence';
import { consulServers, databaseNodes } from '@tamada/core/topology';
import { patroniRole, patroniState, type NodeStatus } from '@tamada/core/view';
import { check, consul, dcs, dcsMember, haproxy, leading, member, said, silent, unit } from '../../builders/cluster.ts';
import { archiverLook, backupLook } from './backups.ts';
import { consulLeader, syncStandbys, type SimulatedHost, type World } from './world.ts';

/** A host's status, as its agent would tell it. */
export function hostStatus(world: World, host: SimulatedHost): NodeStatus {
  const { node, active, confirmed, trial, running } = host;
  const database = node.role === 'database';
  return {
    cluster: world.topology.name,
    node: node.name,
    observedAtMs: Date.now(),
    agent: {
      version: '0.1.0',
      protocol: 2,
      activeGeneration: active?.generation ?? null,
      confirmedGeneration: confirmed?.generation ?? null,
      digest: active?.digest ?? null,
      busyWith: null,
      startedAtMs: 1,
      memberEstablished: host.established,
      trial,
      boot: host.boot,
      drained: host.drained,
    },
    consul: node.role === 'backup' ? null : consulStatus(world, host),
    dcs: node.role === 'backup' ? null : dcsView(world, host),
    member: database ? memberStatus(world, host) : null,
    postmaster: database ? said({ alive: running.has('patroni') && (world.leader !== '' || world.orphaned), state: null }) : null,
    haproxy: database ? haproxyStatus(world, host) : null,
    units: said([...running].map((program) => unit(`${program}.service`))),
    checks: running.has('keepalived') ? checksOf(world, host) : [],
    certificates: said(
      roleCertificates(node.role).flatMap((name) => {
        const notAfterMs = host.certificates.get(name);
        return notAfterMs === undefined ? [] : [{ name, subject: node.name, notAfterMs, fingerprint: null, problem: null }];
      }),
    ),
    addresses: [node.address, ...vipsOf(world, host)],
    backup: backupLook(world, host),
    archiver: archiverLook(world, host),
  };
}

function consulStatus(world: World, { running }: SimulatedHost): NodeStatus['consul'] {
  if (!running.has('consul')) return silent('refused');
  const leader = consulLeader(world);
  const servers = consulServers(world.topology).map(({ name, address }) => {
    const there = world.hosts.get(name)?.running.has('consul') === true;
    return { name, address, voter: there, alive: there, leader: name === leader };
  });
  const address = servers.find(({ name }) => name === leader)?.address ?? '';
  return said(
    consul({
      leader: leader === '' ? null : { address: `${address}:8300`, name: leader },
      servers: said(servers),
      tokenWorks: world.aclReady,
    }),
  );
}

function memberStatus(
  { leader, orphaned, paused: wanted, unaware, pending }: World,
  { node, running, startedAtMs }: SimulatedHost,
): NodeStatus['member'] {
  if (!running.has('patroni')) return silent('refused');
  if (leader === '' && !orphaned) return said(member({ state: patroniState.read('stopped'), role: patroniRole.read('uninitialized') }));
  const paused = unaware.has(node.name) ? !wanted : wanted;
  const own = { paused, pendingRestart: pending.has(node.name), startedAtMs };
  return said(node.name === leader ? leading(own) : member(own));
}

function haproxyStatus(world: World, { node, running }: SimulatedHost): NodeStatus['haproxy'] {
  if (!running.has('haproxy')) return silent('refused', 'it has no runtime socket');
  const { leader, hosts, sessions } = world;
  const down = [...hosts.values()].filter(({ drained }) => drained !== null).map((host) => host.node.name);
  const { servers, frontends } = haproxy(node.name, { leader, sync: syncStandbys(world), down });
  return said({ servers, frontends: frontends.map((one) => ({ ...one, sessions })) });
}

function checksOf({ leader }: World, { node, running }: SimulatedHost): NodeStatus['checks'] {
  return [check('leader', node.name === leader ? 'yes' : 'no'), check('haproxy', running.has('haproxy') ? 'yes' : 'no')];
}

/** keepalived's choice: the leader's host, else the first one that runs it and is not drained, else the first that runs it. */
function vipsOf({ topology, hosts, leader }: World, { node }: SimulatedHost): readonly string[] {
  const vip = topology.datacenters.find(({ name }) => name === node.datacenter)?.vip ?? null;
  const keepers = [...hosts.values()].filter((one) => one.node.datacenter === node.datacenter && one.running.has('keepalived'));
  const keeper = keepers.find((one) => one.node.name === leader) ?? keepers.find((one) => one.drained === null) ?? keepers[0];
  return vip === null || keeper?.node !== node ? [] : [vip.address];
}

function dcsView(world: World, { running }: SimulatedHost): NodeStatus['dcs'] {
  if (!running.has('consul')) return silent('refused');
  if (consulLeader(world) === '') return silent('failed', 'No cluster leader');
  const { leader, archiveMode } = world;
  return said(
    dcs({
      config: {
        index: 42,
        json: JSON.stringify(mergedConfig(world.config ?? {}, { postgresql: { parameters: { archive_mode: archiveMode } } })),
      },
      leader: leader === '' ? null : { name: leader, session: `session-${leader}` },
      syncStandbys: world.orphaned ? ['pg-a1-2', 'pg-a2-1'] : [...syncStandbys(world)],
      members: databaseNodes(world.topology).map(({ name }) => dcsMember(name)),
      initialize: leader !== '' ? { systemId: '7000000000000000001' } : world.staleInitialize ? { systemId: null } : null,
    }),
  );
}
