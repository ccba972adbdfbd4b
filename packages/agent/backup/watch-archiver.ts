import { join } from 'node:path';
import { backupToolOf, type BackupSite } from '@tamada/core/backup';
import { said as saidBy, type ArchiverSaid } from '@tamada/core/view';
import { archiverSaid, askArchiver, lookAtWal, makeRate, ownPsql, readLetGo, readPushWords, type OwnServer } from './archiver.ts';
import { askCatalogue } from './ask-catalogue.ts';
import type { Watch, WatchNeeds } from './backups.ts';
import { pushMissing, type Conflict } from './guard.ts';
import { runTalk } from './run-talk.ts';

/** A hole must be pushed within a minute where a host has it. */
const guardMs = 20_000;
/** Asking the tool for its words is one more push: not for each of PostgreSQL's own. */
const retellMs = 60_000;

/** A database host: a heartbeat while it leads, the tool's own words while pushes fail, and what the archive lacks. */
export function watchArchiver(needs: WatchNeeds): Watch<ArchiverSaid> {
  const { paths, clock } = needs;
  const rate = makeRate();
  const conflicts = makeConflicts(needs);
  const failing = makeFailing(needs, conflicts.add);
  const guard = makeGuard(needs, conflicts.add);

  async function ask(site: BackupSite, heartbeat: boolean): Promise<OwnServer> {
    const server = await askArchiver(ownPsql(needs, site), heartbeat);
    rate.note(server.lsn, clock.now());
    return server;
  }

  return {
    async beat(site) {
      const done = await Promise.allSettled([ask(site, site.delayed !== null).then((server) => failing.note(site, server)), guard(site)]);
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
    async tell(site) {
      const wal = await lookAtWal(join(paths.at(site.postgres.dataDirectory), 'pg_wal'));
      const server = await ask(site, false);
      const letGo = await readLetGo(backupToolOf(site.tool).pushNotes, paths);
      const words = { failing: await failing.now(site, server), conflicts: conflicts.all(), letGo };
      return archiverSaid(server, wal, rate, { ...words, reserveBytes: site.walReserveBytes });
    },
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

interface Failing {
  readonly note: (site: BackupSite, server: Pick<OwnServer, 'failing' | 'failedCount'>) => Promise<void>;
  /** Null while the newest push succeeded. What nobody has asked the tool about yet is told in the words that archive_command noted. */
  readonly now: (site: BackupSite, server: Pick<OwnServer, 'failing' | 'failedCount'>) => Promise<ArchiverSaid['failing']>;
}

/** Why PostgreSQL's pushes fail. It keeps the tool's words in its log only, so the tool is asked again; the same content is no harm. */
function makeFailing(needs: WatchNeeds, onConflict: Conflicts['add']): Failing {
  const { clock, paths, signal } = needs;
  let now: ArchiverSaid['failing'] = null;
  let toldMs = -Infinity;
  return {
    async note(site, { failing: segment, failedCount: attempts }) {
      const known = now;
      if (segment === null) {
        now = null;
        return;
      }
      if (known?.segment === segment && (known.attempts === attempts || clock.monotonic() - toldMs < retellMs)) {
        now = { ...known, attempts };
        return;
      }
      toldMs = clock.monotonic();
      const answer = await runTalk(backupToolOf(site.tool).push(site, segment), needs, { signal });
      const words = answer.ok ? 'it failed, and would succeed now' : answer.words;
      now = { segment, sinceMs: known?.sinceMs ?? clock.now(), words, attempts };
      if (!answer.ok && answer.trouble === 'conflict') onConflict({ segment, words });
    },
    async now(site, { failing: segment, failedCount: attempts }) {
      if (segment === null || now?.segment === segment) return segment === null ? null : now;
      const words = (await readPushWords(segment, backupToolOf(site.tool).pushNotes, paths)) ?? 'the tool is being asked why';
      return { segment, sinceMs: now?.sinceMs ?? clock.now(), words, attempts };
    },
  };
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
