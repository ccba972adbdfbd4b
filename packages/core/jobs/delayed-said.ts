import * as z from 'zod';
import { targetSchema } from '../backup/index.ts';
import { absent } from '../foreign/index.ts';

/** The last proof that ended: a backup that was restored, started and looked at. `problem` is null where it was good. */
export const proofSchema = z.object({
  backup: z.string(),
  atMs: z.number(),
  tookMs: z.number(),
  good: z.boolean(),
  problem: absent(z.string()),
});

const delayedStates = [
  /** It follows, later by its delay. */
  'replaying',
  'pausing',
  'paused',
  /** Stands where an advance has brought it. */
  'at_target',
  /** Needs WAL that is not in the archive: nothing new has come, or there is a hole. */
  'waiting',
  'starting',
  'stopped',
  /** No replica any more. */
  'promoted',
  /** Was never made. */
  'absent',
] as const;

/** The delayed replica as it stands now. Times in milliseconds since the epoch. */
export const delayedSaidSchema = z.object({
  state: z.enum(delayedStates),
  replaying: z.boolean(),
  /** Age of the newest commit that it shows. */
  behindSeconds: absent(z.number()),
  replayLsn: absent(z.string()),
  timeline: absent(z.number()),
  /** When the newest commit that it shows was made. */
  replayedAtMs: absent(z.number()),
  /** From where to where it can still be moved: its newest commit, and the newest segment in the archive. */
  runway: absent(z.object({ fromMs: z.number(), toMs: z.number() })),
  /** `hole`: the archive has later segments than this one. */
  waitsFor: absent(z.object({ segment: z.string(), sinceMs: z.number(), hole: z.boolean() })),
  /** Of the last advance; null while it follows. */
  target: absent(targetSchema),
  /** Why it is stopped, in PostgreSQL's words. */
  problem: absent(z.string()),
  port: z.number(),
  /** As the topology wants it. */
  delaySeconds: z.number(),
});

export type DelayedSaid = Readonly<z.infer<typeof delayedSaidSchema>>;
export type BackupProof = Readonly<z.infer<typeof proofSchema>>;
