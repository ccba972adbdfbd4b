import * as z from 'zod';
import { duration, section } from './values.ts';

export const backupSchema = section({
  source: z.string().meta({ description: 'The database node that backups are taken from.', examples: ['pg-a1-2'] }),
  delayedReplica: z
    .strictObject({
      delay: duration.meta({ description: 'How far it stays behind: a whole number with s, m, h or d.', examples: ['1d'] }),
    })
    .nullish()
    .meta({ description: 'A replica on the backup host that stays behind the cluster. The default is none.', examples: [{ delay: '1d' }] }),
}).meta({ description: 'Backups on the node with the role backup. The default is none.', examples: [{ source: 'pg-a1-2' }] });
