import type { BundleDirectory, BundleUnit } from '@tamada/core/bundle';
import type {
  Desired,
  DesiredFile,
  JournalState,
  Observed,
  ObservedDataDirectory,
  ObservedDirectory,
  ObservedFile,
  Step,
} from '@tamada/core/converge';
import {
  emptyJournal,
  readBy,
  noteAwaited,
  noteClaim,
  noteBeforeFiles,
  noteEstablished,
  noteFilesPlaced,
  noteReloaded,
  planFiles,
  planUnits,
} from '@tamada/core/converge';
import type { Program } from '@tamada/core/facts';

interface Unit {
  readonly active: string;
  readonly enabled: boolean;
  readonly invocationId: string;
}

/** A node as plain data: what an agent would see, and what it remembers. */
export interface World {
  readonly directories: ReadonlyMap<string, ObservedDirectory>;
  readonly files: ReadonlyMap<string, ObservedFile>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly content: ObservedDataDirectory['content'];
  readonly usable: boolean;
  readonly journal: JournalState;
  /** Invocation ids given so far. */
  readonly starts: number;
  /** What each unit's process has really read: digests by path. The planner does not see it. */
  readonly processes: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export const dataDirectory = '/data/main';
export const emptyWorld: World = {
  directories: new Map(),
  files: new Map(),
  units: new Map(),
  content: 'absent',
  usable: true,
  journal: emptyJournal,
  starts: 0,
  processes: new Map(),
};

export function look({ directories, files, units, content, usable, journal }: World): Observed {
  return {
    directories,
    files,
    ours: Object.keys(journal.files),
    units: new Map(
      [...units].map(([name, { active, enabled, invocationId }]) => [
        name,
        { active, enabled, read: readBy(journal.units[name], invocationId), awaited: journal.units[name]?.awaited ?? false },
      ]),
    ),
    sysusers: journal.sysusers,
    tmpfiles: journal.tmpfiles,
    systemd: journal.systemd,
    dataDirectory: {
      path: dataDirectory,
      folder: null,
      content,
      usable,
      claimed: journal.claim !== null,
      established: journal.established !== null,
    },
  };
}

/** What the executors do, done to the data. */
function act(world: World, step: Step, desired: Desired): World {
  const { journal } = world;
  switch (step.kind) {
    case 'make_directory':
      return { ...world, directories: new Map([...world.directories, [step.path, metadata(step)]]) };
    case 'write_file': {
      const file = desired.files.find(({ path }) => path === step.path)!;
      return { ...world, files: new Map([...world.files, [step.path, { ...metadata(file), digest: file.digest }]]) };
    }
    case 'correct_metadata': {
      const file = world.files.get(step.path);
      return file === undefined
        ? { ...world, directories: new Map([...world.directories, [step.path, metadata(step)]]) }
        : { ...world, files: new Map([...world.files, [step.path, { ...metadata(step), digest: file.digest }]]) };
    }
    case 'remove_file':
      return { ...world, files: new Map([...world.files].filter(([path]) => path !== step.path)) };
    case 'run_sysusers':
      return { ...world, journal: { ...journal, sysusers: step.digest } };
    case 'run_tmpfiles':
      return { ...world, journal: { ...journal, tmpfiles: step.digest } };
    case 'daemon_reload':
      return { ...world, journal: { ...journal, systemd: step.digest } };
    case 'set_aside_data_directory':
      return { ...world, content: 'absent' };
    case 'claim_data_directory':
      return { ...world, usable: true, journal: noteClaim(journal, step.path, 1) };
    case 'enable_unit':
      return withUnit(world, step.unit, { enabled: true });
    case 'disable_unit':
      return withUnit(world, step.unit, { enabled: false });
    case 'stop_unit':
      return withUnit(world, step.unit, { active: 'inactive' });
    case 'start_unit':
    case 'restart_unit':
      return { ...started(world, step.unit), journal: noteAwaited(journal, step.unit, true) };
    case 'reload_unit':
      return { ...reloaded(world, step.unit, desired), journal: noteReloaded(journal, step.unit) };
    case 'await_healthy':
      return { ...world, journal: noteAwaited(journal, step.unit, false) };
  }
}

function finished(world: World, desired: Desired): World {
  const ours = Object.entries(world.journal.files).filter(([path]) => desired.files.some((file) => file.path === path));
  return { ...world, journal: { ...world.journal, files: Object.fromEntries(ours) } };
}

/** Somebody writes another content. */
export function tampered(world: World, path: string, digest: string): World {
  const file = world.files.get(path);
  return file === undefined ? world : { ...world, files: new Map([...world.files, [path, { ...file, digest }]]) };
}

/** A process starts, whoever started it. */
export function started(world: World, unit: string): World {
  const starts = world.starts + 1;
  const processes = new Map([...world.processes, [unit, digests(world)]]);
  return { ...withUnit(world, unit, { active: 'active', invocationId: `start-${starts}` }), starts, processes };
}

/** A process reads again what it can read again. */
function reloaded(world: World, unit: string, desired: Desired): World {
  const before = world.processes.get(unit) ?? new Map<string, string>();
  const fixed = new Set(desired.files.filter(({ readers }) => readers.restart !== null).map(({ path }) => path));
  const read = new Map([...[...digests(world)].filter(([path]) => !fixed.has(path)), ...[...before].filter(([path]) => fixed.has(path))]);
  return { ...world, processes: new Map([...world.processes, [unit, read]]) };
}

function digests(world: World): ReadonlyMap<string, string> {
  return new Map([...world.files].map(([path, { digest }]) => [path, digest]));
}

/** Files that the unit's process has not read as they should be. */
export function unread(world: World, unit: string, desired: Desired, when: 'restart' | 'reload'): readonly string[] {
  const read = world.processes.get(unit);
  const files = desired.files.filter(({ readers }) => readers.unit === unit && readers[when] !== null);
  return files.filter(({ path, digest }) => read?.get(path) !== digest).map(({ path }) => path);
}

export function established(world: World): World {
  return { ...world, content: 'filled', journal: noteEstablished(world.journal, dataDirectory, '7', 2) };
}

export interface Convergence {
  readonly world: World;
  readonly steps: readonly Step[];
  readonly refused: boolean;
  /** Units that were restarted although their process had read everything. */
  readonly needless: readonly string[];
}

/** The agent's loop; `crashAfter` ends it after that many steps, between a step and what the journal learns next. */
export function converge(from: World, desired: Desired, start: readonly Program[], crashAfter = Infinity): Convergence {
  const taken: Step[] = [];
  const needless: string[] = [];
  let world = from;
  for (let round = 0; round < 20; round += 1) {
    const files = planFiles(desired, look(world));
    const invocations = new Map([...world.units].map(([name, { invocationId }]) => [name, invocationId]));
    const journal =
      files.length > 0
        ? noteBeforeFiles(world.journal, desired, look(world), files, invocations)
        : noteFilesPlaced(world.journal, desired, invocations);
    world = { ...world, journal };
    const plan = planUnits(desired, look(world), start);
    if (plan.kind === 'refused') return { world, steps: taken, refused: true, needless };
    const next = files.length > 0 ? files : plan.steps;
    if (next.length === 0) return { world: finished(world, desired), steps: taken, refused: false, needless };
    for (const step of next) {
      if (taken.length >= crashAfter) return { world, steps: taken, refused: false, needless };
      if (step.kind === 'restart_unit' && unread(world, step.unit, desired, 'restart').length === 0) needless.push(step.unit);
      world = act(world, step, desired);
      taken.push(step);
    }
  }
  throw new Error(`does not settle: ${JSON.stringify(taken.slice(-5))}`);
}

export function kinds(steps: readonly Step[]): readonly string[] {
  return steps.map(({ kind }) => kind);
}

export function desiredOf(parts: Partial<Desired>): Desired {
  return { directories: [], files: [], units: [], ...parts };
}

export function desiredFile(path: string, digest: string, readers: Partial<DesiredFile['readers']> = {}): DesiredFile {
  const none = { unit: null, restart: null, reload: null, sysusers: false, tmpfiles: false, systemd: false };
  return { path, program: 'consul', owner: 'root', group: 'root', mode: 0o600, digest, readers: { ...none, ...readers } };
}

export function restartFile(path: string, digest: string, unit = 'consul.service'): DesiredFile {
  return desiredFile(path, digest, { unit, restart: digest });
}

export function reloadFile(path: string, digest: string, unit = 'consul.service'): DesiredFile {
  return desiredFile(path, digest, { unit, reload: digest });
}

export function directory(path: string): BundleDirectory {
  return { path, program: 'consul', owner: 'root', group: 'root', mode: 0o755 };
}

export const consulUnit: BundleUnit = { name: 'consul.service', program: 'consul', running: true, enabled: true };
export const patroniUnit: BundleUnit = { name: 'patroni.service', program: 'patroni', running: true, enabled: true };

function withUnit(world: World, name: string, change: Partial<Unit>): World {
  const before = world.units.get(name) ?? { active: 'inactive', enabled: false, invocationId: '' };
  return { ...world, units: new Map([...world.units, [name, { ...before, ...change }]]) };
}

function metadata({ owner, group, mode }: ObservedDirectory): ObservedDirectory {
  return { owner, group, mode };
}
