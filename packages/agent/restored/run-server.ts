import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import { until } from '@tamada/runtime';
import type { Job } from '../jobs/job.ts';
import { parseObject, textOrNull, numberOrNull } from '../json/fields.ts';
import { startTransient } from '../observe/units.ts';
import { lastFatal, postmasterStatus } from '../postgres/postmaster.ts';
import { runPostgres, type RestoredServer } from './server.ts';
import { liftVeils, missedFolder, veil, type Veil } from './tablespaces.ts';

const startMs = 24 * 60 * 60_000;
const stopMs = 120_000;

/** Where a restored server says what keeps it: whoever waits for it looks there. */
export function serverLog(directory: string): string {
  return join(directory, 'tamada.log');
}

/** Starts a restored server below the job, with which it ends, and waits until recovery has ended. */
export async function startServer({ directory }: RestoredServer, job: Job): Promise<void> {
  const args = ['start', '-D', directory, '-l', serverLog(directory), '-w', '-t', String(startMs / 1000)];
  const { code, stderr } = await runPostgres('pg_ctl', args, job, { timeoutMs: startMs, signal: job.signal });
  if (code === 0) return;
  throw new TamadaError({ code: 'unhealthy', program: 'restored server', problem: (await ownWords(directory)) ?? stderr.trim() });
}

interface UnitOptions {
  readonly name: string;
  readonly veils: readonly Veil[];
  /** The unit without which it ends. */
  readonly within?: string;
}

/** Starts it as a unit of its own, with folders of its own where other servers have theirs. The unit is gone after a restart of the host. */
async function startUnit({ directory }: RestoredServer, { name, veils, within }: UnitOptions, { site, run }: Job): Promise<void> {
  const stopping = ['TimeoutStartSec=infinity', 'TimeoutStopSec=120', 'KillSignal=SIGINT', 'KillMode=mixed'];
  const binds = veils.map(({ place, to }) => `BindPaths=${to}:${place}`);
  const bound = within === undefined ? [] : [`BindsTo=${within}`];
  await startTransient(run, {
    name,
    description: 'PostgreSQL, restored by tamada',
    properties: [`User=${site.user}`, 'Type=notify', `StandardError=append:${serverLog(directory)}`, ...stopping, ...binds, ...bound],
    program: [join(site.postgres.binDirectory, 'postgres'), '-D', directory],
    noBlock: true,
  });
}

/** More tablespaces than anybody makes between a backup and a target. */
const mostLater = 100;

/**
 * Starts it and waits until it has recovered. A tablespace that is made in the WAL gets a folder beside the others, as often as it takes; it
 * is as if it had been in the backup.
 */
export async function recoverUnit(server: RestoredServer, options: UnitOptions, job: Job): Promise<Awaited<ReturnType<typeof recovered>>> {
  const veils = [...options.veils];
  for (;;) {
    await startUnit(server, { ...options, veils }, job);
    try {
      const there = await recovered(server, job, 'promoted');
      await server.psql.execute('checkpoint', 'CHECKPOINT;');
      await liftVeils(server.directory, veils, job);
      return there;
    } catch (error) {
      const place = missedFolder(error);
      if (place === null || veils.length >= mostLater || veils.some((one) => one.place === place)) throw error;
      veils.push(await veil(server.directory, place, job));
      job.note(`a tablespace was made in ${place} after the backup: it is beside the others`);
      // Its last word would be read again.
      await rm(serverLog(server.directory), { force: true });
    }
  }
}

/** Waits until it has reached its target and takes writes, or stands still there. */
export async function recovered(
  server: Pick<RestoredServer, 'directory' | 'psql'>,
  job: Pick<Job, 'signal' | 'doing'>,
  how: 'promoted' | 'paused',
): Promise<{ readonly lsn: string | null; readonly atMs: number | null }> {
  return until({
    condition: 'the restored server has reached its target',
    intervalMs: 500,
    deadlineMs: startMs,
    signal: job.signal,
    async look() {
      const said = await server.psql.execute('look at the restored server', lookSql).then(parseObject, async (error: unknown) => {
        const detail = errorDetail(error);
        // Whoever lets us in and cannot answer is broken: waiting does not mend it.
        const answered = detail.code === 'request_failed' && !/connection to server|no answer in time/.test(detail.problem);
        const fatal = answered ? detail.problem : ((await ownWords(server.directory)) ?? (await killed(server.directory)));
        if (fatal === null) return parseObject('');
        throw new TamadaError({ code: 'unhealthy', program: 'restored server', problem: fatal }, { cause: error });
      });
      const [recovery, pause, lsn, at] = [said.recovery, textOrNull(said.pause), textOrNull(said.lsn), numberOrNull(said.at)];
      if (recovery === undefined) return { ready: false, seen: 'it does not answer yet' };
      if (lsn !== null) job.doing(`replays, at ${lsn}`);
      const there = recovery === false || (how === 'paused' && pause === 'paused');
      return there ? { ready: true, value: { lsn, atMs: at } } : { ready: false, seen: `at ${lsn ?? 'the beginning'}` };
    },
  });
}

const lookSql = `SELECT json_build_object('recovery', pg_is_in_recovery(),
  'pause', CASE WHEN pg_is_in_recovery() THEN pg_get_wal_replay_pause_state() END,
  'lsn', CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
  'at', floor(extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000))::text;`;

/** Whatever happens, nothing of it may stay behind: also where the job was cancelled. */
export async function stopServer({ directory }: RestoredServer, job: Job): Promise<void> {
  await runPostgres('pg_ctl', ['stop', '-D', directory, '-m', 'fast', '-w', '-t', '60'], job, { timeoutMs: stopMs });
}

/** Its last FATAL, as it wrote it. */
async function ownWords(directory: string): Promise<string | null> {
  return lastFatal(await readFile(serverLog(directory), 'utf8').catch(() => ''));
}

/** Without a word of its own: its pid file is left, its process is gone. */
async function killed(directory: string): Promise<string | null> {
  const file = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => null);
  return file === null || (await postmasterStatus(directory)).alive ? null : 'it was killed';
}
