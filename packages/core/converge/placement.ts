import { unitDigests } from './class-digests.ts';
import type { Desired } from './desired.ts';
import type { JournalState } from './journal.ts';
import type { Observed } from './observed.ts';
import type { Step } from './step.ts';
import { notePlaced, noteWriting } from './unit-record.ts';

/** Which process runs behind each unit: invocation ids by unit name. */
export type Invocations = ReadonlyMap<string, string>;

/** To be remembered before files are written: a process that starts from now on may read any mixture of old and new. */
export function noteBeforeFiles(
  journal: JournalState,
  desired: Desired,
  observed: Observed,
  steps: readonly Step[],
  invocations: Invocations,
): JournalState {
  const written = new Set(steps.flatMap((step) => (step.kind === 'write_file' ? [step.path] : [])));
  const units = new Set(desired.files.flatMap(({ path, readers }) => (written.has(path) && readers.unit !== null ? [readers.unit] : [])));
  return [...units].reduce((state, unit) => {
    const files = desired.files.filter(({ path, readers }) => readers.unit === unit && (journal.files[path] ?? '') !== '');
    const untouched = files.every(({ path }) => observed.files.get(path)?.digest === journal.files[path]);
    return noteWriting(state, unit, invocations.get(unit) ?? '', untouched);
  }, journal);
}

/** To be remembered when all files are in place. */
export function noteFilesPlaced(journal: JournalState, desired: Desired, invocations: Invocations): JournalState {
  const files = { ...journal.files, ...Object.fromEntries(desired.files.map(({ path, digest }) => [path, digest])) };
  return desired.units.reduce((state, { name }) => notePlaced(state, name, unitDigests(desired, name), invocations.get(name) ?? ''), {
    ...journal,
    files,
  });
}
