import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import {
  backupsAlong,
  fittingBackup,
  holeAfter,
  knownFile,
  newestTimeline,
  type Archive,
  type Backup,
  type Hole,
  type RecoveryTarget,
} from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import type { JobOrder } from '@tamada/core/jobs';
import { changeMemory } from '../../backup/memory.ts';
import { heldTablespaces, needRoom, readCatalogue, restoreFiles } from '../../restored/files.ts';
import { noteRestored, readRestored, restoredUnit } from '../../restored/registry.ts';
import { besideFolder, linkedTablespaces, makeBeside, standingServers, veilsOf } from '../../restored/tablespaces.ts';
import { makeFolder, needEmpty, prepareServer, proofRole, runPostgres, controlData, type RestoredServer } from '../../restored/server.ts';
import { recoverUnit, stopServer } from '../../restored/run-server.ts';
import type { Job, JobBody } from '../job.ts';
import { jobUnit } from '../start.ts';

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
  const { site, paths, clock } = job;
  const { directory, port } = order;
  const target = readTarget(order.target);
  if (port === 0 && site.node !== site.host.name) {
    const problem = 'on a database host a restored server is started here, so that it sees nothing of the member’s tablespaces';
    throw new TamadaError({ code: 'usage', problem, next: 'add --port NUMBER' });
  }
  await needEmpty(directory);
  await needApart(directory, job);
  await needFree(port);
  const { backups, archive } = await readCatalogue(job);
  const chosen = order.backup === '' ? fitting(alongNewest(backups, archive), target) : named(backups, order.backup);
  const { id: backup, restoredBytes } = chosen;
  const hole = target.kind === 'latest' ? holeBehind(chosen, archive) : null;
  if (hole !== null) job.note(`the archive has a hole, ${hole.from} to ${hole.to}: nothing that came after it is restored`);
  await needRoom(directory, restoredBytes ?? 0, site.node === site.host.name ? 0 : site.walReserveBytes);
  const others = [...standingServers(site), ...(await readRestored(paths)).map((one) => one.directory)];
  const tablespaces = await makeBeside(directory, await heldTablespaces(backup, job), job);
  await makeFolder(directory, job);
  await noteRestored(paths, { directory, port, backup, madeAtMs: clock.now() });
  await job.inQueue('catalogue', () => restoreFiles({ backup, target, directory, tablespaces }, job));
  const listen = port === 0 ? '' : 'localhost';
  const known = knownFile(archive);
  const server = await prepareServer({ directory, port: port || site.postgres.port, target, action: 'promote', listen, known }, job);
  if (port === 0) return { backup, directory, port: 0, socket: '', lsn: null, atMs: null };
  const { lsn, atMs } = await recoverUnit(server, { name: restoredUnit(port), veils: await veilsOf(directory, others, job) }, job);
  return { backup, directory, port, socket: server.socket, lsn, atMs };
};

/** A folder of its own: not in another server's, and none around one. */
async function needApart(directory: string, { site, paths }: Job): Promise<void> {
  const { postgres, delayed, catalogue } = site;
  const standing = [postgres.dataDirectory, ...(delayed === null ? [] : [delayed.dataDirectory]), catalogue];
  const linked = (await Promise.all(standing.map((folder) => linkedTablespaces(paths.at(folder))))).flat();
  const taken = [...standing, ...linked.map(({ place }) => place)];
  const met = taken.find((folder) => `${directory}/`.startsWith(`${folder}/`) || `${folder}/`.startsWith(`${directory}/`));
  if (met === undefined) return;
  throw new TamadaError({
    code: 'unsafe',
    problem: `${directory} and ${met} would be one in the other`,
    next: 'name a folder apart from it',
  });
}

/** Before anything is restored, for that takes long. */
async function needFree(port: number): Promise<void> {
  if (port === 0) return;
  const socket = createServer();
  try {
    socket.listen(port, '127.0.0.1');
    await once(socket, 'listening');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'in use' : 'not to be had';
    throw new TamadaError(
      { code: 'unsafe', problem: `port ${String(port)} is ${why} on this host`, next: 'name another one' },
      { cause: error },
    );
  } finally {
    socket.close();
  }
}

/** The newest good backup that had ended before the target. */
function fitting(candidates: readonly Backup[], target: RecoveryTarget): Backup {
  const found = fittingBackup(candidates, target);
  if (found !== null) return found;
  throw new TamadaError({ code: 'unsafe', problem: 'no good backup had ended before that', next: 'see `tamada backup list`' });
}

function named(backups: readonly Backup[], id: string): Backup {
  const found = backups.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new TamadaError({ code: 'usage', problem: `there is no backup ${id}`, next: 'see `tamada backup list`' });
}

/** Good backups from which the newest timeline can be followed, newest first: no other is of use to a server that follows it. */
function alongNewest(backups: readonly Backup[], archive: Archive): readonly Backup[] {
  return backupsAlong(backups, archive, newestTimeline(archive));
}

function holeBehind(backup: Backup, archive: Archive): Hole | null {
  const timeline = newestTimeline(archive);
  return timeline === null ? null : holeAfter(backup, archive, timeline);
}

/** Those of them, with the hole at which a server that follows the archive from there would stand still; null where there is none. */
export async function followable(job: Job): Promise<readonly { readonly backup: Backup; readonly hole: Hole | null }[]> {
  const { backups, archive } = await readCatalogue(job);
  return alongNewest(backups, archive).map((backup) => ({ backup, hole: holeBehind(backup, archive) }));
}

/** Restores the backup to scratch, starts it, looks at all of it, and removes it again. */
export const proveBody: JobBody<'prove'> = async (order, job) => {
  const { site, tool, clock, paths, id } = job;
  const startMs = clock.monotonic();
  const backup =
    order.backup === ''
      ? fitting(
          (await followable(job)).map((one) => one.backup),
          { kind: 'latest' },
        ).id
      : order.backup;
  const scratch = join(site.restoreDirectory, `prove-${id}`);
  await makeFolder(site.restoreDirectory, job);
  let problem: string | null = null;
  try {
    problem = await prove(scratch, { ...order, backup }, job);
  } catch (error) {
    if (job.signal.aborted) throw error;
    problem = error instanceof Error ? error.message : String(error);
  } finally {
    for (const folder of [scratch, besideFolder(scratch)]) await rm(folder, { recursive: true, force: true });
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
  const target = { kind: 'immediate' } as const;
  await makeFolder(scratch, job);
  const tablespaces = await makeBeside(scratch, await heldTablespaces(backup, job), job);
  await job.inQueue('catalogue', () => restoreFiles({ backup, target, directory: scratch, tablespaces }, job));
  const server = await prepareServer({ directory: scratch, port: proofPort, target, action: 'promote', listen: '', known: null }, job);
  job.doing('starts it');
  try {
    const veils = await veilsOf(scratch, standingServers(job.site), job);
    await recoverUnit(server, { name: `tamada-prove-${job.id}.service`, veils, within: jobUnit(job.id) }, job);
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
