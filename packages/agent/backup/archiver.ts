import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupSite, BackupTool } from '@tamada/core/backup';
import { lsnBytes, parseSegment, segmentBytes } from '@tamada/core/wal';
import type { ArchiverSaid } from '@tamada/core/view';
import { readOptional } from '@tamada/runtime';
import { numberOrNull, number, parseObject, textOrNull } from '../json/fields.ts';
import { makePsql, type Psql } from '../postgres/psql.ts';
import type { AgentContext } from '../agent-context.ts';
import type { AgentPaths } from '../paths.ts';

/** A segment that the archive has with another content. */
export interface Conflict {
  readonly segment: string;
  readonly words: string;
}

export interface OwnServer {
  /** Null where the server did not tell. */
  readonly recovery: boolean | null;
  readonly lsn: string | null;
  readonly lastArchived: string | null;
  readonly lastArchivedAtMs: number | null;
  /** Of the newest failure, where no success came after it. */
  readonly failing: string | null;
  readonly failedCount: number;
}

export function ownPsql({ run }: Pick<AgentContext, 'run'>, { postgres, user }: BackupSite): Psql {
  const program = join(postgres.binDirectory, 'psql');
  return makePsql(run, { program, socketFolder: postgres.socketDirectory, port: postgres.port, osUser: user });
}

/** What the node's own PostgreSQL says of its archiver. With a heartbeat: a leader also makes a commit that changes nothing. */
export async function askArchiver(psql: Psql, heartbeat = false): Promise<OwnServer> {
  const said = parseObject(await psql.execute('look at the archiver', `${heartbeat ? heartbeatSql : ''}${lookSql}`));
  return {
    recovery: typeof said.recovery === 'boolean' ? said.recovery : null,
    lsn: textOrNull(said.lsn),
    lastArchived: textOrNull(said.archived),
    lastArchivedAtMs: numberOrNull(said.archivedAt),
    failing: textOrNull(said.failed),
    failedCount: number(said.failures),
  };
}

/** On a cluster at rest it tells the delayed replica what time it is. It waits for no standby. */
const heartbeatSql = `SET synchronous_commit = off;
DO $$ BEGIN IF NOT pg_is_in_recovery() THEN PERFORM pg_logical_emit_message(true, 'tamada', 'heartbeat'); END IF; END $$;
`;

const lookSql = `SELECT json_build_object(
  'recovery', pg_is_in_recovery(),
  'lsn', CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
  'archived', last_archived_wal, 'archivedAt', floor(extract(epoch FROM last_archived_time) * 1000),
  'failed', CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity') THEN last_failed_wal END,
  'failures', failed_count)::text FROM pg_stat_archiver;`;

/** pg_wal as it lies on disk. */
export interface WalFolder {
  /** Complete segments that wait for the archive. */
  readonly lagSegments: number;
  readonly bytes: number;
  readonly freeBytes: number;
}

export async function lookAtWal(folder: string): Promise<WalFolder> {
  const [names, waiting, disk] = await Promise.all([
    readdir(folder),
    readdir(join(folder, 'archive_status')).catch(() => [] as string[]),
    statfs(folder, { bigint: true }),
  ]);
  const ready = waiting.filter((name) => name.endsWith('.ready') && parseSegment(name.slice(0, -'.ready'.length)) !== null);
  // Segments have one size; whatever else lies there is small.
  const bytes = names.filter((name) => parseSegment(name) !== null).length * segmentBytes;
  return { lagSegments: ready.length, bytes, freeBytes: Number(disk.bavail * disk.bsize) };
}

