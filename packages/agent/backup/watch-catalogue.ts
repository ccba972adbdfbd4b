import { backupToolOf, remembered, type BackupSite } from '@tamada/core/backup';
import { hasEnded } from '@tamada/core/jobs';
import type { BackupSaid, CatalogueSaid, Look, Silence } from '@tamada/core/view';
import type { Clock } from '@tamada/runtime';
import type { CatalogueAnswer } from '@tamada/wire';
import { lookDelayed } from '../delayed/look.ts';
import { makeJobStore } from '../jobs/store.ts';
import { notAsked, silenceOf } from '../status/silence.ts';
import type { ArchiveSeen, Backups, Watch, WatchNeeds } from './backups.ts';
import { readMemory } from './memory.ts';
import { talkThrough } from './run-talk.ts';

/** A hole must be known within a minute. */
const catalogueMs = 20_000;

/** The backup host: its catalogue, its jobs and the delayed replica. */
export function watchCatalogue(needs: WatchNeeds): Watch<BackupSaid> & { readonly read: Backups['catalogue'] } {
  const { paths, clock } = needs;
  const store = makeJobStore(paths, clock);
  const catalogue = makeCatalogue(needs);
  return {
    read: catalogue.read,
    async beat(site) {
      await catalogue.read(site, catalogueMs);
    },
    async tell(site) {
      const { lastProof } = await readMemory(paths);
      const jobs = (await store.list(20)).filter((job) => !hasEnded(job));
      const delayed = site.delayed === null ? null : await looked(() => lookAtDelayed(site, needs, catalogue.seen()), clock);
      return { tool: site.tool, catalogue: catalogue.last(), lastProof, delayed, jobs };
    },
  };
}

/** What is there is told; what only decides what may be asked of it is not. */
async function lookAtDelayed(site: BackupSite, needs: WatchNeeds, seen: ArchiveSeen | null) {
  const { redoLsn: _redo, hasTarget: _target, ...delayed } = await lookDelayed(site, needs, seen);
  return delayed;
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

  async function readNow(site: BackupSite): Promise<CatalogueAnswer> {
    const startMs = clock.monotonic();
    try {
      const answer = await askTool(site, needs);
      read = { answer, atMs: clock.monotonic() };
      const { archive, readAtMs } = answer;
      const newest = archive.timelines.at(-1)?.last ?? '';
      seen = newest === seen?.newest ? { ...seen, archive } : { archive, newest, newestAtMs: readAtMs };
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
      reading ??= readNow(site).finally(() => {
        reading = null;
      });
      return reading;
    },
    last: () => (read === null ? failed : { answer: 'said', said: inShort(read.answer), waitedMs: 0 }),
    seen: () => seen,
  };
}

async function askTool(site: BackupSite, needs: WatchNeeds): Promise<CatalogueAnswer> {
  const { paths, clock, signal } = needs;
  const tool = backupToolOf(site.tool);
  const backups = await talkThrough('list backups', tool.list(site), needs, { signal });
  const archive = await talkThrough('list the archive', tool.archive(site), needs, { signal });
  const memory = await readMemory(paths);
  return { tool: site.tool, readAtMs: clock.now(), backups: [...remembered(backups, memory)], archive };
}

function inShort({ backups, archive, readAtMs }: CatalogueAnswer): CatalogueSaid {
  const good = backups.find(({ state, endedAtMs }) => state === 'ok' && endedAtMs !== null);
  return { readAtMs, backups: backups.length, newest: backups[0] ?? null, lastGood: good ?? null, archive };
}
