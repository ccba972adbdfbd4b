import type { ClassDigests, JournalState, UnitRecord } from './journal.ts';

const unknown: UnitRecord = { loaded: null, placed: null, awaited: false };

/** What the running process has loaded; null where nobody knows. A process that was started after the files were placed has loaded them. */
export function loadedBy(record: UnitRecord | undefined, invocationId: string): ClassDigests | null {
  if (record === undefined) return null;
  const { placed, loaded } = record;
  return placed !== null && placed.invocationId !== invocationId ? { restart: placed.restart, reload: placed.reload } : loaded;
}

/** All files of a unit are in place; `invocationId` is the process that ran at that moment. */
export function notePlaced(journal: JournalState, unit: string, files: ClassDigests, invocationId: string): JournalState {
  const record = journal.units[unit] ?? unknown;
  if (record.placed?.restart === files.restart && record.placed.reload === files.reload) return journal;
  return withUnit(journal, unit, {
    ...record,
    loaded: loadedBy(record, invocationId),
    placed: { restart: files.restart, reload: files.reload, invocationId },
  });
}

/** The process has read its reloadable files again. */
export function noteReloaded(journal: JournalState, unit: string): JournalState {
  const record = journal.units[unit] ?? unknown;
  if (record.placed === null || record.loaded === null) return journal;
  return withUnit(journal, unit, { ...record, loaded: { restart: record.loaded.restart, reload: record.placed.reload } });
}

/** A start is about to happen (`true`), or the program was seen healthy after it (`false`). */
export function noteAwaited(journal: JournalState, unit: string, awaited: boolean): JournalState {
  return withUnit(journal, unit, { ...(journal.units[unit] ?? unknown), awaited });
}

function withUnit(journal: JournalState, unit: string, record: UnitRecord): JournalState {
  return { ...journal, units: { ...journal.units, [unit]: record } };
}
