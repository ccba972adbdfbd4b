import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive, BackupSite, BackupTool } from '@tamada/core/backup';
import { historyName, parseHistory, parseSegment, segmentStart, sharedSegments, lsnBytes, segmentBytes } from '@tamada/core/wal';
import type { Logger } from '@tamada/runtime';
import { isWholeSegment, type Conflict } from './archiver.ts';
import { runTalk, type TalkNeeds } from './run-talk.ts';

export interface GuardInput {
  readonly site: BackupSite;
  readonly tool: BackupTool;
  readonly archive: Archive;
  /** The leader's timeline, as this node follows it. */
  readonly timeline: number;
  /** Up to where this node has replayed or written it. */
  readonly lsn: string;
}

/** So many at a time: the archiver of the leader wants to push, too. */
const mostPushes = 50;

/**
 * Pushes what the archive lacks between what it has, and this node has: complete segments of the present timeline that the node has written or
 * replayed, and of older ones up to their switchpoint in the leader's history. Those are the same on every host. Nothing is ever overwritten;
 * another content there is a conflict, to be told.
 */
export async function pushMissing(
  input: GuardInput,
  needs: TalkNeeds & { readonly logger: Logger; readonly signal: AbortSignal },
): Promise<readonly Conflict[]> {
  const { site, tool } = input;
  const { paths, logger, signal } = needs;
  const folder = join(paths.at(site.postgres.dataDirectory), 'pg_wal');
  const conflicts: Conflict[] = [];
  for (const name of await candidates(folder, input)) {
    signal.throwIfAborted();
    if (!(await isWholeSegment(join(folder, name), readHead).catch(() => false))) continue;
    const answer = await runTalk(tool.push(site, name), needs, { signal });
    if (answer.ok && answer.said === 'pushed') logger.info('a segment that the archive lacked was pushed', { segment: name });
    if (!answer.ok)
      logger.warn('a segment that the archive lacks could not be pushed', { segment: name, why: answer.trouble, words: answer.words });
    if (!answer.ok && answer.trouble === 'conflict') conflicts.push({ segment: name, words: answer.words });
    // The others would fail the same way, and cost the same time.
    if (!answer.ok && answer.trouble !== 'conflict') break;
  }
  return conflicts;
}

/** Names of segments here that the archive lacks and that nobody disputes. */
export async function candidates(
  folder: string,
  { archive, timeline, lsn }: Pick<GuardInput, 'archive' | 'timeline' | 'lsn'>,
): Promise<readonly string[]> {
  const text = await readFile(join(folder, historyName(timeline)), 'utf8').catch(() => '');
  // Where nobody knows what came before, only the present timeline is undisputed.
  const history = parseHistory(timeline, text) ?? { timeline, switchpoints: [] };
  const names = (await readdir(folder)).filter((name) => parseSegment(name) !== null);
  const own = lsnBytes(lsn) ?? 0n;
  const reached = names.filter((name) => segmentStart(parseSegment(name)?.number ?? Infinity) + BigInt(segmentBytes) <= own);
  const present = reached.filter((name) => parseSegment(name)?.timeline === timeline);
  return [...sharedSegments(history, reached), ...present]
    .filter((name) => isMissing(name, archive))
    .toSorted()
    .slice(0, mostPushes);
}

/** In a hole. What lies before the first one of a timeline was removed by retention, or belongs to its parent. */
function isMissing(name: string, { timelines }: Archive): boolean {
  const timeline = parseSegment(name)?.timeline;
  const holes = timelines.find((one) => one.timeline === timeline)?.holes ?? [];
  return holes.some(({ from, to }) => from <= name && name <= to);
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(24), 0, 24, 0);
    return buffer;
  } finally {
    await handle.close();
  }
}
