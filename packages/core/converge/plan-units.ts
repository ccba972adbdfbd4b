import type { BundleUnit, Owner } from '@tamada/core/bundle';
import { programs, type Program } from '@tamada/core/facts';
import type { Desired } from './desired.ts';
import type { UnitDigests } from './journal.ts';
import type { Observed, ObservedUnit } from './observed.ts';
import { unitDigests } from './readers.ts';
import type { Plan, Step } from './step.ts';

const neverSeen: ObservedUnit = { active: 'inactive', enabled: false, read: null, awaited: false };
const runningStates = ['active', 'activating', 'reloading', 'refreshing'];

/** Units of the programs in `start`, in the programs' order; all others are left as they are. */
export function planUnits(desired: Desired, observed: Observed, start: readonly Program[]): Plan {
  // Its own units, timers, come with the first program: as long as nothing is started, nothing is started by itself either.
  const allowed = new Set<string>(start.length > 0 ? ['tamada', ...start] : []);
  const units = order.flatMap((program) => desired.units.filter((unit) => unit.program === program && allowed.has(program)));
  const steps: Step[] = [];
  for (const unit of units) {
    const plan = planUnit(unit, desired, observed);
    if (plan.kind === 'refused') return plan;
    steps.push(...plan.steps);
  }
  return { kind: 'steps', steps };
}

function planUnit(unit: BundleUnit, desired: Desired, observed: Observed): Plan {
  const seen = observed.units.get(unit.name) ?? neverSeen;
  const running = runningStates.includes(seen.active);
  if (!unit.running) return steps([...planStop(unit, running), ...planEnabled(unit, seen, unit.enabled)]);
  if (unit.program === 'delayed') return steps(running ? planDelayed(unit, seen, desired) : []);
  if (unit.program !== 'patroni') return steps([...planEnabled(unit, seen, unit.enabled), ...planRunning(unit, seen, running, desired)]);

  const member = planMember(observed, running);
  switch (member.kind) {
    case 'foreign':
      return { kind: 'refused', detail: { code: 'data_directory_foreign', path: member.path } };
    case 'working':
      return steps(planGate(unit, seen.awaited));
    case 'free':
      return steps([
        ...planEnabled(unit, seen, unit.enabled && member.established),
        ...member.before,
        ...planRunning(unit, seen, running, desired),
      ]);
  }
}

/** Only the job that restores it knows whether there is something to start. Where it was paused it stands again after a restart. */
function planDelayed({ name }: BundleUnit, { read }: ObservedUnit, desired: Desired): readonly Step[] {
  if (read === null) return [];
  const change = neededChange(read, unitDigests(desired, name));
  return change === 'none' ? [] : [{ kind: change === 'restart' ? 'restart_unit' : 'reload_unit', unit: name }];
}

function planStop(unit: BundleUnit, running: boolean): readonly Step[] {
  return running ? [{ kind: 'stop_unit', unit: unit.name }] : [];
}

function planEnabled(unit: BundleUnit, seen: ObservedUnit, enabled: boolean): readonly Step[] {
  if (seen.enabled === enabled) return [];
  return [{ kind: enabled ? 'enable_unit' : 'disable_unit', unit: unit.name }];
}

function planRunning(unit: BundleUnit, seen: ObservedUnit, running: boolean, desired: Desired): readonly Step[] {
  const { name } = unit;
  if (!running) return [{ kind: 'start_unit', unit: name }, ...planGate(unit, true)];
  const change = neededChange(seen.read, unitDigests(desired, unit.name));
  if (change === 'restart') return [{ kind: 'restart_unit', unit: name }, ...planGate(unit, true)];
  const reload: readonly Step[] = change === 'reload' ? [{ kind: 'reload_unit', unit: name }] : [];
  return [...reload, ...planGate(unit, seen.awaited)];
}

function neededChange(read: UnitDigests | null, wanted: UnitDigests): 'restart' | 'reload' | 'none' {
  if (read?.restart !== wanted.restart) return 'restart';
  return read.reload === wanted.reload ? 'none' : 'reload';
}

function planGate(unit: BundleUnit, awaited: boolean): readonly Step[] {
  const program = gatedPrograms.find((gated) => gated === unit.program);
  return awaited && program !== undefined ? [{ kind: 'await_healthy', unit: unit.name, program }] : [];
}

function steps(list: readonly Step[]): Plan {
  return { kind: 'steps', steps: list };
}

/** What the data directory allows to be done with the member's unit. */
export type MemberPlan =
  /** The member may be started after these steps; its unit starts with the host only when `established`. */
  | { readonly kind: 'free'; readonly before: readonly Step[]; readonly established: boolean }
  /** The member is being made right now: its unit is left alone. */
  | { readonly kind: 'working' }
  /** Somebody else's data. */
  | { readonly kind: 'foreign'; readonly path: string };

/** Data is safe: a filled directory is started only if its member has run, and renamed only if we claimed it and the member never ran. */
function planMember(observed: Observed, running: boolean): MemberPlan {
  const directory = observed.dataDirectory;
  if (directory === null) return { kind: 'free', before: [], established: true };
  const { path, content, usable, claimed, established } = directory;
  const claim: Step = { kind: 'claim_data_directory', path };
  // A running member empties its own directory when it is rebuilt.
  if (established && (running || content === 'filled')) return { kind: 'free', before: [], established: true };
  if (content !== 'filled') return { kind: 'free', before: claimed && usable ? [] : [claim], established: false };
  if (!claimed) return { kind: 'foreign', path };
  if (running) return { kind: 'working' };
  return { kind: 'free', before: [{ kind: 'set_aside_data_directory', path }, claim], established: false };
}

/** Order in which units are touched. */
const order: readonly Owner[] = ['tamada', ...programs];

/** Programs that are waited for after a start. */
const gatedPrograms: readonly Program[] = ['consul', 'patroni'];
