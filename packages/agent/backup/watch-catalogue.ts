import { backupToolOf, remembered, type Archive, type BackupSite, type ToolOutcome } from '@tamada/core/backup';
import { hasEnded } from '@tamada/core/jobs';
import { said, type BackupSaid, type CatalogueSaid, type Look, type Silence } from '@tamada/core/view';
import type { Clock } from '@tamada/runtime';
import type { CatalogueAnswer } from '@tamada/wire';
import { lookDelayed, saidOf } from '../delayed/look.ts';
import { makeJobStore } from '../jobs/store.ts';
import { notAsked, silenceOf } from '../status/silence.ts';
import { makeSource } from '../status/source.ts';
import { archiveMark, arrivedAt } from './archive-folder.ts';
import type { ArchiveSeen, Backups } from './backups.ts';
import { makeDisks } from './disks.ts';
import { readMemory } from './memory.ts';
import { talkThrough } from './run-talk.ts';
import { lookAtTimers } from './timers.ts';
import type { Watch, WatchNeeds } from './watching.ts';

/** A hole must be known within a minute. */
const catalogueMs = 20_000;
/** What a timer did a moment ago is early enough. */
const timersMs = 10_000;
const timersWaitMs = 2000;

/** The backup host: its catalogue, its jobs and the delayed replica. */
export function watchCatalogue(needs: WatchNeeds): Watch<BackupSaid> & Pick<ReadCatalogue, 'read' | 'seen'> {
  const { paths, clock } = needs;
  const store = makeJobStore(paths, clock);
  const catalogue = makeCatalogue(needs);
  const disks = makeDisks(needs);
  const timers = makeSource({ ask: () => lookAtTimers(needs, store), youngMs: timersMs, clock });
  return {
    read: catalogue.read,
    seen: catalogue.seen,
    async beat(site) {
      const done = await Promise.allSettled([catalogue.read(site, catalogueMs), disks.note(site)]);
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
    async tell(site) {
      const { lastProof } = await readMemory(paths);
      const jobs = (await store.list(20)).filter((job) => !hasEnded(job));
      const delayed =
        site.delayed === null ? null : await looked(async () => saidOf(await lookDelayed(site, needs, catalogue.seen())), clock);
      const runs = said(await timers.look({ patienceMs: timersWaitMs })) ?? [];
      const rooms = await disks.all(site);
      return { tool: site.tool, catalogue: catalogue.last(), lastProof, delayed, jobs, timers: [...runs], disks: [...rooms] };
    },
  };
}

async function looked<T>(ask: () => Promise<T>, clock: Clock): Promise<Look<T>> {
  const startMs = clock.monotonic();
  try {
    return { answer: 'said', said: await ask(), waitedMs: Math.round(clock.monotonic() - startMs) };
  } catch (error) {
    return silent(error, startMs, clock);
  }
}

function silent(error: unknown, startMs: number, clock: Clock): Silence {
  return { answer: 'silent', ...silenceOf(error), waitedMs: Math.round(clock.monotonic() - startMs) };
}

/** The catalogue as the tool tells it: read by one at a time, remembered for everybody. */
interface ReadCatalogue {
  /** At most so old. */
  readonly read: Backups['catalogue'];
  readonly last: () => Look<CatalogueSaid>;
  readonly seen: () => ArchiveSeen | null;
}

function makeCatalogue(needs: WatchNeeds): ReadCatalogue {
  const { clock } = needs;
  let read: { readonly answer: CatalogueAnswer; readonly atMs: number } | null = null;
  let failed: Look<CatalogueSaid> = notAsked('the catalogue was not read yet');
  let reading: Promise<CatalogueAnswer> | null = null;
  let seen: (ArchiveSeen & { readonly newest: string }) | null = null;
  const listing = makeListing(needs);

  async function readNow(site: BackupSite, young: boolean): Promise<CatalogueAnswer> {
    const startMs = clock.monotonic();
    try {
      const talking = { signal: needs.signal };
      const backups = await talkThrough('list backups', backupToolOf(site.tool).list(site), needs, talking);
      const memory = await readMemory(needs.paths);
      const listed = await listing.archive(site, young);
      const answer = {
        tool: site.tool,
        readAtMs: clock.now(),
        backups: [...remembered(backups, memory)],
        archive: listed,
        tablespaces: [],
      };
      read = { answer, atMs: clock.monotonic() };
      const { archive, readAtMs } = answer;
      const newest = archive.timelines.findLast(({ last }) => last !== null)?.last ?? '';
      seen =
        newest === seen?.newest
          ? { ...seen, archive }
          : { archive, newest, newestAtMs: (await arrivedAt(site, newest, needs.paths)) ?? readAtMs };
      return answer;
    } catch (error) {
      failed = silent(error, startMs, clock);
      read = null;
      throw error;
    }
  }

  return {
    read(site, youngMs) {
      if (read !== null && clock.monotonic() - read.atMs <= youngMs) return Promise.resolve(read.answer);
      reading ??= readNow(site, youngMs === 0).finally(() => {
        reading = null;
      });
      return reading;
    },
    last: () => (read === null ? failed : { answer: 'said', said: inShort(read.answer), waitedMs: 0 }),
    seen: () => seen,
  };
}

/** Whatever the folders' times say: once in so long the tool is asked. */
const listAgainMs = 5 * 60_000;

/**
 * What the archive holds. To list it costs the tool half a second of a processor for 40,000 segments, so it is asked only where a file came or
 * went since, or where somebody wants it as it is now.
 */
function makeListing({ signal, ...needs }: WatchNeeds): { readonly archive: (site: BackupSite, now: boolean) => Promise<Archive> } {
  const { paths, clock } = needs;
  let known: { readonly archive: Archive; readonly mark: string; readonly atMs: number } | null = null;
  let answers = new Map<string, ToolOutcome>();
  return {
    async archive(site, now) {
      const mark = await archiveMark(site, paths);
      if (!now && known !== null && known.mark === mark && clock.monotonic() - known.atMs < listAgainMs) return known.archive;
      if (now) answers = new Map();
      const atMs = clock.monotonic();
      const archive = await talkThrough('list the archive', backupToolOf(site.tool).archive(site), needs, { signal, answers });
      known = mark === null ? null : { archive, mark, atMs };
      return archive;
    },
  };
}

function inShort({ backups, archive, readAtMs }: CatalogueAnswer): CatalogueSaid {
  const good = backups.find(({ state, endedAtMs }) => state === 'ok' && endedAtMs !== null);
  return { readAtMs, backups: backups.length, newest: backups[0] ?? null, lastGood: good ?? null, archive };
}
