import { join } from 'node:path';
import { rename, rm, stat } from 'node:fs/promises';
import { knownFile } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { dataFolder } from '@tamada/core/jobs';
import { patroniUnit } from '../../member-restore/empty-member.ts';
import { deleteInside } from '../../member-restore/old-data.ts';
import { readMemberRecord, writeMemberRecord } from '../../member-restore/record.ts';
import { heldTablespaces, readCatalogue, restoreFiles } from '../../restored/files.ts';
import { controlData, prepareServer, replacedFiles, runPostgres, type RestoredServer } from '../../restored/server.ts';
import { makePlace, missedFolder } from '../../restored/tablespaces.ts';
import { recovered, serverLog, startServer, stopServer } from '../../restored/run-server.ts';
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
  const { dataDirectory, port } = site.postgres;
  const directory = paths.at(dataDirectory);
  // What an attempt before this one left. Tablespaces go where they were: no other server of this host has anything there.
  for (const place of [dataDirectory, ...(await heldTablespaces(backup, job)).map((one) => one.place)]) {
    await deleteInside(place, site.user, job);
    await makePlace(place, job);
  }
  await job.inQueue('catalogue', () => restoreFiles({ backup, target, directory: dataDirectory, tablespaces: [] }, job));
  const archiving = { timeline, archiveCommand: tool.archiveCommand(site) };
  const known = knownFile((await readCatalogue(job)).archive);
  const server = await prepareServer({ directory, port, target, action: 'promote', listen: '', known, archiving }, job);
  job.doing('recovers it');
  try {
    const { lsn, atMs } = await startAndRecover(server, job);
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

/** A tablespace that was made after the backup gets its folder, where the members have it. */
async function startAndRecover(server: RestoredServer, job: Job): ReturnType<typeof recovered> {
  for (const made = new Set<string>(); ;) {
    try {
      await startServer(server, job);
      return await recovered(server, job, 'promoted');
    } catch (error) {
      const place = missedFolder(error);
      if (place === null || made.has(place) || !dataFolder.safeParse(place).success) throw error;
      await makePlace(place, job);
      made.add(place);
      job.note(`a tablespace was made in ${place} after the backup: the folder was made`);
      // Its last word would be read again.
      await rm(serverLog(server.directory), { force: true });
    }
  }
}

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
