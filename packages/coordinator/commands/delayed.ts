import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { TamadaError } from '@tamada/core/errors';
import { collect, command, confirmation, type Invoke } from '../cli/command.ts';
import type { DelayedWish } from '../operations/delayed.ts';
import type { RestoredQuestion } from '../operations/restore.ts';
import { databaseHelp } from './backup.ts';

type Do = (wish: DelayedWish | ((signal: AbortSignal) => DelayedWish)) => Promise<void>;

/** `tamada delayed …`: flags only. */
export function delayedCommand(invoke: Invoke): CommandUnknownOpts {
  const run: Do = (wish) =>
    invoke(async (context) => {
      const { delayed } = await import('../operations/delayed.ts');
      return delayed(context, typeof wish === 'function' ? wish(context.signal) : wish);
    });
  return command('delayed', 'Use the replica that stays behind: somebody dropped a table (docs/backup.md).', [
    'tamada delayed pause',
    'tamada delayed find --dropped public.orders',
    'tamada delayed advance --to 0/B1CCE48',
    'tamada delayed dump --table public.orders --out orders.sql',
    'tamada delayed resume',
  ])
    .addCommand(
      command('status', 'Show where it stands in time, and from where to where it can still be moved.', [
        'tamada delayed status',
        'tamada delayed status --json',
      ]).action(() => run({ what: 'status' })),
    )
    .addCommand(
      command('pause', 'Stop its replay where it is. The first thing to do.', ['tamada delayed pause']).action(() =>
        run({ what: 'pause' }),
      ),
    )
    .addCommand(
      command('resume', 'Let it follow again, as far behind as it should be. Its timeline stays.', ['tamada delayed resume']).action(() =>
        run({ what: 'resume' }),
      ),
    )
    .addCommand(advanceCommand(run))
    .addCommand(findCommand(run))
    .addCommand(dumpCommand(run))
    .addCommand(rebuildCommand(run))
    .addCommand(
      command('promote', 'For a disaster: make a writable server of it, for good. It follows nobody any more.', [
        'tamada delayed promote --end-replica',
      ])
        .option('--end-replica', 'yes: it is a replica no longer', false)
        .action(({ endReplica }) => run({ what: 'promote', sure: endReplica })),
    );
}

function advanceCommand(run: Do): CommandUnknownOpts {
  return command('advance', 'Replay up to a time, a position or a transaction, stop before it and stay there, read-only.', [
    "tamada delayed advance --to '2026-11-26 13:04:30Z'",
    'tamada delayed advance --to 0/B1CCE48',
    'tamada delayed advance --to 759',
  ])
    .requiredOption('--to <target>', 'time with its zone, LSN, or number of a transaction')
    .action(({ to }) => run({ what: 'advance', to }));
}

function findCommand(run: Do): CommandUnknownOpts {
  return command('find', 'Look in the WAL for when a table was dropped, and propose where to stop. Exit code 1 where it is not found.', [
    'tamada delayed find --dropped orders',
    'tamada delayed find --dropped sales.orders --database shop',
  ])
    .requiredOption('--dropped <table>', 'TABLE or SCHEMA.TABLE')
    .option('--database <name>', databaseHelp)
    .action(({ dropped, database }) => run({ what: 'find', table: dropped, database: database ?? null }));
}

function dumpCommand(run: Do): CommandUnknownOpts {
  return command('dump', 'Write tables as the replica shows them now into a file of SQL here, for psql.', [
    'tamada delayed dump --table public.orders --out orders.sql',
    'tamada delayed dump --database shop --table orders --table items --out both.sql',
  ])
    .requiredOption('--table <table>', 'TABLE or SCHEMA.TABLE (may be given again)', (table, before: readonly string[] | undefined) =>
      collect(table, before ?? []),
    )
    .requiredOption('--out <file>', 'a new file')
    .option('--database <name>', databaseHelp)
    .action(({ table, out, database }) => run({ what: 'dump', tables: table ?? [], out, database: database ?? null }));
}

function rebuildCommand(run: Do): CommandUnknownOpts {
  return command('rebuild', 'Remove the replica and make it again from a backup.', [
    'tamada delayed rebuild',
    'tamada delayed rebuild --backup 20261126-130139F --yes',
  ])
    .option('--backup <id>', 'from this one (default: the newest that is old enough)')
    .option('--yes', 'do not ask', false)
    .action(({ backup, yes }) =>
      run((signal) => ({
        what: 'rebuild',
        backup: backup ?? null,
        confirm: confirmation(yes, signal),
      })),
    );
}

