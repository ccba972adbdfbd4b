import { join } from 'node:path';
import type { Layout } from '../catalogue/layout.ts';
import { each } from '../files/each.ts';
import { thisHost } from '../files/host.ts';
import type { Host } from '../files/host.ts';
import { unpack } from '../files/operations.ts';
import { fromCommandLine, hostOf, isErrno, layoutFor } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { elapsed, systemError } from '../log/words.ts';
import { readControlData } from '../postgres/control-data.ts';
import { parseSegment, segmentBytes, segmentName } from '../wal/position.ts';

/** How often the real one tries before it gives up. */
const attempts = 3;

interface Get {
  readonly call: Invocation;
  readonly archive: Host;
  readonly layout: Layout;
}

/** Brings a WAL file from the archive. What is not there and what cannot be read end alike: as in the real one. */
export async function archiveGet(call: Invocation): Promise<void> {
  const { log, options, cwd } = call;
  const started = performance.now();
  const layout = layoutFor(call);
  const value = fromCommandLine(call);
  const ssh = value('remote-host') !== undefined && value('remote-proto') !== 'none';
  const name = options.text('wal-file-name') ?? log.fail('Required parameter not specified: --wal_file_name %f');
  const path = options.text('wal-file-path') ?? log.fail('Required parameter not specified: --wal_file_path %p');
  const batchSize = options.number('batch-size') ?? 1;
  const threads = options.number('threads') ?? 1;
  log.settings.stamped = ssh;
  log.info(
    `pg_probackup archive-get WAL file: ${name}, remote: ${ssh ? 'ssh' : 'none'}, threads: ${threads}/${threads}, batch: ${batchSize}`,
  );
  await readControlData(thisHost, cwd, log);
  const archive = await hostOf(call, value);
  const get: Get = { call, archive, layout };
  // Also an absolute path is put behind the working directory: the real one asks for a relative one.
  const target = `${cwd}/${path}`;

  let fetched: number | null = null;
  if (batchSize > 1 && parseSegment(name) !== null) fetched = await withPrefetch(get, name, target, batchSize, threads);
  else if (await copy(get, name, target)) fetched = 1;
  await archive.close();
  if (fetched === null) log.fail(`pg_probackup archive-get failed to deliver WAL file: ${name}, time elapsed: ${elapsed(started)}`);
  log.info(`pg_probackup archive-get completed successfully, fetched: ${fetched}/${batchSize}, time elapsed: ${elapsed(started)}`);
}

async function copy(get: Get, name: string, target: string): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const found = await readArchived(get, name);
    if (found === 'absent') return false;
    if (found === 'unreadable') continue;
    try {
      await thisHost.call('write', { path: target, mode: 0o600, offset: 0, sync: false }, found);
      get.call.log.log(`WAL file successfully copied: ${name}`);
      get.call.log.log(`pg_probackup archive-get copied WAL file ${name}`);
      return true;
    } catch (error) {
      get.call.log.warning(`Failed to open file '${target}': ${systemError(error)}`);
    }
  }
  return false;
}

/** A segment may stand in the archive packed or not, and complete or not. */
async function readArchived({ call: { log }, archive, layout }: Get, name: string): Promise<Buffer | 'absent' | 'unreadable'> {
  const endings = parseSegment(name) === null ? [''] : ['.gz', '', '.gz.partial', '.partial'];
  for (const ending of endings) {
    const path = join(layout.wal, `${name}${ending}`);
    const packed = ending.startsWith('.gz');
    log.log(`Attempting to open ${packed ? 'compressed ' : ''}WAL file '${path}'`);
    try {
      const { bytes } = await archive.call('read', { path });
      return packed ? unpack(bytes) : bytes;
    } catch (error) {
      if (!isErrno(error)) throw error;
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      log.warning(`Cannot open ${packed ? 'compressed ' : ''}WAL file "${path}": ${systemError(error)}`);
      return 'unreadable';
    }
  }
  return 'absent';
}

/** Takes the segment from the folder of those that came ahead, and fetches the next ones when that is empty. Null: not there. */
async function withPrefetch(get: Get, name: string, target: string, size: number, threads: number): Promise<number | null> {
  const { log, options, cwd } = get.call;
  const folder = options.text('prefetch-dir') ?? join(cwd, 'pg_wal/pbk_prefetch');
  await thisHost.call('mkdir', { path: folder, mode: 0o700 });
  const { timeline, segment } = parseSegment(name) ?? { timeline: 0, segment: 0 };
  const ahead = await thisHost.call('read', { path: join(folder, name) }).catch(() => null);
  if (ahead !== null && (options.flag('no-validate-wal') || looksWhole(ahead.bytes))) {
    await thisHost.call('rename', { from: join(folder, name), to: target });
    let have = await countFrom(folder, timeline, segment + 1);
    let fetched = 0;
    if (have === 0) {
      fetched = await fetchAhead(get, folder, timeline, segment + 1, size, threads);
      have = fetched;
    }
    log.info(`pg_probackup archive-get used prefetched WAL segment ${name}, prefetch state: ${have}/${size}`);
    return fetched;
  }
  const { names } = await thisHost.call('list', { path: folder });
  for (const old of names) await thisHost.call('remove', { path: join(folder, old) });
  if (!(await copy(get, name, target))) return null;
  const fetched = await fetchAhead(get, folder, timeline, segment + 1, size - 1, threads);
  log.info(`pg_probackup archive-get copied WAL file ${name}, prefetch state: ${fetched}/${size}`);
  return fetched + 1;
}

async function fetchAhead(get: Get, folder: string, timeline: number, from: number, count: number, threads: number): Promise<number> {
  let fetched = 0;
  const segments = Array.from({ length: count }, (_, index) => from + index);
  await each(segments, threads, async (segment) => {
    const content = await readArchived(get, segmentName(timeline, segment));
    if (!Buffer.isBuffer(content) || !looksWhole(content)) return;
    await thisHost.call('write', { path: join(folder, segmentName(timeline, segment)), mode: 0o600, offset: 0, sync: false }, content);
    fetched++;
  });
  return fetched;
}

async function countFrom(folder: string, timeline: number, segment: number): Promise<number> {
  const { names } = await thisHost.call('list', { path: folder });
  return names.filter((name) => {
    const found = parseSegment(name);
    return found?.timeline === timeline && found.segment >= segment;
  }).length;
}

/** Size and the first page's magic number. */
function looksWhole(content: Buffer): boolean {
  return content.length === segmentBytes && content.readUInt16LE(0) === 0xd110;
}
