import * as z from 'zod';
import { archiveSchema, backupSchema, backupTools } from '../backup/index.ts';
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
});
export type ArchiverSaid = Readonly<z.infer<typeof archiverSaidSchema>>;
export type CatalogueSaid = Readonly<z.infer<typeof catalogueSaidSchema>>;

/** What the backup host tells, but its jobs (core/jobs says what those are). */
export const backupSaidFields = {
  tool: z.enum(backupTools),
  catalogue: look(catalogueSaidSchema),
  lastProof: absent(proofSchema),
  /** Null where the topology has none. */
  delayed: absent(look(delayedSaidSchema)),
};
