import { bundleDigest, type JsonObject } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { mergedConfig } from '@tamada/core/sequence';
import { databaseNodes } from '@tamada/core/topology';
import { sleep } from '@tamada/runtime';
import {
  collectBundle,
  createSigningRequest,
  describeCertificate,
  protocolVersion,
  type AgentHandlers,
  type BundleCargo,
  type CallContext,
} from '@tamada/wire';
import { differing } from '../../../packages/agent/patroni/differing.ts';
import { simulatedBackups } from './backups.ts';
import { hostStatus } from './status.ts';
import { bootOf, consulLeader, type SimulatedHost, type World, syncStandbys } from './world.ts';

/** What a simulated host answers. It keeps the contract's promises; behind it nothing runs. */
export function hostHandlers(world: World, host: SimulatedHost): AgentHandlers {
  const { name } = host.node;
  const changed = (what: string): { changed: boolean; changes: string[] } => {
    world.changes.push(`${name}: ${what}`);
    return { changed: true, changes: [what] };
  };
  const unchanged = { changed: false, changes: [] };
  const needConsul = (): void => {
    if (consulLeader(world) === '')
      throw new TamadaError({ code: 'request_failed', program: 'consul', request: 'any', problem: 'No cluster leader' });
  };
  return {
    Info: async () => ({
      cluster: world.topology.name,
      node: name,
      version: '0.1.0',
      protocol: protocolVersion,
      capabilities: world.old.has(name) ? [] : ['trial'],
      wallClockMs: Date.now(),
    }),
    GetFacts: async () => hostFacts(host),
    GetStatus: async () => hostStatus(world, host),
    WatchStatus: async function* () {
      yield hostStatus(world, host);
    },
    Survey: async ({ ports, paths, dataDirectory, users, locales, packages }) => ({
      ports: ports.map((port) => ({ ...port, state: host.running.size > 0 ? 'ours' : 'free', holder: '' })),
      disks: paths.map((path) => ({ path, totalBytes: 1e12, freeBytes: 1e12, fsyncMs: 1 })),
      dataDirectory: dataDirectory === '' ? 'none' : host.established ? 'established' : 'absent',
      users: users.map((user) => ({ name: user, present: true })),
      locales: locales.map((locale) => ({ name: locale, present: true })),
      packages: packages.map((one) => ({ name: one, version: host.packages ? '1' : '', candidate: '1' })),
      clock: 'synchronised',
      watchdog: 'present',
      selinux: 'absent',
      firewalls: [],
      systemdRunning: true,
      addresses: hostStatus(world, host).addresses,
      dataFolder: null,
      places: [],
      checkProblem: '',
      automation: [],
      addressRisks: [],
      strangers: [],
      maskedUnits: [],
      stolenPorts: [],
    }),
    Listen: async function* ({ ports }, { signal }) {
      yield { ports: ports.map((port) => ({ ...port, state: host.running.size > 0 ? 'ours' : 'free', holder: '' })) };
      await sleep(60_000, signal).catch(() => undefined);
    },
    Probe: async ({ targets }) => ({
      results: targets.map((target) => ({ target, reachable: target.protocol !== 'arp', rttMs: 0.1, problem: '', by: '' })),
    }),
    InstallPackages: async function* () {
      const missing = !host.packages;
      host.packages = true;
      if (missing) changed('packages');
      yield { line: '', changed: missing, done: true };
    },
    RequestCertificate: async () => ({ signingRequest: (await createSigningRequest(name)).request }),
    InstallCertificate: async ({ name: kind, certificate }) => {
      const { notAfterMs } = describeCertificate(certificate);
      host.certificates.set(kind, notAfterMs);
      changed(`certificate ${kind}`);
      return { changed: true, notAfterMs };
    },
    PlanBundle: async (parts) => {
      const { digest } = await collectBundle(parts, bundleDigest);
      const step = {
        kind: 'write_file',
        subject: '/etc/x',
        reason: 'differs',
        difference: '+x\n',
        origin: 'change',
        edited: '',
      };
      const other =
        host.active?.digest === digest ? [] : [step, ...(world.restartsConsul && host.running.has('consul') ? [consulRestart] : [])];
      const byHand = world.edited.has(name) ? [{ ...step, subject: '/etc/y', origin: 'drift', edited: '+by hand\n', editedAtMs: 1 }] : [];
      return { steps: [...other, ...byHand] };
    },
    Apply: async function* (parts, context) {
      const cargo = await collectBundle(parts, bundleDigest);
      const steps = applySteps(world, host, cargo, context);
      for (const step of steps) {
        yield { started: { kind: step, subject: name, note: '' } };
        changed(step);
      }
      yield { done: { changed: steps.length > 0, steps: steps.length, generation: cargo.bundle.generation } };
    },
    ConfirmBundle: async ({ generation }) => {
      if (host.active?.generation !== generation)
        throw new TamadaError({ code: 'unsafe', problem: `generation ${String(generation)} cannot be confirmed`, next: '' });
      if (host.trial === null) return unchanged;
      host.confirmed = host.active;
      host.trial = null;
      return changed('confirmed');
    },
    RevertBundle: async ({ why }) => {
      if (host.trial?.state !== 'armed') return unchanged;
      if (world.holding.has(name)) {
        host.trial = { ...host.trial, state: 'held', problem: `${why}; it cannot go back by itself` };
        return unchanged;
      }
      host.trial = { ...host.trial, state: 'reverted', problem: why };
      host.active = host.confirmed;
      return changed('went back');
    },
    EnsureAcl: async () => {
      needConsul();
      if (world.aclReady) return unchanged;
      world.aclReady = true;
      return changed('acl');
    },
    ClearStaleInitialize: async () => {
      needConsul();
      if (!world.staleInitialize) return unchanged;
      const waiting = [...world.hosts.values()].find(({ running }) => running.has('patroni'));
      if (waiting === undefined) return { changed: false, changes: ['kept the key: pg-a1-1 is at work'] };
      world.staleInitialize = false;
      world.leader = waiting.node.name;
      waiting.established = true;
      return changed('removed the key');
    },
    EnsureDynamicConfig: async ({ config }) => {
      const wanted = JSON.parse(config) as {
        readonly pause?: boolean | null;
        readonly synchronous_node_count?: number;
        readonly postgresql?: { readonly parameters?: { readonly archive_command?: string } };
      };
      if (wanted.pause !== undefined) {
        const same = world.paused === (wanted.pause === true);
        world.paused = wanted.pause === true;
        return same ? unchanged : changed(world.paused ? 'paused' : 'resumed');
      }
      if (wanted.postgresql === undefined && wanted.synchronous_node_count !== undefined) {
        world.syncCount = wanted.synchronous_node_count;
        return changed(`${String(world.syncCount)} synchronous`);
      }
      const { archive_command: command } = wanted.postgresql?.parameters ?? {};
      const names = patch(world, JSON.parse(config) as JsonObject);
      if (names.length > 0) changed(`config ${names.join(' ')}`);
      if (command === undefined || (command !== '/bin/true') === world.backups.archiving)
        return { changed: names.length > 0, changes: [...names] };
      world.backups.archiving = command !== '/bin/true';
      return changed(world.backups.archiving ? 'archiving' : 'no archiving');
    },
    PlanEmptyMember: async ({ restore, keep }) => ({
      state: 'none',
      changed: false,
      changes: [host.restored?.id === restore ? 'emptied before' : `/data is ${keep ? 'kept' : 'deleted'}`],
    }),
    EmptyMember: async ({ restore }) => {
      if (host.restored?.id === restore) return { state: host.restored.state, changed: false, changes: ['emptied before'] };
      host.running.delete('patroni');
      host.established = false;
      if (world.leader === name) world.leader = '';
      host.restored = { id: restore, state: 'emptied' };
      return { state: 'emptied', ...changed('emptied') };
    },
    AdoptMember: async ({ restore }) => {
      if (host.restored?.id !== restore) throw new TamadaError({ code: 'unsafe', problem: 'nothing was recovered', next: '' });
      if (host.restored.state === 'adopted') return { state: 'adopted', ...unchanged };
      host.restored.state = 'adopted';
      host.established = true;
      return { state: 'adopted', ...changed('adopted') };
    },
    ChangeLeader: async ({ to }) => {
      const { refusal, outcome, loses } = world.switchover;
      if (refusal !== '') return { outcome: 'refused', words: refusal };
      if (!syncStandbys(world).includes(to)) return { outcome: 'refused', words: 'candidate name does not match with sync_standby' };
      if (!loses) {
        // The old leader's PostgreSQL is stopped and started as a standby.
        restarted(world, host);
        world.leader = to;
        changed('leader');
      }
      return { outcome, words: outcome === 'done' ? `Successfully switched over to "${to}"` : 'Switchover status unknown' };
    },
    ReadSettings: async ({ names }) => ({
      settings: names.flatMap((one) => {
        const value = world.inForce.get(one);
        return value === undefined ? [] : [{ name: one, value, pendingRestart: world.pending.has(name) }];
      }),
      ...world.madeWith,
      checksums: true,
      hbaErrors: [],
    }),
    RestartMember: async ({ onlyIfPending }) => {
      const { refusal, outcome, loses } = world.restart;
      if (refusal !== '') return { outcome: 'refused', words: refusal };
      if (onlyIfPending && !world.pending.has(name)) return { outcome: 'refused', words: 'restart conditions are not satisfied' };
      if (!loses) {
        restarted(world, host);
        changed('restart');
      }
      return { outcome, words: outcome === 'done' ? 'restarted successfully' : 'postgres is still starting' };
    },
    ReinitMember: async () => {
      if (world.leader === name) return { outcome: 'refused', words: 'I am the leader, can not reinitialize' };
      if (!world.restart.loses) {
        restarted(world, host);
        changed('copy of the leader');
      }
      return { outcome: 'done', words: 'reinitialize started' };
    },
    TakeLead: async () => {
      world.leader = name;
      world.orphaned = false;
      changed('leader');
      return { outcome: 'unknown', words: 'Failover status unknown' };
    },
    SetDrained: async ({ drained, forReboot }) => {
      const before = host.drained;
      const rebootFrom = forReboot ? (before?.rebootFrom ?? host.boot) : null;
      host.drained = drained ? { sinceMs: before?.sinceMs ?? 1000, rebootFrom } : null;
      return (before !== null) === drained && before?.rebootFrom === host.drained?.rebootFrom
        ? unchanged
        : changed(drained ? 'drained' : 'no longer drained');
    },
    Reboot: async ({ boot }) => {
      if (boot !== host.boot) return unchanged;
      const before = [...host.running];
      if (world.lostInReboot.has(name)) host.running.clear();
      else {
        host.boot = bootOf(Number(host.boot.slice(-12)) + 1);
        restarted(world, host);
        host.running.clear();
        setTimeout(() => {
          for (const program of before) host.running.add(program);
        }, 200);
      }
      return changed('reboot');
    },
    ReadSessions: async () => ({
      overNetwork: world.sessions,
      ...{ clients: 7, inTransaction: 2, longestSeconds: 90, prepared: 0, copiedBytes: 0, copyBytes: 0 },
      commitWaitSeconds: world.restart.commitWaitSeconds,
    }),
    EnsureDatabases: async ({ roles, databases }) => {
      const wanted = [...roles, ...databases].map((one) => one.name).filter((one) => !world.databases.includes(one));
      world.databases.push(...wanted);
      return wanted.length === 0 ? unchanged : changed(`databases ${wanted.join(' ')}`);
    },
    ReadLease: async () => {
      needConsul();
      return { run: world.lease?.run ?? '', holder: '', fence: world.lease?.fence ?? 0 };
    },
    HoldLease: async function* ({ run }, { signal }) {
      needConsul();
      if (world.mute.has(name)) return;
      if (world.lease !== null) throw new TamadaError({ code: 'locked', by: world.lease.run, next: 'wait' });
      world.lease = { run, fence: ++world.fences };
      try {
        yield { fence: world.liars.has(name) ? 8e15 : world.fences };
        await sleep(600_000, signal).catch(() => undefined);
      } finally {
        world.lease = null;
      }
    },
    ReadHistory: async () => ({ entries: world.history.map((entry) => ({ ...entry, atMs: 1 })) }),
    ReadSnapshot: async function* () {
      for (const content of world.snapshot) yield { content };
    },
    AppendHistory: async ({ run, kind, json }) => {
      needConsul();
      world.history.push({ run, kind, json });
      return changed('history');
    },
    ...simulatedBackups(world, host),
  };
}

