import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { backupsAlong, fittingBackup, newestTimeline, type Backup, type RecoveryTarget } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import type { JobOrder } from '@tamada/core/jobs';
import { changeMemory, listBackups } from '../../backup/memory.ts';
import { startTransient } from '../../observe/units.ts';
import { makeFolder, needEmpty, prepareServer, proofRole, runPostgres, controlData, type RestoredServer } from '../../restored/server.ts';
import { recovered, serverLog, startServer, stopServer } from '../../restored/run-server.ts';
import type { Job, JobBody } from '../job.ts';

/** As it stands in an order, where each field is set. */
export function readTarget(target: JobOrder<'advance'>['target']): RecoveryTarget {
  switch (target.kind) {
    case 'time':
      return { kind: 'time', atMs: target.atMs };
    case 'lsn':
      return { kind: 'lsn', lsn: target.lsn };
    case 'xid':
      return { kind: 'xid', xid: target.xid };
    case 'latest':
    case 'immediate':
      return { kind: target.kind };
  }
}

/** To a point in time, into an empty folder; with a port it is started there, checked, and goes on after the job. */
export const restoreBody: JobBody<'restore'> = async (order, job) => {
  const { site, tool } = job;
  const { directory, port } = order;
  const target = readTarget(order.target);
  await needEmpty(directory);
  const backup = order.backup === '' ? await fitting(target, job) : order.backup;
  await makeFolder(directory, job);
  await job.inQueue('catalogue', () => {
    job.doing(`restores backup ${backup}`);
    return job.talk('restore', tool.restore(site, { backup, target, directory, tablespaces: {} }));
  });
  const listen = port === 0 ? '' : 'localhost';
  const server = await prepareServer({ directory, port: port || site.postgres.port, target, action: 'promote', listen }, job);
  if (port === 0) return { backup, directory, port: 0, socket: '', lsn: null, atMs: null };
  await startUnit(server, job);
  const { lsn, atMs } = await recovered(server, job, 'promoted');
  return { backup, directory, port, socket: server.socket, lsn, atMs };
};

/** The newest good backup that had ended before the target. */
async function fitting(target: RecoveryTarget, job: Job): Promise<string> {
  const found = fittingBackup(await followable(job), target);
  if (found !== null) return found.id;
  throw new TamadaError({ code: 'unsafe', problem: 'no good backup had ended before that', next: 'see `tamada backup list`' });
}

/** Good backups from which the newest timeline can be followed, newest first: no other is of use to a server that follows it. */
export async function followable(job: Job): Promise<readonly Backup[]> {
  const [backups, archive] = [await listBackups(job), await job.talk('archive', job.tool.archive(job.site))];
  return backupsAlong(backups, archive, newestTimeline(archive));
}

/** A unit of its own: it must not end with the job. It is gone after a restart of the host; the folder stays. */
function startUnit({ directory, port }: RestoredServer, { site, run }: Job): Promise<void> {
  const stopping = ['TimeoutStartSec=infinity', 'TimeoutStopSec=120', 'KillSignal=SIGINT', 'KillMode=mixed'];
  return startTransient(run, {
    name: `tamada-restored-${String(port)}.service`,
    description: 'PostgreSQL, restored by tamada',
    properties: [`User=${site.user}`, 'Type=notify', `StandardError=append:${serverLog(directory)}`, ...stopping],
    program: [join(site.postgres.binDirectory, 'postgres'), '-D', directory],
    noBlock: true,
  });
}

