import { join } from 'node:path';
import { backupToolOf, remembered, type BackupSite } from '@tamada/core/backup';
import { hasEnded } from '@tamada/core/jobs';
import { said as saidBy, type ArchiverSaid, type BackupSaid, type CatalogueSaid, type Look } from '@tamada/core/view';
import { sleep } from '@tamada/runtime';
import type { CatalogueAnswer } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { lookDelayed, saidOf } from '../delayed/look.ts';
import { makeJobStore } from '../jobs/store.ts';
import { notAsked, silenceOf } from '../status/silence.ts';
import { makeSource } from '../status/source.ts';
import { archiverSaid, askArchiver, lookAtWal, makeRate, ownPsql } from './archiver.ts';
import { askCatalogue } from './ask-catalogue.ts';
import type { ArchiveSeen, Backups } from './backups.ts';
import { pushMissing } from './guard.ts';
import { readMemory } from './memory.ts';
import { runTalk } from './run-talk.ts';
import { readSite } from './site.ts';

type WatchNeeds = Pick<AgentContext, 'config' | 'paths' | 'run' | 'accounts' | 'units' | 'clock' | 'logger' | 'signal'> &
  Pick<AgentContext, 'senses'>;

/** A hole must be known within a minute, and be pushed where a host has it. */
const catalogueMs = 20_000;
const beatMs = 10_000;
/** Asking the tool for its words is one more push: not for each of PostgreSQL's own. */
const retellMs = 60_000;
const youngMs = 1000;

