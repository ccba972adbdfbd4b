import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { parseSegment, segmentAt, segmentName, segmentStart, lsnText, lsnBytes, type TimelineHistory } from '@tamada/core/wal';
import type { Job } from '../jobs/job.ts';
import { newestHistory } from '../jobs/bodies/keep.ts';
import { makeFolder, runPostgres } from '../restored/server.ts';

/** One record as pg_waldump prints it. */
export interface WalRecord {
  readonly manager: string;
  readonly xid: string;
  readonly lsn: string;
  /** What it does, in pg_waldump's words. */
  readonly words: string;
}

/** `rmgr: Standby len (rec/tot): 42/ 42, tx: 751, lsn: 0/05000110, prev 0/050000D8, desc: LOCK xid 751 db 5 rel 16389`; null for another line. */
export function readRecord(line: string): WalRecord | null {
  const [, manager, xid, lsn, words] =
    /^rmgr: (\S+)\s+len \(rec\/tot\):\s*\d+\/\s*\d+, tx:\s*(\d+), lsn: ([0-9A-F]+\/[0-9A-F]+), prev \S+, desc: (.*)$/.exec(line) ?? [];
  return manager === undefined || xid === undefined || lsn === undefined || words === undefined
    ? null
    : { manager, xid, lsn: lsnText(lsnBytes(lsn) ?? 0n), words: words.trim() };
}

/** Segments that lie on disk at once, and what is printed of them. */
const segmentsAtOnce = 8;
const mostOutput = 256 * 1024 * 1024;
const dumpMs = 600_000;

/**
 * Reads the archive from a position to its end, as whoever follows the newest timeline would. Segments are fetched a few at a time; each part
 * begins with the last segment of the one before, so that no record is lost at a border. Answers with the end of what was read.
 */
export async function searchWal(
  from: string,
  managers: readonly string[],
  onRecord: (record: WalRecord) => void,
  job: Job,
): Promise<string> {
  const { site, tool } = job;
  const archive = await job.talk('archive', tool.archive(site));
  const history = (await newestHistory(archive, job)) ?? { timeline: archive.timelines.at(-1)?.timeline ?? 1, switchpoints: [] };
  const start = segmentAt(history.timeline, from)?.number;
  const last = Math.max(-1, ...archive.timelines.flatMap(({ last: name }) => parseSegment(name ?? '')?.number ?? []));
  if (start === undefined) throw new TamadaError({ code: 'internal', problem: `${from} is no position` });
  await makeFolder(site.restoreDirectory, job);
  const folder = await mkdtemp(join(site.restoreDirectory, `search-${job.id}-`));
  try {
    await makeFolder(folder, job);
    const seen = new Set<string>();
    for (let first = start; first <= last;) {
      const end = Math.min(first + segmentsAtOnce - 1, last);
      job.doing(`reads WAL, ${String(end - start + 1)} of ${String(last - start + 1)} segments`);
      job.percent(((first - start) / (last - start + 1)) * 100);
      for (let number = first === start ? first : first + 1; number <= end; number += 1) await fetchSegment(number, history, folder, job);
      const begin = first === start ? from : lsnText(segmentStart(first));
      for (const record of await dump(folder, history.timeline, begin, lsnText(segmentStart(end + 1)), managers, job)) {
        if (!seen.has(record.lsn)) onRecord(record);
        seen.add(record.lsn);
      }
      for (let number = first; number < end; number += 1) await rm(placeOf(folder, history.timeline, number), { force: true });
      if (end === last) break;
      first = end;
    }
    return lsnText(segmentStart(last + 1));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All under one timeline's name: pg_waldump looks for no other, and the content is what that timeline has. */
function placeOf(folder: string, timeline: number, number: number): string {
  return join(folder, segmentName({ timeline, number }));
}

/** From the timeline that the history has there; the segment in which one was left is the next one's. */
async function fetchSegment(number: number, history: TimelineHistory, folder: string, job: Job): Promise<void> {
  const left = history.switchpoints.find(({ lsn }) => (segmentAt(1, lsn)?.number ?? -1) > number);
  const timeline = left?.timeline ?? history.timeline;
  const name = segmentName({ timeline, number });
  const got = await job.talk('fetch WAL', job.tool.fetch(job.site, name, placeOf(folder, history.timeline, number)));
  if (got === 'fetched') return;
  const next = 'look at the holes of `tamada status`';
  throw new TamadaError({ code: 'unsafe', problem: `${name} is missing in the archive: what comes after it cannot be read`, next });
}

async function dump(
  folder: string,
  timeline: number,
  start: string,
  end: string,
  managers: readonly string[],
  job: Job,
): Promise<readonly WalRecord[]> {
  const place = ['--path', folder, '--timeline', String(timeline), '--start', start, '--end', end];
  const args = [...place, ...managers.map((manager) => `--rmgr=${manager}`)];
  const { stdout, stderr, code, truncated } = await runPostgres('pg_waldump', args, job, {
    timeoutMs: dumpMs,
    signal: job.signal,
    mostOutput,
  });
  // At the end of what is there it stops with an error; what it has printed until then counts.
  const ended = code === 0 || /could not find file|could not find a valid record|invalid record length|error in WAL record/.test(stderr);
  if (ended && !truncated) return stdout.split('\n').flatMap((line) => readRecord(line) ?? []);
  const problem = truncated ? 'it printed more than can be kept' : stderr.trim();
  throw new TamadaError({ code: 'request_failed', program: 'pg_waldump', request: `${start} to ${end}`, problem });
}

/** Whether a position is on the way from another one, by this history. */
export function isBefore(lsn: string, other: string): boolean {
  return (lsnBytes(lsn) ?? 0n) < (lsnBytes(other) ?? 0n);
}