/** `tamada restore`: flags only. */
export function restoreCommand(invoke: Invoke): CommandUnknownOpts {
  const onHelp = 'a database host (default: the backup host)';
  const ask = (question: RestoredQuestion): Promise<void> =>
    invoke(async (context) => {
      const { restored } = await import('../operations/restore.ts');
      return restored(context, question);
    });
  return command('restore', 'Restore to a moment: into an empty folder of a host, or, after a disaster, the whole cluster.', [
    "tamada restore --to '2026-11-25 18:00Z' --directory /var/lib/postgresql/restored --port 5500",
    'tamada restore --backup 20261126-130139F --directory /var/lib/postgresql/restored',
    'tamada restore --on pg-a2-2 --directory /srv/restored --port 5500',
    'tamada restore list',
    'tamada restore remove /var/lib/postgresql/restored',
    'tamada restore --cluster --destroy-data-of geo --dry-run',
    "tamada restore --cluster --destroy-data-of geo --to '2026-11-25 18:00Z'",
  ])
    .option('--directory <path>', 'full path of an empty or absent folder')
    .option('--to <target>', 'time with its zone, LSN, or number of a transaction (default: the end of the archive)')
    .option('--backup <id>', 'from this one (default: the newest that reaches the target)')
    .option('--port <number>', 'start it on this port (default: do not start it)')
    .option('--on <node>', 'on this database host, beside its member (default: on the backup host)')
    .option('--cluster', 'the whole cluster instead: all members lose what they have', false)
    .option('--destroy-data-of <cluster>', 'with --cluster: yes, the data of the cluster with this name')
    .option('--delete-old-data', 'with --cluster: delete the old data directories (default: they are set aside)', false)
    .option('--timeline <number>', 'with --cluster: follow this timeline to the target (default: the newest of the archive)')
    .option('--start-over', 'with --cluster: do not go on with a restore that has not ended', false)
    .option('--dry-run', 'with --cluster: print what would be done, do nothing', false)
    .option('--yes', 'with --cluster: do not ask before starting', false)
    .action(({ to, backup, directory, port, on, cluster, ...whole }) =>
      invoke(async (context) => {
        if (cluster) {
          if ([directory, port, on].some((one) => one !== undefined)) throw notWith('--directory, --port and --on', '--cluster');
          const { restoreCluster } = await import('../operations/restore-cluster.ts');
          const { destroyDataOf = null, deleteOldData, timeline, startOver, dryRun, yes } = whole;
          const confirm = confirmation(yes, context.signal);
          const along = timeline === undefined ? null : timelineNumber(timeline);
          return restoreCluster(context, {
            to: to ?? null,
            backup: backup ?? null,
            ...{ timeline: along, destroyDataOf, keepOldData: !deleteOldData, startOver, dryRun, confirm },
          });
        }
        if (directory === undefined) {
          const problem = 'where to is not said: --directory PATH, or --cluster';
          throw new TamadaError({ code: 'usage', problem, next: 'see `tamada restore --help`' });
        }
        const given = Object.entries(whole).find(([, value]) => Boolean(value));
        if (given !== undefined) throw notWith(`--${given[0].replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, '--directory');
        const { restore } = await import('../operations/restore.ts');
        const place = { on: on ?? null, directory, port: port === undefined ? null : portNumber(port) };
        return restore(context, { to: to ?? null, backup: backup ?? null, ...place });
      }),
    )
    .addCommand(
      command('list', 'Show the servers that `restore` has made on a host.', ['tamada restore list', 'tamada restore list --on pg-a2-2'])
        .option('--on <node>', onHelp)
        .action(({ on }) => ask({ what: 'list', on: on ?? null })),
    )
    .addCommand(
      command('remove', 'Stop one of them and delete its files.', ['tamada restore remove /srv/restored --on pg-a2-2'])
        .argument('<directory>', 'as `tamada restore list` names it')
        .option('--on <node>', onHelp)
        .action((directory, { on }) => ask({ what: 'remove', directory, on: on ?? null })),
    );
}

function notWith(one: string, other: string): TamadaError<'usage'> {
  return new TamadaError({ code: 'usage', problem: `${one} does not go with ${other}`, next: 'see `tamada restore --help`' });
}

function timelineNumber(text: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new TamadaError({ code: 'usage', problem: `--timeline ${text} is no timeline`, next: 'see `tamada backup list`' });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port;
  throw new TamadaError({ code: 'usage', problem: `--port ${text} is no port`, next: 'choose one from 1024 to 65535' });
}
