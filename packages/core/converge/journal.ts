import { programs } from '@tamada/core/facts';
import * as z from 'zod';

const unitDigestsSchema = z.object({ restart: z.string(), reload: z.string() });
/** Digest of the files that a unit reads at its start only, and of those that it reads again on reload. */
export type UnitDigests = Readonly<z.infer<typeof unitDigestsSchema>>;

const processReadSchema = unitDigestsSchema.extend({ invocationId: z.string() });

const unitRecordSchema = z.object({
  /** What this process has read; null where nobody knows. */
  read: processReadSchema.nullable(),
  /** The files in place, and which process ran when they came. Any later one has read them. Null while they are written. */
  placed: processReadSchema.nullable(),
  /** It was started by us and has not been seen healthy since. */
  awaited: z.boolean(),
});
export type UnitRecord = Readonly<z.infer<typeof unitRecordSchema>>;

const generationMarkSchema = z.object({ generation: z.int().min(0), digest: z.string() });

const trialSchema = z.object({
  /** What is on trial; the node goes back to the confirmed bundle. */
  generation: z.int().min(0),
  /** Programs whose units the trial may have touched. */
  start: z.array(z.enum(programs)).readonly(),
  withinMs: z.number(),
  untilMs: z.number(),
  /** `held`: it cannot go back by itself. `reverted`: it went back. */
  state: z.enum(['armed', 'held', 'reverted']),
  /** Why it went back, goes back, or cannot; else empty. */
  problem: z.string(),
});
export type Trial = Readonly<z.infer<typeof trialSchema>>;

/** Absolute, without a way back up. */
const pathSchema = z
  .string()
  .regex(/^(?:\/[^/\0]+)+$/)
  .refine((path) => !path.split('/').some((name) => name === '.' || name === '..'));

/** What an agent remembers: everything that it cannot find out by looking at the node. Times in milliseconds since the epoch. */
export const journalSchema = z.object({
  version: z.literal(1),
  /** The last lease number that came with a change and that Consul bore out. */
  fence: z.number(),
  /** The last bundle that was begun, the programs whose units it may touch, and whether no step of it is left. */
  active: generationMarkSchema.extend({ start: z.array(z.enum(programs)).readonly(), finished: z.boolean() }).nullable(),
  /** The last bundle that was finished, and confirmed where it was on trial. While it is applied again it stays what it is. */
  confirmed: generationMarkSchema.nullable(),
  /** Of a bundle that is not confirmed by being finished, and what came of it; null where the last one was confirmed. */
  trial: trialSchema.nullable().default(null),
  /** Files that are ours, with their digests as they were last in place; empty for one that was only begun. */
  files: z.record(pathSchema, z.string()),
  /** Digests of the files that systemd-sysusers, systemd-tmpfiles and systemd have last read. */
  sysusers: z.string(),
  tmpfiles: z.string().default(''),
  systemd: z.string(),
  units: z.record(z.string(), unitRecordSchema),
  claim: z.object({ path: pathSchema, at: z.number() }).nullable(),
  established: z.object({ path: pathSchema, systemId: z.string(), at: z.number() }).nullable(),
  /** Since when the host is drained; `boot`: it is to be rebooted, out of the boot of that id. */
  drained: z.object({ at: z.number(), boot: z.string().nullable() }).nullable().default(null),
});
export type JournalState = Readonly<z.infer<typeof journalSchema>>;

export const emptyJournal: JournalState = {
  version: 1,
  fence: 0,
  active: null,
  confirmed: null,
  trial: null,
  files: {},
  sysusers: '',
  tmpfiles: '',
  systemd: '',
  units: {},
  claim: null,
  established: null,
  drained: null,
};
