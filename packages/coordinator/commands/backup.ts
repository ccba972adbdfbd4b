import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { collect, command, confirmation, type Invoke } from '../cli/command.ts';
import type { BackupWish, PinWish } from '../operations/backup.ts';
import type { JobQuestion } from '../operations/job.ts';
import { TamadaError } from '@tamada/core/errors';

type Do = (wish: BackupWish | ((signal: AbortSignal) => BackupWish)) => Promise<void>;

/** Of commands that ask one database. */
export const databaseHelp = 'the database (default: the only one of cluster.yaml)';
const detachHelp = 'do not wait for it: `tamada job watch` shows it later';

/** `tamada backup …`: flags only. */
export function backupCommand(invoke: Invoke): CommandUnknownOpts {
  const run: Do = (wish) =>
    invoke(async (context) => {
      const { backup } = await import('../operations/backup.ts');
      return backup(context, typeof wish === 'function' ? wish(context.signal) : wish);
    });
  return command('backup', 'Make, look at, prove and remove backups on the backup host.', [
    'tamada backup run --full',
    'tamada backup list',
    'tamada backup prove',
  ])
    .addCommand(setupCommand(invoke))
    .addCommand(runCommand(run))
    .addCommand(
      command('list', 'Show all backups, and what the archive holds of each timeline.', [
        'tamada backup list',
        'tamada backup list --json',
      ]).action(() => run({ what: 'list' })),
    )
    .addCommand(
      command('show', 'Show one backup: what it needs, and from where on it is consistent.', ['tamada backup show 20261126-130139F'])
        .argument('<id>', 'as `tamada backup list` names it')
        .action((id) => run({ what: 'show', id })),
    )
    .addCommand(
      command('verify', 'Read every checksum of a backup, or of all and the archive. Exit code 1 where something is damaged.', [
        'tamada backup verify',
        'tamada backup verify 20261126-130139F',
      ])
        .argument('[id]', 'one backup (default: all, and the archive)')
        .option('--detach', detachHelp, false)
        .action((id, { detach }) => run({ what: 'verify', id: id ?? null, detach })),
    )
    .addCommand(
      command('prove', 'Restore a backup to scratch, start it, look at it, remove it. Exit code 1 where it is not good.', [
        'tamada backup prove',
        "tamada backup prove --query 'select count(*) from orders'",
      ])
        .argument('[id]', 'one backup (default: the newest)')
        .option('--query <sql>', 'what must succeed on it, too; it can only read')
        .option('--database <name>', databaseHelp)
        .option('--detach', detachHelp, false)
        .action((id, { query, database, detach }) =>
          run({ what: 'prove', id: id ?? null, query: query ?? null, database: database ?? null, detach }),
        ),
    )
    .addCommand(
      command('schedule', 'Show what runs by itself, when, and what retention keeps.', ['tamada backup schedule']).action(() =>
        run({ what: 'schedule' }),
      ),
    )
    .addCommand(expireCommand(run))
    .addCommand(pinCommand(run));
}

function setupCommand(invoke: Invoke): CommandUnknownOpts {
  return command('setup', 'Give a cluster that stands its backups. Run it again after any interruption: it continues where it stopped.', [
    'tamada backup setup --dry-run',
    'tamada backup setup',
    'tamada backup setup --yes',
  ])
    .option('--dry-run', 'print what would be done, do nothing', false)
    .option('--ignore <name>', 'continue although this check of preflight fails (can be repeated)', collect, [])
    .option('--yes', 'do not ask before starting', false)
    .action(({ dryRun, ignore, yes }) =>
      invoke(async (context) => {
        const { backupSetup } = await import('../operations/backup-setup.ts');
        const confirm = confirmation(yes, context.signal);
        return backupSetup(context, { dryRun, ignore, confirm });
      }),
    );
}

function runCommand(run: Do): CommandUnknownOpts {
  return command(
    'run',
    'Make a backup now, with its progress. Without a kind: a full one where there is none yet, else an incremental one.',
    ['tamada backup run --full', 'tamada backup run --incremental --source pg-a2-1', 'tamada backup run --detach'],
  )
    .addOption(new Option('--full', 'everything').default(false).conflicts('incremental'))
    .option('--incremental', 'what has changed since the last one', false)
    .option('--source <node>', 'the database node to read from (default: the one of cluster.yaml, or another where that is down)')
    .option('--detach', detachHelp, false)
    .action(({ full, incremental, source, detach }) =>
      run({ what: 'run', kind: full ? 'full' : incremental ? 'incremental' : null, source: source ?? null, detach }),
    );
}

function expireCommand(run: Do): CommandUnknownOpts {
  return command('expire', 'Remove what retention does not keep. Shows it first; never what the delayed replica still needs.', [
    'tamada backup expire --dry-run',
    'tamada backup expire --yes',
  ])
    .option('--dry-run', 'show what would go, remove nothing', false)
    .option('--yes', 'do not ask', false)
    .action(({ dryRun, yes }) => run((signal) => ({ what: 'expire', dryRun, confirm: confirmation(yes, signal) })));
}

function pinCommand(run: Do): CommandUnknownOpts {
  return command('pin', 'Keep a backup for longer than retention would.', [
    'tamada backup pin 20261126-130139F --for 90d',
    'tamada backup pin 20261126-130139F --until 2027-06-30',
    'tamada backup pin 20261126-130139F --remove',
  ])
    .argument('<id>', 'as `tamada backup list` names it')
    .addOption(new Option('--for <days>', 'from now on').conflicts(['until', 'remove']))
    .addOption(new Option('--until <time>', 'a day, or a time with its zone').conflicts('remove'))
    .option('--remove', 'no longer', false)
    .action((id, { for: days, until, remove }) =>
      run(() => {
        const wish: PinWish | null = remove ? 'no longer' : days !== undefined ? { days } : until !== undefined ? { time: until } : null;
        if (wish === null)
          throw new TamadaError({ code: 'usage', problem: 'until when is not said', next: 'add --for 90d, --until DAY or --remove' });
        return { what: 'pin', id, until: wish };
      }),
    );
}

const onHelp = 'of a database host, where a restore works (default: of the backup host)';

/** `tamada job list|watch|cancel`: flags only. */
export function jobCommand(invoke: Invoke): CommandUnknownOpts {
  const ask = (question: JobQuestion): Promise<void> =>
    invoke(async (context) => {
      const { job } = await import('../operations/job.ts');
      return job(context, question);
    });
  return command('job', 'Look at long work on the backup host: it goes on without whoever began it.', ['tamada job list'])
    .addCommand(
      command('list', 'Show the jobs, newest first.', ['tamada job list', 'tamada job list --json'])
        .option('--on <node>', onHelp)
        .action(({ on }) => ask({ what: 'list', on: on ?? null })),
    )
    .addCommand(
      command('watch', 'Show the progress of a job until it has ended. Ctrl-C leaves it running.', [
        'tamada job watch 20261126-125501-backup-3f2a',
      ])
        .argument('<id>', 'as `tamada job list` names it')
        .option('--on <node>', onHelp)
        .action((id, { on }) => ask({ what: 'watch', id, on: on ?? null })),
    )
    .addCommand(
      command('cancel', 'End a job.', ['tamada job cancel 20261126-125501-backup-3f2a'])
        .argument('<id>', 'as `tamada job list` names it')
        .option('--on <node>', onHelp)
        .action((id, { on }) => ask({ what: 'cancel', id, on: on ?? null })),
    );
}
