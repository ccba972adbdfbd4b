import * as z from 'zod';
import { clusterRestoreSchema } from './cluster-restore.ts';

/** What a workspace keeps of a run: only what nobody can observe. Times in milliseconds since the epoch. */
export const runRecordSchema = z.object({
  id: z.string(),
  sequence: z.enum(['bootstrap', 'restore']),
  startedAtMs: z.number(),
  /** Null while it runs, and forever if the coordinator died. */
  endedAtMs: z.number().nullable(),
  /** Digest of topology and templates. */
  inputs: z.string(),
  /** Checks of preflight whose failures the operator ignores. */
  ignored: z.array(z.string()),
  /** Of its bundles; 0 until it has one. */
  generation: z.number(),
  result: z.enum(['running', 'done', 'failed']),
  /** The phase in which it failed; empty otherwise. */
  phase: z.string(),
  /** What a run of `restore` restores; null for others. */
  restore: clusterRestoreSchema.nullable().default(null),
});
export type RunRecord = Readonly<z.infer<typeof runRecordSchema>>;

/** What an earlier run that did not end well hands on to this one. */
export interface Resumed {
  readonly record: RunRecord;
  readonly inputsDiffer: boolean;
}

/** The last run, if it is to be gone on with. */
export function resumedRun(records: readonly RunRecord[], inputs: string): Resumed | null {
  const last = records.toSorted((one, other) => one.startedAtMs - other.startedAtMs).at(-1);
  return last === undefined || last.result === 'done' ? null : { record: last, inputsDiffer: last.inputs !== inputs };
}
