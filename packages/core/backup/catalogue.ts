import * as z from 'zod';
import { absent } from '../foreign/index.ts';

/** What every backup tool has, in words of ours. Times in milliseconds since the epoch, positions as PostgreSQL writes them (0/3000060). */
export const backupSchema = z.object({
  /** The tool's own name for it. */
  id: z.string(),
  /** `incremental`: what changed since `parent`. */
  kind: z.enum(['full', 'incremental']),
  parent: absent(z.string()),
  /** `damaged`: the tool says that it cannot be trusted. `failed`: it did not become one. */
  state: z.enum(['ok', 'running', 'failed', 'damaged']),
  startedAtMs: z.number(),
  endedAtMs: absent(z.number()),
  startLsn: absent(z.string()),
  /** From here on a server that was started from it is consistent. */
  stopLsn: absent(z.string()),
  /** The timeline on which it was taken. */
  timeline: absent(z.number()),
  /** What it takes up in the catalogue; an incremental one alone, without its parents. */
  bytes: absent(z.number()),
  /** What a server takes up that is restored from it, with its tablespaces. */
  restoredBytes: absent(z.number()),
  /** No retention removes it before; null where it is not pinned. */
  pinnedUntilMs: absent(z.number()),
});
export type Backup = Readonly<z.infer<typeof backupSchema>>;

/** A tablespace that a backup holds: its number in PostgreSQL, and the folder where it was. */
export const tablespaceSchema = z.object({ id: z.string().regex(/^[0-9]{1,10}$/), place: z.string().startsWith('/') });
export type Tablespace = Readonly<z.infer<typeof tablespaceSchema>>;

/** Segments of one timeline in the archive. Names of segments, without what a tool puts behind them. */
const archivedTimelineSchema = z.object({
  timeline: z.number(),
  /** Where it came from; null for the first one, and where the archive has no history of it. */
  parent: absent(z.number()),
  /** The position at which it left its parent. */
  switchLsn: absent(z.string()),
  /** Null where the archive has its history and no segment yet. */
  first: absent(z.string()),
  last: absent(z.string()),
  segments: z.number(),
  bytes: z.number(),
  /** Missing between what is there, also at the end of a timeline that others continue: first and last segment of each gap. */
  holes: z.array(z.object({ from: z.string(), to: z.string() })).readonly(),
});
export type ArchivedTimeline = Readonly<z.infer<typeof archivedTimelineSchema>>;
export type Hole = ArchivedTimeline['holes'][number];

export const archiveSchema = z.object({ timelines: z.array(archivedTimelineSchema).readonly() });
export type Archive = Readonly<z.infer<typeof archiveSchema>>;

export const catalogueSchema = z.object({ backups: z.array(backupSchema).readonly(), archive: archiveSchema });
/** Backups with the newest first, timelines in their order. */
export type Catalogue = Readonly<z.infer<typeof catalogueSchema>>;

/** What a look through the whole catalogue found broken. `name` is a backup's id or a segment's name. */
export const damageSchema = z.object({ what: z.enum(['backup', 'segment']), name: z.string(), words: z.string() });
export type Damage = Readonly<z.infer<typeof damageSchema>>;

/** A tool may say the same twice; its last words on each count. */
export function eachOnce(damages: readonly Damage[]): readonly Damage[] {
  return [...new Map(damages.map((damage) => [`${damage.what} ${damage.name}`, damage])).values()];
}

/** What the tool would delete now, or what it has deleted. */
export const expirySchema = z.object({
  backups: z.array(z.string()).readonly(),
  /** For each timeline that loses segments: those that go, oldest and newest, and whether nothing of it stays. */
  wal: z.array(z.object({ timeline: z.number(), from: z.string(), to: z.string(), whole: z.boolean() })).readonly(),
});
export type Expiry = Readonly<z.infer<typeof expirySchema>>;
