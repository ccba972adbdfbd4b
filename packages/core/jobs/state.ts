import * as z from 'zod';
import { damageSchema, expirySchema, targetSchema } from '../backup/index.ts';
import { absent } from '../foreign/index.ts';
import { delayedSaidSchema, proofSchema } from './delayed-said.ts';
import { jobKinds, restoreId, type JobKind } from './spec.ts';

const kind = z.enum(jobKinds as [JobKind, ...JobKind[]]);

/** A data directory that was recovered and may become the cluster's: on which new timeline, from where on, its newest commit. */
const memberDoneSchema = z.object({ backup: z.string(), timeline: z.number(), lsn: absent(z.string()), atMs: absent(z.number()) });

/** How far the last restore of the cluster has come on a database host, as its agent and its job remember it. */
export const memberRecordSchema = z.discriminatedUnion('state', [
  /** What was there is gone from its place. */
  z.object({ restore: restoreId, state: z.literal('emptied') }),
  /** The job has filled the data directory and recovered it to its target. */
  z.object({ restore: restoreId, state: z.literal('recovered'), done: memberDoneSchema }),
  /** It is the cluster's. */
  z.object({ restore: restoreId, state: z.literal('adopted'), done: memberDoneSchema }),
]);
export type MemberRecord = Readonly<z.infer<typeof memberRecordSchema>>;

/** A server that `restore` has made on a node, for as long as nobody removes it. */
export const restoredSchema = z.object({
  directory: z.string(),
  /** 0: it was not started. */
  port: z.number(),
  backup: z.string(),
  madeAtMs: z.number(),
});
export type Restored = Readonly<z.infer<typeof restoredSchema>>;

/** What came of a job that is done: the part of its kind is set. */
export const jobDoneSchema = z.object({
  backup: absent(z.object({ id: z.string(), damaged: z.boolean(), source: z.string() })),
  verify: absent(z.object({ damage: z.array(damageSchema) })),
  expire: absent(z.object({ dryRun: z.boolean(), ...expirySchema.shape })),
  prove: absent(proofSchema),
  restore: absent(
    z.object({
      backup: z.string(),
      directory: z.string(),
      /** 0 and an empty socket: it was not started. */
      port: z.number(),
      socket: z.string(),
      /** Where recovery ended, and the newest commit that it holds. */
      lsn: absent(z.string()),
      atMs: absent(z.number()),
    }),
  ),
  member: absent(memberDoneSchema),
  send: absent(z.object({ backup: z.string(), directory: z.string() })),
  rebuild: absent(delayedSaidSchema),
  /** `said`: PostgreSQL's own words of where it stopped. */
  advance: absent(z.object({ lsn: z.string(), atMs: absent(z.number()), xid: absent(z.string()), said: z.string() })),
  find: absent(
    z.object({
      drops: z.array(
        z.object({
          xid: z.string(),
          commitLsn: z.string(),
          committedAtMs: z.number(),
          /** Of its AccessExclusiveLock: replayed long before the commit where the transaction was long. */
          lockLsn: z.string(),
          /** Everything before the lock is there, and the table can be read. */
          target: targetSchema,
        }),
      ),
      /** Positions. */
      searchedFrom: z.string(),
      searchedTo: z.string(),
    }),
  ),
  dump: absent(z.object({ path: z.string(), bytes: z.number() })),
});

const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled', 'lost'] as const;

/** A job as it is now. Times in milliseconds since the epoch. */
export const jobStateSchema = z.object({
  id: z.string(),
  kind,
  /** `lost`: it is not there any more and left no word, as after a power loss. */
  state: z.enum(jobStates),
  /** What it is to do, for people. */
  subject: z.string(),
  /** The caller's name, or `timer`. */
  askedBy: z.string(),
  askedAtMs: z.number(),
  startedAtMs: absent(z.number()),
  endedAtMs: absent(z.number()),
  /** 0 to 100; null where nobody knows. */
  percent: absent(z.number()),
  /** What it does now, for people; empty at rest. */
  doing: z.string(),
  /** What the operator should know, also where it went well. */
  notes: z.array(z.string()),
  /** `code` is one of ErrorDetail's. */
  failure: absent(z.object({ code: z.string(), problem: z.string(), next: z.string() })),
  done: absent(jobDoneSchema),
});
export type JobState = Readonly<z.infer<typeof jobStateSchema>>;
export type JobDone = Readonly<z.infer<typeof jobDoneSchema>>;

/** Whether the job goes on no more. */
export function hasEnded({ state }: Pick<JobState, 'state'>): boolean {
  return state !== 'queued' && state !== 'running';
}

/** Nothing of any kind: a body adds its own. */
export const nothingDone: JobDone = {
  backup: null,
  verify: null,
  expire: null,
  prove: null,
  restore: null,
  member: null,
  send: null,
  rebuild: null,
  advance: null,
  find: null,
  dump: null,
};
