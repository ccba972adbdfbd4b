import type { Desired } from './desired.ts';
import type { UnitDigests, JournalState, UnitRecord } from './journal.ts';
import type { Observed } from './observed.ts';
import { unitDigests } from './readers.ts';
import type { Step } from './step.ts';

const unknown: UnitRecord = { read: null, placed: null, awaited: false };

/** What the process with this invocation id has read; null where nobody knows. One that started after the files were placed has read them. */
export function readBy(record: UnitRecord | undefined, invocationId: string): UnitDigests | null {
  if (record === undefined) return null;
  const { placed, read } = record;
  if (placed !== null && placed.invocationId !== invocationId) return digestsOf(placed);
  return read?.invocationId === invocationId ? digestsOf(read) : null;
}

/** The process has read its reloadable files again. */
export function noteReloaded(journal: JournalState, unit: string): JournalState {
  const record = journal.units[unit] ?? unknown;
  if (record.placed === null || record.read === null) return journal;
  return withUnit(journal, unit, { ...record, read: { ...record.read, reload: record.placed.reload } });
}

/** A start is about to happen (`true`), or the program was seen healthy after it (`false`). */
export function noteAwaited(journal: JournalState, unit: string, awaited: boolean): JournalState {
  return withUnit(journal, unit, { ...(journal.units[unit] ?? unknown), awaited });
}

/** Files of the unit are about to be written. `trusted`: what stands there now is what we put there, or the process is older than that. */
function noteWriting(journal: JournalState, unit: string, invocationId: string, trusted: boolean): JournalState {
  const record = journal.units[unit] ?? unknown;
  const known = trusted || record.placed?.invocationId === invocationId ? readBy(record, invocationId) : null;
  return withUnit(journal, unit, { ...record, read: known === null ? null : { ...known, invocationId }, placed: null });
}

/** All files of the unit are in place; `invocationId` is the process that runs at this moment. */
function notePlaced(journal: JournalState, unit: string, files: UnitDigests, invocationId: string): JournalState {
  const record = journal.units[unit] ?? unknown;
  if (record.placed?.restart === files.restart && record.placed.reload === files.reload) return journal;
  const known = readBy(record, invocationId);
  const read = known === null ? null : { ...known, invocationId };
  return withUnit(journal, unit, { ...record, read, placed: { ...files, invocationId } });
}

function digestsOf({ restart, reload }: UnitDigests): UnitDigests {
  return { restart, reload };
}

function withUnit(journal: JournalState, unit: string, record: UnitRecord): JournalState {
  return { ...journal, units: { ...journal.units, [unit]: record } };
}

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