/** One complete segment of pg_wal, as its file says; a preallocated or recycled one holds something else under its name. */
export async function isWholeSegment(file: string, readHead: (file: string) => Promise<Buffer>): Promise<boolean> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const segment = parseSegment(name);
  const { size } = await stat(file);
  if (segment === null || size !== segmentBytes) return false;
  // XLogPageHeaderData: magic, info, timeline (4 bytes at 4), page address (8 bytes at 8), in the server's byte order.
  const head = await readHead(file);
  const [timeline, address] = [head.readUInt32LE(4), head.readBigUInt64LE(8)];
  return address === BigInt(segment.number) * BigInt(segmentBytes) && timeline <= segment.timeline && timeline > 0;
}

/** Why the newest push of archive_command failed, in the tool's words, as it printed them; null where it did not, or nobody knows. */
export async function readPushWords(
  segment: string,
  { failed }: BackupTool['pushNotes'],
  paths: Pick<AgentPaths, 'at'>,
): Promise<string | null> {
  const [name, ...words] = ((await readOptional(paths.at(failed))) ?? '').trim().split('\n');
  return name === segment && words.length > 0 ? words.join('\n') : null;
}

/** What archive_command noted of files that the archive has with another content. They stay until somebody removes the notes. */
export async function readPushConflicts(
  { conflicts }: BackupTool['pushNotes'],
  paths: Pick<AgentPaths, 'at'>,
): Promise<readonly Conflict[]> {
  const lines = ((await readOptional(paths.at(conflicts))) ?? '').split('\n').filter((line) => line.includes(' '));
  return lines.map((line) => ({ segment: line.slice(0, line.indexOf(' ')), words: line.slice(line.indexOf(' ') + 1).trim() }));
}

/** What archive_command let go; a note that cannot be read counts as one file that nobody knows the name of. */
export async function readLetGo({ letGo }: BackupTool['pushNotes'], paths: Pick<AgentPaths, 'at'>): Promise<ArchiverSaid['letGo']> {
  const text = await readOptional(paths.at(letGo));
  if (text === null) return null;
  const [files = '', first = ''] = text.trim().split(' ');
  return { first, files: Math.max(1, Number.parseInt(files, 10) || 1) };
}

/** How fast WAL grows, from positions that were seen at least so far apart. */
export interface Rate {
  readonly note: (lsn: string | null, nowMs: number) => void;
  /** Bytes a second; null while nobody knows. */
  readonly perSecond: () => number | null;
}

const windowMs = 60_000;
const leastMs = 5000;

export function makeRate(): Rate {
  let seen: readonly { readonly bytes: bigint; readonly atMs: number }[] = [];
  return {
    note(lsn, nowMs) {
      const bytes = lsn === null ? null : lsnBytes(lsn);
      if (bytes === null) return;
      // A server that went back, after a rewind, begins anew.
      const kept = seen.filter((one) => nowMs - one.atMs <= windowMs && one.bytes <= bytes);
      seen = [...kept, { bytes, atMs: nowMs }];
    },
    perSecond() {
      const [first, last] = [seen[0], seen.at(-1)];
      if (first === undefined || last === undefined || last.atMs - first.atMs < leastMs) return null;
      return Number(last.bytes - first.bytes) / ((last.atMs - first.atMs) / 1000);
    },
  };
}

/** The answer of a database host, from its parts. */
export function archiverSaid(
  server: OwnServer,
  wal: WalFolder,
  rate: Rate,
  words: Pick<ArchiverSaid, 'failing' | 'conflicts' | 'letGo' | 'pushed'> & { readonly reserveBytes: number },
): ArchiverSaid {
  const perSecond = rate.perSecond();
  const { failing, letGo, conflicts, pushed, reserveBytes } = words;
  const room = Math.max(0, wal.freeBytes - reserveBytes);
  return {
    lastArchived: server.lastArchived,
    lastArchivedAtMs: server.lastArchivedAtMs,
    failing,
    lagSegments: wal.lagSegments,
    walBytes: wal.bytes,
    walFreeBytes: wal.freeBytes,
    fullInSeconds: failing === null || perSecond === null || perSecond <= 0 ? null : Math.round(room / perSecond),
    letGo,
    conflicts,
    pushed,
  };
}