/** Looks at the node's part in the backups, for as long as the agent lives. */
export function makeBackups(needs: WatchNeeds): Backups {
  const { paths, clock, logger, signal } = needs;
  const store = makeJobStore(paths, clock);
  let read: { readonly answer: CatalogueAnswer; readonly atMs: number } | null = null;
  let reading: Promise<CatalogueAnswer> | null = null;
  let failed: Look<CatalogueSaid> = notAsked('the catalogue was not read yet');
  let seen: (ArchiveSeen & { readonly newest: string }) | null = null;
  const rate = makeRate();
  let failing: ArchiverSaid['failing'] = null;
  let conflicts: ArchiverSaid['conflicts'] = [];

  async function readCatalogue(site: BackupSite): Promise<CatalogueAnswer> {
    const tool = backupToolOf(site.tool);
    const startMs = clock.monotonic();
    try {
      const [backups, archive, memory] = [
        await runTalk(tool.list(site), needs, { signal }),
        await runTalk(tool.archive(site), needs, { signal }),
        await readMemory(paths),
      ];
      if (!backups.ok) throw new Error(backups.words);
      if (!archive.ok) throw new Error(archive.words);
      const answer = { tool: site.tool, readAtMs: clock.now(), backups: [...remembered(backups.said, memory)], archive: archive.said };
      read = { answer, atMs: clock.monotonic() };
      const newest = archive.said.timelines.at(-1)?.last ?? '';
      if (newest !== seen?.newest) seen = { archive: archive.said, newest, newestAtMs: answer.readAtMs };
      else seen = { ...seen, archive: archive.said };
      return answer;
    } catch (error) {
      failed = { answer: 'silent', ...silenceOf(error), waitedMs: Math.round(clock.monotonic() - startMs) };
      read = null;
      throw error;
    }
  }

  function catalogue(site: BackupSite, young: number): Promise<CatalogueAnswer> {
    if (read !== null && clock.monotonic() - read.atMs <= young) return Promise.resolve(read.answer);
    reading ??= readCatalogue(site).finally(() => {
      reading = null;
    });
    return reading;
  }

  async function lookBackup(): Promise<BackupSaid | null> {
    const site = await readSite(paths);
    if (site === null || site.node !== site.host.name) return null;
    const { lastProof } = await readMemory(paths);
    const jobs = (await store.list(20)).filter((job) => !hasEnded(job));
    return {
      tool: site.tool,
      catalogue: read === null ? failed : { answer: 'said', said: inShort(read.answer), waitedMs: 0 },
      lastProof,
      delayed: site.delayed === null ? null : await lookAtDelayed(site),
      jobs,
    };
  }

  async function lookAtDelayed(site: BackupSite): Promise<BackupSaid['delayed']> {
    const startMs = clock.monotonic();
    try {
      const said = saidOf(await lookDelayed(site, needs, seen));
      return { answer: 'said', said, waitedMs: Math.round(clock.monotonic() - startMs) };
    } catch (error) {
      return { answer: 'silent', ...silenceOf(error), waitedMs: Math.round(clock.monotonic() - startMs) };
    }
  }

  async function lookArchiver(): Promise<ArchiverSaid | null> {
    const site = await readSite(paths);
    if (site === null || site.node === site.host.name) return null;
    const wal = await lookAtWal(join(paths.at(site.postgres.dataDirectory), 'pg_wal'));
    const server = await askArchiver(ownPsql(needs, site));
    rate.note(server.lsn, clock.now());
    return archiverSaid(server, wal, rate, { failing, conflicts });
  }

  const backup = makeSource({ ask: lookBackup, youngMs, clock });
  const archiver = makeSource({ ask: lookArchiver, youngMs, clock });

  /** On a database host: a heartbeat while it leads, the tool's own words while pushes fail, and what the archive lacks. */
  async function beat(site: BackupSite): Promise<void> {
    const server = await askArchiver(ownPsql(needs, site), site.delayed !== null);
    rate.note(server.lsn, clock.now());
    await tellFailure(site, server.failing, server.failedCount);
  }

  async function tellFailure(site: BackupSite, segment: string | null, attempts: number): Promise<void> {
    if (segment === null) {
      failing = null;
      return;
    }
    const known = failing;
    const again = known?.segment === segment;
    if (again && (known.attempts === attempts || clock.monotonic() - toldMs < retellMs)) {
      failing = { ...known, attempts };
      return;
    }
    toldMs = clock.monotonic();
    // PostgreSQL keeps the tool's words in its log only, so the tool is asked again; the same content is no harm.
    const answer = await runTalk(backupToolOf(site.tool).push(site, segment), needs, { signal });
    const words = answer.ok ? 'it failed, and would succeed now' : answer.words;
    failing = { segment, sinceMs: known?.sinceMs ?? clock.now(), words, attempts };
    if (!answer.ok && answer.trouble === 'conflict') addConflict(segment, answer.words);
  }

  function addConflict(segment: string, words: string): void {
    if (conflicts.some((one) => one.segment === segment)) return;
    logger.error('the archive has another content of a segment', { segment, words });
    conflicts = [...conflicts, { segment, seenAtMs: clock.now(), words }].slice(-100);
  }

  let toldMs = -Infinity;
  let guardedMs = -Infinity;
  let guardedTimeline = 0;

  async function guard(site: BackupSite): Promise<void> {
    const member = saidBy(await needs.senses.member({ patienceMs: 2000 }));
    if (member?.timeline == null || member.lsn === null) return;
    const due = clock.monotonic() - guardedMs >= catalogueMs;
    if (!due && member.timeline === guardedTimeline) return;
    [guardedMs, guardedTimeline] = [clock.monotonic(), member.timeline];
    if (member.timeline < 2) return;
    const { archive } = await askCatalogue(site, needs, signal);
    const input = { site, tool: backupToolOf(site.tool), archive, timeline: member.timeline, lsn: member.lsn };
    for (const { segment, words } of await pushMissing(input, needs)) addConflict(segment, words);
  }

  async function once(): Promise<void> {
    const site = await readSite(paths);
    if (site === null) return;
    if (site.node === site.host.name) await catalogue(site, catalogueMs);
    else {
      const done = await Promise.allSettled([beat(site), guard(site)]);
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    }
  }

  return {
    begin() {
      void (async () => {
        for (let told = ''; !signal.aborted;) {
          await once().then(
            () => {
              told = '';
            },
            (error: unknown) => {
              const problem = error instanceof Error ? error.message : String(error);
              // Once for each trouble, not for each beat.
              if (problem !== told && !signal.aborted) logger.warn('a look at the backups failed', { problem });
              told = problem;
            },
          );
          await sleep(beatMs, signal).catch(() => undefined);
        }
      })();
    },
    async look(patienceMs) {
      if (needs.config.role === 'backup') return { backup: absentLook(await backup.look({ patienceMs })), archiver: null };
      if (needs.config.role === 'database') return { backup: null, archiver: absentLook(await archiver.look({ patienceMs })) };
      return { backup: null, archiver: null };
    },
    catalogue,
  };
}

/** Where there is nothing to ask, there is no look. */
function absentLook<T>(look: Look<T | null>): Look<T> | null {
  if (look.answer === 'silent') return look;
  return look.said === null ? null : { ...look, said: look.said };
}

function inShort({ backups, archive, readAtMs }: CatalogueAnswer): CatalogueSaid {
  const good = backups.find(({ state, endedAtMs }) => state === 'ok' && endedAtMs !== null);
  return { readAtMs, backups: backups.length, newest: backups[0] ?? null, lastGood: good ?? null, archive };
}
