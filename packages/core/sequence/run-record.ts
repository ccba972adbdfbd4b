import * as z from 'zod';
import { clusterRestoreSchema } from './cluster-restore.ts';

/** These bring bundles to nodes. */
const changingSequences = ['bootstrap', 'backup_setup', 'restore', 'apply'] as const;

const json = z.record(z.string(), z.json());

/** What a run brings to the cluster, as far as later runs must know of it: nobody can observe what was wanted. */
export const appliedSchema = z.object({
  /** What cannot be changed while the cluster runs, by its name in cluster.yaml. */
  fixed: json,
  /** Patroni's dynamic configuration, without what it says of archiving. */
  dynamic: json,
  /** Names of roles and databases. */
  made: z.array(z.string()),
});
export type Applied = Readonly<z.infer<typeof appliedSchema>>;

/** What a workspace keeps of a run: only what nobody can observe. Times in milliseconds since the epoch. */
export const runRecordSchema = z.object({
  id: z.string(),
  sequence: z.enum([...changingSequences, 'switchover', 'pause', 'resume', 'restart', 'reinit', 'failover', 'drain', 'undrain', 'reboot']),
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
  /** `paused`: it ended well, and was to do only a part. */
  result: z.enum(['running', 'done', 'failed', 'paused']),
  /** The phase in which it failed; empty otherwise. */
  phase: z.string(),
  /** Null until it has bundles, and for runs without. */
  applied: appliedSchema.nullish(),
  /** It is to do only a part of what is wanted. */
  partial: z.boolean().nullish(),
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
  drain: 'tamada node drain',
  undrain: 'tamada node undrain',
  reboot: 'tamada node reboot',
  restore: 'tamada restore --cluster',
  apply: 'tamada apply',
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
  return records.filter(({ sequence }) => isChanging(sequence)).toSorted((one, other) => one.startedAtMs - other.startedAtMs);
}

export function isChanging(sequence: string): boolean {
  return changingSequences.some((changing) => changing === sequence);
}
