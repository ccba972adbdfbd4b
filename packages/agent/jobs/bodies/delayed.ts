import { join } from 'node:path';
import { rename, rm, stat } from 'node:fs/promises';
import type { RecoveryTarget } from '@tamada/core/backup';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import { describeTarget } from '@tamada/core/jobs';
import { needDelayed } from '../../backup/site.ts';
import { needRecovery, restartDelayed, settle } from '../../delayed/control.ts';
import { dropWatch } from '../../delayed/find-drops.ts';
import { delayedPsql, delayedUnit, saidOf, type DelayedServer } from '../../delayed/look.ts';
import { forbidLeading, writeHalt } from '../../delayed/target-file.ts';
import { isBefore, searchWal } from '../../delayed/wal-search.ts';
import { compactTime } from '../../execute/data-directory-steps.ts';
import { parseObject, text } from '../../json/fields.ts';
import { literal } from '../../postgres/psql.ts';
import { nullIfMissing } from '@tamada/runtime';
import { deleteInside } from '../../member-restore/old-data.ts';
import { heldTablespaces, restoreFiles } from '../../restored/files.ts';
import { besideFolder, liftVeils, linkedTablespaces, makeBeside } from '../../restored/tablespaces.ts';
import { controlData, forgetOrigin, makeFolder, runPostgres, writeOwned } from '../../restored/server.ts';
import type { Job, JobBody } from '../job.ts';
import { followable, readTarget } from './restore.ts';

const startMs = 60 * 60_000;

/** Thrown away and restored: a replica holds nothing that the archive has not. One that was promoted may, and is kept. */
export const rebuildBody: JobBody<'rebuild'> = (order, job) =>
  job.inQueue('delayed', async () => {
    const { site, units, paths } = job;
    const delayed = needDelayed(site);
    const backup = order.backup === '' ? await oldEnough(delayed.delaySeconds, job) : order.backup;
    const directory = paths.at(delayed.dataDirectory);
    await job.inQueue('catalogue', async () => {
      job.doing('stops the old one');
      await units.change('stop', delayedUnit).catch(() => undefined);
      if (await wasPromoted(directory, job)) {
        const aside = `${directory}.promoted-${compactTime(job.clock.now())}`;
        await keepAside(directory, aside, job);
        job.note(`it was promoted: its data is kept in ${aside}`);
      } else await removeTablespaces(directory, job);
      await rm(directory, { recursive: true, force: true });
      await makeFolder(directory, job);
      const tablespaces = await makeBeside(directory, await heldTablespaces(backup, job), job);
      return restoreFiles({ backup, target: { kind: 'latest' }, directory: delayed.dataDirectory, tablespaces }, job);
    });
    // What the backup says of its leader, and what the tool says of recovery, stand in the way: the rendered files say it all.
    await forgetOrigin(directory, job);
    await writeOwned(join(directory, 'standby.signal'), '', job);
    await writeHalt(delayed, paths, null);
    await forbidLeading(delayed, paths);
    job.doing('starts it');
    await units.change('start', delayedUnit);
    await units.change('enable', delayedUnit);
    job.doing('waits until it replays');
    const server = await settle('the delayed replica replays', site, job, ({ state }) => state === 'replaying', startMs, job.signal);
    return saidOf(server);
  });

/** With its tablespaces, to which its links lead. Those of a tablespace that was made after its backup stay where they are. */
async function keepAside(directory: string, aside: string, job: Job): Promise<void> {
  const veils = (await linkedTablespaces(directory)).flatMap(({ id, place }) =>
    place === join(besideFolder(directory), id) ? [{ place, to: join(besideFolder(aside), id) }] : [],
  );
  await rename(besideFolder(directory), besideFolder(aside)).catch(nullIfMissing);
  await rename(directory, aside);
  await liftVeils(aside, veils, job);
}