/** Restores the backup to scratch, starts it, looks at all of it, and removes it again. */
export const proveBody: JobBody<'prove'> = async (order, job) => {
  const { site, tool, clock, paths, id } = job;
  const startMs = clock.monotonic();
  const backup = order.backup === '' ? await fitting({ kind: 'latest' }, job) : order.backup;
  const scratch = join(site.restoreDirectory, `prove-${id}`);
  await makeFolder(site.restoreDirectory, job);
  let problem: string | null = null;
  try {
    problem = await prove(scratch, { ...order, backup }, job);
  } catch (error) {
    if (job.signal.aborted) throw error;
    problem = error instanceof Error ? error.message : String(error);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  const proof = { backup, atMs: clock.now(), tookMs: Math.round(clock.monotonic() - startMs), good: problem === null, problem };
  await changeMemory(paths, (memory) => ({ ...memory, lastProof: proof }));
  if (problem === null) return proof;
  const next = 'take another by `tamada backup run --full`, and prove that';
  throw new TamadaError({ code: 'tool_failed', program: tool.name, request: `prove backup ${backup}`, problem, next });
};

const checkMs = 24 * 60 * 60_000;
/** Nobody else listens there: the socket stands in the scratch folder, and no address is listened on. */
const proofPort = 5432;

/** Null where all is well. */
async function prove(scratch: string, { backup, query, database }: JobOrder<'prove'>, job: Job): Promise<string | null> {
  const { site, tool } = job;
  const target = { kind: 'immediate' } as const;
  await makeFolder(scratch, job);
  await job.inQueue('catalogue', () => {
    job.doing(`restores backup ${backup}`);
    return job.talk('restore', tool.restore(site, { backup, target, directory: scratch, tablespaces: {} }));
  });
  const server = await prepareServer({ directory: scratch, port: proofPort, target, action: 'promote', listen: '' }, job);
  job.doing('starts it');
  try {
    await startServer(server, job);
    await recovered(server, job, 'promoted');
    const found = (await amcheck(server, job)) ?? (query === '' ? null : await ask(server, { query, database }, job));
    if (found !== null) return found;
  } finally {
    await stopServer(server, job);
  }
  return checksums(scratch, job);
}

async function amcheck({ socket, port }: RestoredServer, job: Job): Promise<string | null> {
  job.doing('reads all tables and indexes');
  const connection = ['--host', socket, '--port', String(port), '--username', job.site.user, '--no-password'];
  const args = ['--all', '--install-missing', ...connection];
  const { code, stdout, stderr, timedOut } = await runPostgres('pg_amcheck', args, job, { timeoutMs: checkMs, signal: job.signal });
  if (code === 0) return null;
  return timedOut ? 'pg_amcheck did not end' : `pg_amcheck: ${firstLines(`${stdout}\n${stderr}`)}`;
}

/** By a role that may only read: whoever may ask for a proof may not run programs here. */
async function ask(
  { socket, port, psql }: RestoredServer,
  { query, database }: Pick<JobOrder<'prove'>, 'query' | 'database'>,
  job: Job,
): Promise<string | null> {
  job.doing('asks the query');
  await psql.execute('make a role that may only read', `CREATE ROLE ${proofRole} LOGIN IN ROLE pg_read_all_data;`);
  const name = database === '' ? 'postgres' : database;
  const connection = ['--host', socket, '--port', String(port), '--username', proofRole, '--no-password', '--dbname', name];
  // Only a command that begins with a backslash is one of psql's own; this one goes to the server as it is.
  const args = ['--no-psqlrc', '--tuples-only', '--no-align', ...connection, '--command', ` ${query}`];
  const { code, stdout, stderr, timedOut } = await runPostgres('psql', args, job, { timeoutMs: 600_000, signal: job.signal });
  if (code !== 0) return timedOut ? 'the query did not end in ten minutes' : `the query failed: ${firstLines(stderr)}`;
  job.note(`the query said: ${firstLines(stdout)}`);
  return null;
}

/** The pages, where the cluster has checksums. */
async function checksums(directory: string, job: Job): Promise<string | null> {
  if ((await controlData(directory, job)).get('Data page checksum version') === '0') {
    job.note('the cluster has no page checksums: pages were read, and not compared');
    return null;
  }
  job.doing('compares the checksums of all pages');
  const { code, stdout, stderr } = await runPostgres('pg_checksums', ['--check', '-D', directory], job, {
    timeoutMs: checkMs,
    signal: job.signal,
  });
  return code === 0 ? null : `pg_checksums: ${firstLines(`${stdout}\n${stderr}`)}`;
}

function firstLines(text: string): string {
  return text.trim().split('\n').slice(0, 3).join(' ').slice(0, 500);
}
