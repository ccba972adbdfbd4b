import { join } from 'node:path';
import { backupToolOf, type BackupSite, type ToolAnswer } from '@tamada/core/backup';
import { plainLine } from '@tamada/core/foreign';
import { said as saidBy, type ArchiverSaid } from '@tamada/core/view';
import {
  archiverSaid,
  askArchiver,
  lookAtWal,
  makeRate,
  ownPsql,
  readLetGo,
  readPushConflicts,
  readPushWords,
  type Conflict,
  type OwnServer,
} from './archiver.ts';
import { askCatalogue } from './ask-backup-host.ts';
import { pushMissing } from './guard.ts';
import { makePushed } from './pushed.ts';
import { runTalk } from './run-talk.ts';
import type { Watch, WatchNeeds } from './watching.ts';

/** A hole must be pushed within a minute where a host has it. */
const guardMs = 20_000;
/** Between two checkpoints that make room: one takes as long as the disk does. */
const roomMs = 10_000;
/** Asking the tool for its words is one more push: not for each of PostgreSQL's own. */
const retellMs = 60_000;

/** A database host: a heartbeat while it leads, the tool's own words while pushes fail, and what the archive lacks. */
export function watchArchiver(needs: WatchNeeds): Watch<ArchiverSaid> {
  const { paths, clock } = needs;
  const rate = makeRate();
  const pushed = makePushed(needs);
  const conflicts = makeConflicts(needs);
  const failing = makeFailing(needs, conflicts.add);
  const guard = makeGuard(needs, conflicts.add);
  const makeRoom = roomMaker(needs);

  async function ask(site: BackupSite, heartbeat: boolean): Promise<OwnServer> {
    const server = await askArchiver(ownPsql(needs, site), heartbeat);
    rate.note(server.lsn, clock.now());
    return server;
  }

  async function archiving(site: BackupSite): Promise<void> {
    const server = await ask(site, site.delayed !== null);
    await pushed.note(server.lastArchived);
    await failing.note(site, server);
    if (server.recovery === false) await makeRoom(site);
  }

  return {
    async beat(site) {
      const done = await Promise.allSettled([archiving(site), guard(site)]);
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
    async tell(site) {
      const wal = await lookAtWal(join(paths.at(site.postgres.dataDirectory), 'pg_wal'));
      const server = await ask(site, false);
      const { pushNotes } = backupToolOf(site.tool);
      const letGo = await readLetGo(pushNotes, paths);
      for (const conflict of await readPushConflicts(pushNotes, paths)) conflicts.add(conflict);
      const words = { failing: await failing.now(site, server), conflicts: conflicts.all(), letGo, pushed: await pushed.all() };
      return archiverSaid(server, wal, rate, { ...words, reserveBytes: site.walReserveBytes });
    },
  };
}

/**
 * What archive_command lets go stays on disk until PostgreSQL's next checkpoint, and until then as much again is written as max_wal_size
 * allows: below the reserve it is not waited for.
 */
export function roomMaker(needs: Pick<WatchNeeds, 'paths' | 'run' | 'clock' | 'logger'>): (site: BackupSite) => Promise<void> {
  const { paths, clock, logger } = needs;
  let madeMs = -Infinity;
  return async (site) => {
    if (clock.monotonic() - madeMs < roomMs || (await readLetGo(backupToolOf(site.tool).pushNotes, paths)) === null) return;
    const { freeBytes } = await lookAtWal(join(paths.at(site.postgres.dataDirectory), 'pg_wal'));
    if (freeBytes >= site.walReserveBytes) return;
    await ownPsql(needs, site).execute('make room in pg_wal', 'CHECKPOINT;');
    madeMs = clock.monotonic();
    logger.warn('less than the reserve is free on the disk of pg_wal: a checkpoint removed what was let go', { freeBytes });
  };
}

interface Conflicts {
  readonly add: (conflict: Conflict) => void;
  readonly all: () => ArchiverSaid['conflicts'];
}

const mostConflicts = 100;

/** Segments that the archive has with another content, for as long as the agent lives: nothing mends them by itself. */
function makeConflicts({ clock, logger }: WatchNeeds): Conflicts {
  let all: ArchiverSaid['conflicts'] = [];
  return {
    add({ segment, words }) {
      if (all.some((one) => one.segment === segment)) return;
      logger.error('the archive has another content of a segment', { segment, words });
      all = [...all, { segment, seenAtMs: clock.now(), words }].slice(-mostConflicts);
    },
    all: () => all,
  };
}

type Trouble = Pick<Extract<ToolAnswer<never>, { ok: false }>, 'trouble' | 'words'>;

interface Failing {
  readonly note: (site: BackupSite, server: Pick<OwnServer, 'failing' | 'failedCount'>) => Promise<void>;
  /** Null while the newest push succeeded. What nobody has asked the tool about yet is told in the words that archive_command noted. */
  readonly now: (site: BackupSite, server: Pick<OwnServer, 'failing' | 'failedCount'>) => Promise<ArchiverSaid['failing']>;
}

/**
 * Why PostgreSQL's pushes fail: archive_command notes the tool's words. Where it noted none, the tool is asked again; the same content is no
 * harm.
 */
function makeFailing(needs: WatchNeeds, onConflict: Conflicts['add']): Failing {
  const { clock, signal } = needs;
  let now: ArchiverSaid['failing'] = null;
  let toldMs = -Infinity;

  function tell(segment: string, attempts: number, { trouble, words }: Trouble): void {
    now = { segment, sinceMs: now?.sinceMs ?? clock.now(), words, attempts };
    if (trouble === 'conflict') onConflict({ segment, words });
  }

  return {
    async note(site, { failing: segment, failedCount: attempts }) {
      const known = now;
      if (segment === null) {
        now = null;
        return;
      }
      const noted = await notedByPush(site, segment, needs);
      if (noted !== null) {
        tell(segment, attempts, noted);
        return;
      }
      if (known?.segment === segment && (known.attempts === attempts || clock.monotonic() - toldMs < retellMs)) {
        now = { ...known, attempts };
        return;
      }
      toldMs = clock.monotonic();
      const answer = await runTalk(backupToolOf(site.tool).push(site, segment), needs, { signal });
      tell(segment, attempts, answer.ok ? { trouble: 'other', words: 'it failed, and would succeed now' } : answer);
    },
    async now(site, { failing: segment, failedCount: attempts }) {
      if (segment === null || now?.segment === segment) return segment === null ? null : now;
      const words = (await notedByPush(site, segment, needs))?.words ?? 'the tool is being asked why';
      return { segment, sinceMs: now?.sinceMs ?? clock.now(), words, attempts };
    },
  };
}

/** What archive_command noted of this segment; null where it noted nothing, or of another one. */
export async function notedByPush(site: BackupSite, segment: string, { paths }: Pick<WatchNeeds, 'paths'>): Promise<Trouble | null> {
  const tool = backupToolOf(site.tool);
  const words = await readPushWords(segment, tool.pushNotes, paths);
  if (words === null) return null;
  if (words.startsWith('no answer in ')) return { trouble: 'timed_out', words };
  // Where a shell complains, and not the tool, its words say more.
  return words.includes('ERROR: ') ? tool.meaning(words) : { trouble: 'other', words: plainLine(words) };
}

/** Pushes what the archive lacks between what it has: at once after a change of timeline, else every `guardMs`. */
function makeGuard(needs: WatchNeeds, onConflict: Conflicts['add']): (site: BackupSite) => Promise<void> {
  const { clock, senses, signal } = needs;
  let lookedMs = -Infinity;
  let lookedTimeline = 0;
  return async (site) => {
    const member = saidBy(await senses.member({ patienceMs: 2000 }));
    if (member?.timeline == null || member.lsn === null) return;
    const { timeline, lsn } = member;
    if (timeline === lookedTimeline && clock.monotonic() - lookedMs < guardMs) return;
    [lookedMs, lookedTimeline] = [clock.monotonic(), timeline];
    const { archive } = await askCatalogue(site, needs, signal);
    const input = { site, tool: backupToolOf(site.tool), archive, timeline, lsn };
    for (const conflict of await pushMissing(input, needs)) onConflict(conflict);
  };
}