/** Also those that it made itself, where the leader has them: on this host they are nobody else's. */
async function removeTablespaces(directory: string, job: Job): Promise<void> {
  for (const { place } of await linkedTablespaces(directory)) await deleteInside(place, job.site.user, job);
  await rm(besideFolder(directory), { recursive: true, force: true });
}

/** A replica has its signal file until it is promoted; what was never restored to its end has no pg_control that can be read. */
async function wasPromoted(directory: string, job: Job): Promise<boolean> {
  if (await stat(join(directory, 'standby.signal')).catch(() => null)) return false;
  const state = (await controlData(directory, job).catch(() => null))?.get('Database cluster state');
  return state !== undefined && !state.includes('recovery');
}

/**
 * The newest good one that is older than the delay, so that the replica stands where it should; the newest of all where there is none. Never one
 * behind which the archive has a hole: the replica would stand still there for ever.
 */
async function oldEnough(delaySeconds: number, job: Job): Promise<string> {
  const found = await followable(job);
  const latest = job.clock.now() - delaySeconds * 1000;
  const whole = found.flatMap(({ backup, hole }) => (hole === null ? [backup] : []));
  const chosen = whole.find(({ endedAtMs }) => (endedAtMs ?? Infinity) <= latest) ?? whole[0];
  if (chosen !== undefined) return chosen.id;
  const hole = found[0]?.hole ?? null;
  const problem =
    hole === null
      ? 'there is no good backup'
      : `the archive has a hole behind every good backup, ${hole.from} to ${hole.to} behind the newest: a replica would stand still there`;
  throw new TamadaError({ code: 'unsafe', problem, next: 'run `tamada backup run --full`, and then this again' });
}

/** Replays up to the target without its delay, stops before it, and stays there, read-only. */
export const advanceBody: JobBody<'advance'> = (order, job) =>
  job.inQueue('delayed', async () => {
    const { site } = job;
    const before = await needRecovery(site, job);
    const target = await resolve(readTarget(order.target), before, job);
    job.note(`stops before ${describeTarget(target)}`);
    try {
      await restartDelayed(site, job, { why: 'advanced', target });
      const there = await settle(
        'the delayed replica has reached the target',
        site,
        job,
        progressTo(target, before, job),
        startMs * 24,
        job.signal,
      );
      return {
        lsn: there.replayLsn ?? '',
        atMs: there.replayedAtMs,
        xid: target.kind === 'xid' ? target.xid : null,
        said: await ownWords(job),
      };
    } catch (error) {
      if (job.signal.aborted) throw error;
      const detail = errorDetail(error);
      if (detail.code !== 'unhealthy') throw error;
      // What it was to be kept from may be due by now: it does not follow again before somebody says so.
      const stands = await standsAt(before, job);
      await restartDelayed(site, job, { why: 'paused', target: { kind: 'lsn', lsn: stands } });
      const problem = `it cannot stop there: ${detail.problem}; it is paused at ${stands}`;
      const next = 'look at `tamada delayed status`; then `tamada delayed advance` or `resume`, or `tamada restore` to that time';
      throw new TamadaError({ code: 'unsafe', problem, next }, { cause: error });
    }
  });

/** From where on it can stop at all: pages of it may be that new already. */
async function standsAt({ replayLsn }: DelayedServer, job: Job): Promise<string> {
  const control = await controlData(job.paths.at(needDelayed(job.site).dataDirectory), job);
  const least = control.get('Minimum recovery ending location') ?? '0/0';
  return replayLsn === null || isBefore(replayLsn, least) ? least : replayLsn;
}