const consulRestart = {
  ...{ kind: 'restart_unit', subject: 'consul.service', reason: 'runs with older files', difference: '' },
  ...{ origin: 'follows', edited: '' },
};

/** What differs is taken, and its names are said. What Patroni was made with, is there from the beginning. */
function patch(world: World, wanted: JsonObject): readonly string[] {
  const withoutArchive: JsonObject = { postgresql: { parameters: { archive_command: '/bin/true', archive_timeout: '5min' } } };
  const before = world.config ?? mergedConfig(withoutArchive, wanted);
  // Archiving is told by itself.
  const names = differing(wanted, before).names.filter((name) => !/archive_|recovery_conf/.test(name));
  world.config = withoutNulls(mergedConfig(before, wanted));
  if (names.some((name) => /max_connections|shared_buffers/.test(name)))
    for (const { name } of databaseNodes(world.topology)) world.pending.add(name);
  return names;
}

function withoutNulls(config: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(config), (_key, value: unknown) => value ?? undefined) as JsonObject;
}

function restarted(world: World, host: SimulatedHost): void {
  host.startedAtMs += 1000;
  world.pending.delete(host.node.name);
}

function applySteps(world: World, host: SimulatedHost, cargo: BundleCargo, _context: CallContext): readonly string[] {
  const { bundle, digest, start } = cargo;
  const confirmWithinMs = world.old.has(host.node.name) ? undefined : cargo.confirmWithinMs;
  const { active, running, node } = host;
  if (active !== null && bundle.generation < active.generation)
    throw new TamadaError({ code: 'generation_old', current: active.generation, got: bundle.generation });
  if (active !== null && bundle.generation === active.generation && digest !== active.digest)
    throw new TamadaError({ code: 'generation_conflict', generation: bundle.generation, current: active.digest, got: digest });
  const steps = active?.digest === digest ? [] : ['files'];
  if (world.edited.delete(node.name)) steps.push('put back');
  const back = host.confirmed?.generation ?? 0;
  const tried =
    confirmWithinMs !== undefined && back > 0 && back !== bundle.generation && (steps.length > 0 || host.trial?.state === 'armed');
  host.active = { generation: bundle.generation, digest };
  if (!tried) host.confirmed = host.active;
  host.trial = tried
    ? { generation: bundle.generation, backTo: back, state: 'armed', untilMs: Date.now() + confirmWithinMs, problem: '' }
    : null;
  for (const program of start) {
    if (running.has(program) || !bundle.units.some((unit) => unit.program === program)) continue;
    running.add(program);
    steps.push(`start ${program}`);
    if (program !== 'patroni') continue;
    if (world.staleInitialize) continue;
    if (world.leader === '') world.leader = node.name;
    host.established = true;
  }
  return steps;
}

function hostFacts({ node, packages }: SimulatedHost) {
  const programs = packages
    ? [
        { program: 'consul', version: '1.8.7' },
        { program: 'patroni', version: '3.0.2' },
        { program: 'postgres', version: '15.18' },
      ]
    : [];
  return {
    platform: 'debian',
    osName: 'Debian GNU/Linux',
    osVersion: '12',
    arch: 'x64',
    hostname: node.name,
    interface: { name: 'eth0', address: node.address, prefixLength: 24 },
    programs,
    cpus: 2,
    memoryBytes: 4 * 1024 ** 3,
  };
}
