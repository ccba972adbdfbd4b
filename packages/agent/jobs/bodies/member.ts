import { join } from 'node:path';
import { rename, rm, stat } from 'node:fs/promises';
import { TamadaError } from '@tamada/core/errors';
import { patroniUnit } from '../../member-restore/empty-member.ts';
import { deleteInside } from '../../member-restore/old-data.ts';
import { readMemberRecord, writeMemberRecord } from '../../member-restore/record.ts';
import { controlData, makeFolder, prepareServer, replacedFiles, runPostgres } from '../../restored/server.ts';
import { recovered, startServer, stopServer } from '../../restored/run-server.ts';
import type { Job, JobBody } from '../job.ts';
import { readTarget } from './restore.ts';

/**
 * Restores the data directory and recovers it to the target, where it gets a new timeline, later than all that the archive has. What it
 * writes from there on belongs to the archive: it is the cluster now, though nobody can reach it yet.
 */
export const memberBody: JobBody<'member'> = async ({ restore, backup, target: wanted, timeline }, job) => {
  const { site, tool, paths } = job;
  const record = await readMemberRecord(paths, restore);
  if (record === null) {
    const next = 'run `tamada restore --cluster`: it empties it first';
    throw new TamadaError({ code: 'unsafe', problem: 'the data directory was not emptied for this restore', next });
  }
  if (record.state !== 'emptied') return record.done;
  await needStopped(job);
  const target = readTarget(wanted);
  const directory = paths.at(site.postgres.dataDirectory);
  // What an attempt before this one left.
  await deleteInside(site.postgres.dataDirectory, site.user, job);
  await makeFolder(directory, job);
  await job.inQueue('catalogue', () => {
    job.doing(`restores backup ${backup}`);
    return job.talk('restore', tool.restore(site, { backup, target, directory: site.postgres.dataDirectory, tablespaces: {} }));
  });
  const archiving = { timeline, archiveCommand: tool.archiveCommand(site) };
  const server = await prepareServer({ directory, port: site.postgres.port, target, action: 'promote', listen: '', archiving }, job);
  job.doing('recovers it');
  try {
    await startServer(server, job);
    const { lsn, atMs } = await recovered(server, job, 'promoted');
    await server.psql.execute('checkpoint', 'CHECKPOINT;');
    await stop(directory, job);
    const reached = Number((await controlData(directory, job)).get("Latest checkpoint's TimeLineID") ?? 0);
    await putBack(directory);
    const done = { backup, timeline: reached, lsn, atMs };
    await writeMemberRecord(paths, { restore, state: 'recovered', done });
    return done;
  } finally {
    await stopServer(server, job);
  }
};

async function needStopped({ units, config }: Job): Promise<void> {
  const unit = patroniUnit(config);
  const [state] = await units.show([unit]);
  if (state?.active === 'inactive' || state?.active === 'failed') return;
  const next = 'run `tamada restore --cluster`: it stops it first';
  throw new TamadaError({ code: 'unsafe', problem: `${unit} is ${state?.active ?? 'unknown'}`, next });
}

const stopMs = 15 * 60_000;

/** Not before its archiver has sent everything: what it wrote since the target is WAL of the cluster. */
async function stop(directory: string, job: Job): Promise<void> {
  job.doing('sends the new timeline to the archive, and stops');
  const args = ['stop', '-D', directory, '-m', 'fast', '-w', '-t', String(stopMs / 1000)];
  const { code, stderr } = await runPostgres('pg_ctl', args, job, { timeoutMs: stopMs, signal: job.signal });
  if (code !== 0) throw new TamadaError({ code: 'unhealthy', program: 'restored server', problem: `it does not stop: ${stderr.trim()}` });
}

/** The files that Patroni had written there, which the recovery had put away. */
async function putBack(directory: string): Promise<void> {
  for (const name of replacedFiles) {
    const path = join(directory, name);
    await rm(path, { force: true });
    if (await stat(`${path}.of-backup`).catch(() => null)) await rename(`${path}.of-backup`, path);
  }
  for (const name of ['socket', 'tamada.log']) await rm(join(directory, name), { recursive: true, force: true });
}