/** A transaction is told by its position: one that has passed, or never came, would let it replay everything. */
async function resolve(target: RecoveryTarget, { replayLsn, replayedAtMs }: DelayedServer, job: Job): Promise<RecoveryTarget> {
  const passed = (): never => {
    const problem = `the delayed replica is past ${describeTarget(target)} already: it stands at ${replayLsn ?? 'an unknown place'}`;
    throw new TamadaError({ code: 'unsafe', problem, next: 'run `tamada restore --to` into an empty folder instead' });
  };
  switch (target.kind) {
    case 'latest':
    case 'immediate':
      throw new TamadaError({
        code: 'usage',
        problem: 'the end of the archive is no target',
        next: 'name a time, a position or a transaction',
      });
    case 'time':
      if (target.atMs > job.clock.now()) {
        throw new TamadaError({ code: 'usage', problem: 'that time has not come yet', next: 'name a time in the past' });
      }
      return replayedAtMs !== null && target.atMs <= replayedAtMs ? passed() : target;
    case 'lsn':
      return replayLsn !== null && isBefore(target.lsn, replayLsn) ? passed() : target;
    case 'xid': {
      const commits: string[] = [];
      await searchWal(
        replayLsn ?? passed(),
        ['Transaction'],
        ({ xid, lsn, words }) => {
          if (xid === target.xid && words.startsWith('COMMIT')) commits.push(lsn);
        },
        job,
      );
      if (commits[0] !== undefined) return { kind: 'lsn', lsn: commits[0] };
      const problem = `transaction ${target.xid} commits nowhere between ${replayLsn ?? ''} and the end of the archive`;
      throw new TamadaError({ code: 'unsafe', problem, next: 'name a time or a position' });
    }
  }
}

function progressTo(target: RecoveryTarget, before: DelayedServer, job: Job): (server: DelayedServer) => boolean {
  return (server) => {
    const { replayLsn, replayedAtMs, waitsFor, state } = server;
    job.doing(
      waitsFor === null ? `replays, at ${replayLsn ?? 'its beginning'}` : `waits for ${waitsFor.segment}, which is not in the archive yet`,
    );
    if (target.kind === 'time' && replayedAtMs !== null && before.replayedAtMs !== null) {
      job.percent(((replayedAtMs - before.replayedAtMs) / (target.atMs - before.replayedAtMs)) * 100);
    }
    if (state === 'promoted') throw new TamadaError({ code: 'internal', problem: 'the delayed replica has left recovery' });
    return state === 'at_target';
  };
}

/** PostgreSQL's own sentence about where it stopped; empty where the log does not tell. */
async function ownWords({ units }: Job): Promise<string> {
  const words = await units.lastWords(delayedUnit).catch(() => '');
  const line = words.split('\n').findLast((one) => one.includes('recovery stopping'));
  return line?.replace(/^.*?(recovery stopping)/, '$1').trim() ?? '';
}

/** Looks in the WAL that the replica has before it, by the numbers that the table has in the replica's own catalogue. */
export const findBody: JobBody<'find'> = ({ database, table }, job) =>
  job.inQueue('delayed', async () => {
    const { site } = job;
    const { replayLsn, replayedAtMs } = await needRecovery(site, job);
    if (replayLsn === null)
      throw new TamadaError({ code: 'unsafe', problem: 'the delayed replica has replayed nothing yet', next: 'wait' });
    const name = `${table.schema}.${table.name}`;
    const numbers = parseObject(await psqlIn(database, numbersSql(table.schema, table.name), job));
    const [db, relation] = [text(numbers.database), text(numbers.relation)];
    if (relation === '') {
      const shows = replayedAtMs === null ? '' : `, which shows what was committed until ${new Date(replayedAtMs).toISOString()}`;
      const problem = `there is no table ${name} in ${database} on the delayed replica${shows}`;
      const next =
        'made later? run `tamada delayed advance --to` a time at which it was there; dropped before? `tamada restore --to` a time before that';
      throw new TamadaError({ code: 'unsafe', problem, next });
    }
    const watch = dropWatch({ database: db, relation });
    const searchedTo = await searchWal(replayLsn, ['Transaction', 'Standby', 'Storage', 'Database'], watch.see, job);
    const drops = watch.drops();
    if (drops.length === 0)
      job.note(`nobody drops ${name} between ${replayLsn} and ${searchedTo}; the newest segment may not be in the archive yet`);
    if (numbers.locked === true)
      job.note(`${name} is locked on the delayed replica: it stands between the lock and the drop, so a dump would wait`);
    return { drops: [...drops], searchedFrom: replayLsn, searchedTo };
  });

