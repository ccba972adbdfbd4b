import * as z from 'zod';
import { targetSchema } from '../backup/index.ts';
import { proofSchema } from './delayed-said.ts';

/** What the backup host remembers beside the tool's own catalogue. */
export const backupMemorySchema = z.strictObject({
  /** Backup → until when it stays, in milliseconds since the epoch. */
  pins: z.record(z.string(), z.number()),
  /** Backups that a look through the catalogue found broken: the tool itself does not mark them. */
  damaged: z.array(z.string()),
  lastProof: proofSchema.nullable(),
});
export type BackupMemory = Readonly<z.infer<typeof backupMemorySchema>>;

export const emptyMemory: BackupMemory = { pins: {}, damaged: [], lastProof: null };

/** What stands in a job's folder beside its order. `process`: who works on it, null before it was begun. */
export const jobProcessSchema = z.strictObject({ pid: z.number(), startTicks: z.string(), boot: z.string() });
export type JobProcess = Readonly<z.infer<typeof jobProcessSchema>>;

/** Why the delayed replica does not follow: it was paused there, or moved there. */
export const haltSchema = z.object({ why: z.enum(['paused', 'advanced']), target: targetSchema });
export type Halt = Readonly<z.infer<typeof haltSchema>>;
