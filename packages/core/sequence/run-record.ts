import * as z from 'zod';
import { clusterRestoreSchema } from './cluster-restore.ts';

/** What a workspace keeps of a run: only what nobody can observe. Times in milliseconds since the epoch. */
export const runRecordSchema = z.object({
  id: z.string(),
  sequence: z.enum(['bootstrap', 'backup_setup', 'switchover', 'pause', 'resume', 'restart', 'reinit', 'failover', 'restore']),
  startedAtMs: z.number(),
  /** Null while it runs, and forever if the coordinator died. */
  endedAtMs: z.number().nullable(),
  /** Digest of topology and templates. */
  inputs: z.string(),
  /** Checks of preflight whose failures the operator ignores. */
  ignored: z.array(z.string()),
  /** Of its bundles; 0 until it has one. */
  generation: z.number(),
  /** Of its bundles, by node; none until it has them. */
  digests: z.record(z.string(), z.string()).default({}),
  result: z.enum(['running', 'done', 'failed']),
  /** The phase in which it failed; empty otherwise. */
  phase: z.string(),
  /** What a run of `restore` restores; null for others. */
  restore: clusterRestoreSchema.nullish(),
});
export type RunRecord = Readonly<z.infer<typeof runRecordSchema>>;

/** What the operator types to begin such a run, and to go on with it. */
export const runCommands: Readonly<Record<RunRecord['sequence'], string>> = {
  bootstrap: 'tamada bootstrap',
  backup_setup: 'tamada backup setup',
  switchover: 'tamada switchover',
  pause: 'tamada pause',
  resume: 'tamada resume',
  restart: 'tamada restart',
  reinit: 'tamada reinit',
  failover: 'tamada failover',
  restore: 'tamada restore --cluster',
};

/** What an earlier run that did not end well hands on to this one. */
export interface Resumed {
  readonly record: RunRecord;
  readonly inputsDiffer: boolean;
}

/** The last run, if it is to be gone on with. */
export function resumedRun(records: readonly RunRecord[], inputs: string): Resumed | null {
  const last = inOrder(records).at(-1);
  return last === undefined || last.result === 'done' ? null : { record: last, inputsDiffer: last.inputs !== inputs };
}

/** The runs of this sequence, since the last of all that ended well: what they brought to nodes may be corrected. */
export function unfinishedRuns(records: readonly RunRecord[], sequence: RunRecord['sequence']): readonly RunRecord[] {
  const ordered = inOrder(records);
  const done = ordered.findLastIndex(({ result }) => result === 'done');
  return ordered.slice(done + 1).filter((record) => record.sequence === sequence);
}

/** Those that bring bundles to nodes. */
function inOrder(records: readonly RunRecord[]): readonly RunRecord[] {
  return records
    .filter(({ sequence }) => ['bootstrap', 'backup_setup', 'restore'].includes(sequence))
    .toSorted((one, other) => one.startedAtMs - other.startedAtMs);
}