async function psqlIn(database: string, sql: string, job: Job): Promise<string> {
  const { delayed, user } = job.site;
  const connection = ['--host', delayed?.socketDirectory ?? '', '--port', String(delayed?.port ?? 0), '--username', user, '--no-password'];
  // As a connection string: a name of a database could be one by itself.
  const dbname = `dbname='${database.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const args = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', ...connection, '--dbname', dbname, '--command', sql];
  const { code, stdout, stderr, timedOut } = await runPostgres('psql', args, job, { timeoutMs: 60_000, signal: job.signal });
  if (code === 0) return stdout;
  throw new TamadaError({
    code: 'request_failed',
    program: 'postgres',
    request: `ask ${database}`,
    problem: timedOut ? 'no answer in time' : stderr.trim(),
  });
}

function numbersSql(schema: string, name: string): string {
  return `SELECT json_build_object(
    'database', (SELECT oid::text FROM pg_database WHERE datname = current_database()),
    'relation', c.oid::text,
    'locked', EXISTS (SELECT FROM pg_locks l WHERE l.relation = c.oid AND l.mode = 'AccessExclusiveLock' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())))
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ${literal(schema)} AND c.relname = ${literal(name)} AND c.relkind IN ('r', 'p', 'm');`;
}

const dumpMs = 24 * 60 * 60_000;
/** The lock of the very drop that it is to undo may be replayed already: then nobody gets the table, and waiting does not help. */
const lockWait = '10s';

/** As plain SQL, with everything that belongs to the tables. */
export const dumpBody: JobBody<'dump'> = ({ database, tables }, job) =>
  job.inQueue('delayed', async () => {
    const { site, id } = job;
    const delayed = needDelayed(site);
    await needRecovery(site, job);
    const folder = join(site.restoreDirectory, 'dumps');
    await makeFolder(site.restoreDirectory, job);
    await makeFolder(folder, job);
    const path = join(folder, `${id}.sql`);
    const quoted = tables.map(({ schema, name }) => `--table=${pattern(schema)}.${pattern(name)}`);
    const connection = ['--host', delayed.socketDirectory, '--port', String(delayed.port), '--username', site.user, '--no-password'];
    const dbname = `--dbname=dbname='${database.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
    const options = ['--format=plain', '--encoding=UTF8', '--strict-names', `--lock-wait-timeout=${lockWait}`, `--file=${path}`];
    job.doing('dumps');
    const { code, stderr, timedOut } = await runPostgres('pg_dump', [...options, ...quoted, ...connection, dbname], job, {
      timeoutMs: dumpMs,
      signal: job.signal,
    });
    if (code === 0) return { path, bytes: (await stat(path)).size };
    await rm(path, { force: true });
    const problem = timedOut ? 'it did not end' : stderr.trim().split('\n').slice(0, 3).join(' ');
    if (!/lock timeout|canceling statement due to/.test(stderr)) {
      throw new TamadaError({ code: 'request_failed', program: 'pg_dump', request: database, problem });
    }
    const held = await delayedPsql(job, site).execute('look at locks', "SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock';");
    const next =
      'run `tamada restore --to` the position before the lock, and dump from there, or `tamada delayed rebuild` and advance to it';
    throw new TamadaError({
      code: 'unsafe',
      problem: `the table is locked by a drop that is half replayed (${held.trim()} locks): ${problem}`,
      next,
    });
  });

/** pg_dump takes patterns: quoted, a name is only itself. */
function pattern(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
