import type { Bundle } from '@tamada/core/bundle';
import type { Program } from '@tamada/core/facts';
import { noteBegun, noteFinished } from './journal-notes.ts';
import type { JournalState, Trial } from './journal.ts';
import { stepSubject, type Step, type StepKind } from './step.ts';

/** What an apply wants of its trial, and what the node would have to do. */
interface TrialWish {
  /** Null: the bundle is confirmed by being finished. */
  readonly withinMs: number | null;
  readonly generation: number;
  readonly start: readonly Program[];
  readonly steps: readonly Step[];
  /** The confirmed bundle is kept: there is something to go back to. */
  readonly canGoBack: boolean;
  readonly nowMs: number;
}

/**
 * The trial that an apply begins; null where finishing confirms. There is nothing to try where nothing changes, and no way back past the
 * making of a member.
 */
export function trialOf({ confirmed, trial, claim }: JournalState, wish: TrialWish): Trial | null {
  const { withinMs, generation, start, steps, canGoBack, nowMs } = wish;
  if (withinMs === null || !canGoBack || confirmed === null || confirmed.generation === generation) return null;
  if (claim !== null || steps.some(({ kind }) => kind === 'claim_data_directory' || kind === 'set_aside_data_directory')) return null;
  const pending = trial !== null && trial.state !== 'reverted' ? trial : null;
  if (steps.length === 0 && pending === null) return null;
  const touched = [...new Set([...(pending?.start ?? []), ...start])];
  return { generation, start: touched, withinMs, untilMs: nowMs + withinMs, state: 'armed', problem: '' };
}

/** The bundle is finished; on trial, it waits from now on to be confirmed. */
export function noteTried(journal: JournalState, bundle: Bundle, nowMs: number): JournalState {
  const { trial, confirmed } = journal;
  const finished = noteFinished(journal, bundle);
  if (!isArmed(trial)) return { ...finished, trial: null };
  return { ...finished, confirmed, trial: { ...trial, untilMs: nowMs + trial.withinMs } };
}

/** The bundle that was on trial stays. Unchanged where that one is not on trial, or is not finished. */
export function noteConfirmed(journal: JournalState, generation: number): JournalState {
  const { active, trial } = journal;
  if (active?.generation !== generation || !active.finished || trial === null || trial.state === 'reverted') return journal;
  return { ...journal, confirmed: { generation, digest: active.digest }, trial: null };
}

/** The way back to the confirmed bundle begins. */
export function noteGoingBack(journal: JournalState, bundle: Bundle, problem: string): JournalState {
  const { confirmed, trial } = journal;
  if (confirmed?.generation !== bundle.generation || trial === null) return journal;
  return { ...noteBegun(journal, bundle, confirmed.digest, trial.start), trial: { ...trial, problem } };
}

/** Why the node is on its way back; null where it is not. */
export function wayBack({ active, trial }: JournalState): string | null {
  return isArmed(trial) && active?.generation !== trial.generation ? trial.problem : null;
}

/** The node is back. */
export function noteReverted(journal: JournalState, bundle: Bundle, problem: string): JournalState {
  const { trial } = journal;
  return { ...noteFinished(journal, bundle), trial: trial === null ? null : { ...trial, state: 'reverted', problem } };
}

/** The node stays as it is until somebody applies something. */
export function noteHeld(journal: JournalState, problem: string): JournalState {
  return { ...journal, trial: journal.trial === null ? null : { ...journal.trial, state: 'held', problem } };
}

export function isArmed(trial: Trial | null): trial is Trial {
  return trial?.state === 'armed';
}

/** In these PostgreSQL runs, or what decides who leads. */
const neverRestarted = ['patroni', 'consul', 'tamada-delayed'].map((name) => `${name}.service`);

/** The first step that nobody takes without being asked; null where the node may go back by itself. */
export function tooMuchToRevert(steps: readonly Step[]): Step | null {
  return (
    steps.find((step) => dataKinds.includes(step.kind) || (runKinds.includes(step.kind) && neverRestarted.includes(stepSubject(step)))) ??
    null
  );
}

const dataKinds: readonly StepKind[] = ['set_aside_data_directory', 'claim_data_directory'];
const runKinds: readonly StepKind[] = ['start_unit', 'stop_unit', 'restart_unit'];
