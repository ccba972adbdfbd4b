import * as z from 'zod';
import { archiveSchema, backupSchema, backupTimers, backupTools } from '../backup/index.ts';
import { delayedSaidSchema, proofSchema } from '../jobs/index.ts';
import { absent, look } from './look.ts';

/** The catalogue in short: what it holds was read at `readAtMs`. */
export const catalogueSaidSchema = z.object({
  readAtMs: z.number(),
  /** How many, of any state. */
  backups: z.number(),
  newest: absent(backupSchema),
  lastGood: absent(backupSchema),
  archive: archiveSchema,
});

/** What a database host tells of its own archiving. */
export const archiverSaidSchema = z.object({
  /** A segment's name. */
  lastArchived: absent(z.string()),
  lastArchivedAtMs: absent(z.number()),
  /** Null while the newest attempt succeeded. `words` are the tool's. */
  failing: absent(z.object({ segment: z.string(), sinceMs: z.number(), words: z.string(), attempts: z.number() })),
  /** Complete segments that are not in the archive yet. */
  lagSegments: z.number(),
  /** In pg_wal, and free on its disk. */
  walBytes: z.number(),
  walFreeBytes: z.number(),
  /** Until no more than the reserve is free, at the present rate, while pushes fail. */
  fullInSeconds: absent(z.number()),
  /** Files that were let go without the archive, because no more than the reserve was free; until a push succeeds again. */
  letGo: absent(z.object({ first: z.string(), files: z.number() })),
  /** Segments that the archive has with another content. */
  conflicts: z.array(z.object({ segment: z.string(), seenAtMs: z.number(), words: z.string() })),
  /** What this host brought to the archive as a leader: the newest segment of each timeline. */
  pushed: z.array(z.object({ timeline: z.number(), upTo: z.string() })),
});
export type ArchiverSaid = Readonly<z.infer<typeof archiverSaidSchema>>;
export type CatalogueSaid = Readonly<z.infer<typeof catalogueSaidSchema>>;

/** Something that runs by itself, as systemd and the jobs tell of it. */
const timerSaidSchema = z.object({
  job: z.enum(backupTimers),
  /** Its timer runs. */
  active: z.boolean(),
  nextAtMs: absent(z.number()),
  /** When it ran last, by systemd. */
  lastAtMs: absent(z.number()),
  /** Of the newest job that it began and that has ended; `problem` is null where it is done. */
  last: absent(z.object({ id: z.string(), state: z.string(), endedAtMs: z.number(), problem: absent(z.string()) })),
  /** How many of those failed in a row, counted from the newest. */
  failures: z.number(),
});
export type TimerSaid = Readonly<z.infer<typeof timerSaidSchema>>;

const backupDiskSchema = z.object({
  holds: z.array(z.enum(['catalogue', 'delayed replica'])),
  path: z.string(),
  freeBytes: z.number(),
  totalBytes: z.number(),
  /** At the rate of the last days; null where it does not fill, or was not watched for long enough. */
  fullInSeconds: absent(z.number()),
});
export type BackupDisk = Readonly<z.infer<typeof backupDiskSchema>>;

/** What the backup host tells, but its jobs (core/jobs says what those are). */
export const backupSaidFields = {
  tool: z.enum(backupTools),
  catalogue: look(catalogueSaidSchema),
  lastProof: absent(proofSchema),
  /** Null where the topology has none. */
  delayed: absent(look(delayedSaidSchema)),
  timers: z.array(timerSaidSchema),
  /** Each once, also where both stand on one. */
  disks: z.array(backupDiskSchema),
};
