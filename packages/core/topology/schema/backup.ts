import * as z from 'zod';
import { calendarPattern } from '../calendar.ts';
import { defaults } from '../defaults.ts';
import { duration, port, section, size } from './values.ts';

const { tool, delayedPort, schedule, retention, walReserve } = defaults.backup;

const calendar = z.string().regex(calendarPattern, {
  error: 'is no calendar time: `never`, `daily`, or days, date and time such as `Mon..Sat *-*-* 01:00`',
});

const at = (what: string, usual: string) => calendar.nullish().meta({ description: `When ${what}.`, default: usual });

export const backupSchema = section({
  tool: z.enum(['pg_probackup', 'pgbackrest']).nullish().meta({ description: 'The program that makes backups.', default: tool }),
  source: z.string().meta({ description: 'The database node that backups are taken from.', examples: ['pg-a1-2'] }),
  delayedReplica: z
    .strictObject({
      delay: duration.meta({ description: 'How far it stays behind: a whole number with s, m, h or d.', examples: ['1d'] }),
      port: port.nullish().meta({ description: 'TCP port of this PostgreSQL.', default: delayedPort }),
    })
    .nullish()
    .meta({ description: 'A replica on the backup host that stays behind the cluster. The default is none.', examples: [{ delay: '1d' }] }),
  port: port.nullish().meta({
    description:
      'TCP port of the tool on the backup host and on database nodes. The default is 10022 with pg_probackup (an sshd of our own), 8432 with pgbackrest.',
    examples: [8432],
  }),
  schedule: section({
    full: at('a full backup is made', schedule.full),
    incremental: at('a backup of what has changed is made', schedule.incremental),
    verify: at('all checksums of the catalogue are read', schedule.verify),
    prove: at('the newest backup is restored, started and looked at', schedule.prove),
    expire: at('what retention does not keep is removed', schedule.expire),
  }).meta({ description: 'When timers run, as systemd’s OnCalendar in the host’s time zone; `never` for not at all.' }),
  retention: section({
    fulls: z.int().min(1).max(1000).nullish().meta({ description: 'How many full backups stay at least.', default: retention.fulls }),
    window: z
      .string()
      .regex(/^[1-9][0-9]{0,4}d$/, { error: 'is no number of days, such as `7d`' })
      .nullish()
      .meta({
        description: 'How far back the cluster can be restored: whole days. The default is 7d, or twice the delay of the delayed replica.',
        examples: ['7d'],
      }),
  }).meta({ description: 'What `backup expire` keeps: a backup stays if either asks for it.' }),
  walReserve: size.nullish().meta({
    description:
      'Room that stays free on the disk of pg_wal while the archive does not answer: with less, segments are let go without it, so that the cluster does not stop.',
    default: walReserve,
  }),
}).meta({ description: 'Backups on the node with the role backup. The default is none.', examples: [{ source: 'pg-a1-2' }] });
