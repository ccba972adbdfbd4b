import * as z from 'zod';
import { targetRule } from '../jobs/index.ts';

/** What a restore of the cluster is to do: the same on every resumed run, whatever the archive has got meanwhile. */
export const clusterRestoreSchema = z.object({
  /** The run that began it. */
  id: z.string(),
  /** As it was written. */
  to: z.string().nullable(),
  backup: z.string(),
  /** The one that is followed to the target. */
  timeline: z.number(),
  /** The member that is restored; the others are copied from it. */
  member: z.string(),
  keepOldData: z.boolean(),
  /** Folders of the backup's tablespaces; a run of an earlier version knows none. */
  tablespaces: z.array(z.string()).default([]),
  target: targetRule,
});
export type ClusterRestore = Readonly<z.infer<typeof clusterRestoreSchema>>;
