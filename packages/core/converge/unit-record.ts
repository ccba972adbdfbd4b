import type { ClassDigests, JournalState, UnitRecord } from './journal.ts';

const unknown: UnitRecord = { read: null, placed: null, awaited: false };

/** What the process with this invocation id has read; null where nobody knows. One that started after the files were placed has read them. */
export function loadedBy(record: UnitRecord | undefined, invocationId: string): ClassDigests | null {
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
export function noteWriting(journal: JournalState, unit: string, invocationId: string, trusted: boolean): JournalState {
  const record = journal.units[unit] ?? unknown;
  const loaded = trusted || record.placed?.invocationId === invocationId ? loadedBy(record, invocationId) : null;
  return withUnit(journal, unit, { ...record, read: loaded === null ? null : { ...loaded, invocationId }, placed: null });
}

/** All files of the unit are in place; `invocationId` is the process that runs at this moment. */
export function notePlaced(journal: JournalState, unit: string, files: ClassDigests, invocationId: string): JournalState {
  const record = journal.units[unit] ?? unknown;
  if (record.placed?.restart === files.restart && record.placed.reload === files.reload) return journal;
  const loaded = loadedBy(record, invocationId);
  const read = loaded === null ? null : { ...loaded, invocationId };
  return withUnit(journal, unit, { ...record, read, placed: { ...files, invocationId } });
}

function digestsOf({ restart, reload }: ClassDigests): ClassDigests {
  return { restart, reload };
}

function withUnit(journal: JournalState, unit: string, record: UnitRecord): JournalState {
  return { ...journal, units: { ...journal.units, [unit]: record } };
}
