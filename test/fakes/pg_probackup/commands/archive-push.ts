import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { crc32, gzipSync } from 'node:zlib';
import type { Layout } from '../catalogue/layout.ts';
import { each } from '../files/each.ts';
import { thisHost } from '../files/host.ts';
import type { Host } from '../files/host.ts';
import { Effective, fromCommandLine, hostOf, instanceName, isErrno, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { elapsed, systemError } from '../log/words.ts';
import { readControlData } from '../postgres/control-data.ts';
import { parseSegment } from '../wal/position.ts';

interface Push {
  readonly call: Invocation;
  readonly archive: Host;
  readonly layout: Layout;
  readonly compression: { readonly level: number } | null;
  readonly timeoutSeconds: number;
  /** The folder of this host that the files come from. */
  readonly from: string;
}

/** Puts a WAL file, and with --batch-size those that wait behind it, into the archive, here or behind ssh. */
export async function archivePush(call: Invocation): Promise<void> {
  const { log, options } = call;
  const started = performance.now();
  const layout = layoutFor(call);
  const archive = await hostOf(call, fromCommandLine(call));
  await requireInstance(call, layout, archive);
  const settings = new Effective(await readConfig(call, layout, archive), options);
  const name = options.text('wal-file-name') ?? log.fail('Required parameter is not specified: --wal-file-name %f');
  if (settings.text('compress-algorithm') === 'pglz') log.fail('Cannot use pglz for WAL compression');
  const compression = settings.compression(log);
  const { from, trusted } = await sourceFolder(call, settings, name);
  const batchSize = trusted ? (options.number('batch-size') ?? 1) : 1;
  const threads = trusted ? (options.number('threads') ?? 1) : 1;
  const names = await batch(from, name, batchSize);
  log.settings.stamped = archive !== thisHost;
  const counts = `threads: ${Math.min(threads, names.length)}/${threads}, batch: ${names.length}/${batchSize}`;
  log.info(`pg_probackup archive-push WAL file: ${name}, ${counts}, compression: ${compression === null ? 'none' : 'zlib'}`);

  const push: Push = { call, archive, layout, compression, timeoutSeconds: settings.seconds('archive-timeout', 300), from };
  let pushed = 0;
  await each(names, threads, async (next) => {
    if (await pushFile(push, next)) pushed++;
    // PostgreSQL renames that of the file which it asked for.
    if (next !== name && !options.flag('no-ready-rename')) await markDone(from, next);
  });
  await archive.close();
  log.info(
    `pg_probackup archive-push completed successfully, pushed: ${pushed}, skipped: ${names.length - pushed}, time elapsed: ${elapsed(started)}`,
  );
}

/** Where the file is read from. Cluster and instance are compared only where a control file can be found: as in the real one. */
async function sourceFolder(
  call: Invocation,
  settings: Effective,
  name: string,
): Promise<{ readonly from: string; readonly trusted: boolean }> {
  const { log, options, cwd } = call;
  const path = options.text('wal-file-path');
  const pgdata = settings.text('pgdata') ?? log.fail('Cannot read pg_probackup.conf for this instance');
  const ofCluster = async (folder: string): Promise<{ from: string; trusted: boolean }> => {
    const { systemIdentifier } = await readControlData(thisHost, folder, log);
    const expected = settings.text('system-identifier') ?? '';
    if (systemIdentifier !== expected) {
      const mismatch = `Instance '${instanceName(call)}' should have SYSTEM_ID = ${expected} instead of ${systemIdentifier}`;
      log.fail(`Refuse to push WAL segment ${name} into archive. Instance parameters mismatch.${mismatch}`);
    }
    return { from: join(folder, 'pg_wal'), trusted: true };
  };
  if (path === undefined) return ofCluster(cwd);
  const folder = dirname(isAbsolute(path) ? path : join(cwd, path));
  const inPgdata = await thisHost.call('sameFile', { one: dirname(folder), other: pgdata }).catch(() => ({ same: false }));
  if (inPgdata.same) return ofCluster(pgdata);
  const control = await thisHost.call('canAccess', { path: join(cwd, 'global/pg_control') }).catch(() => null);
  if (control !== null) return ofCluster(cwd);
  const outside = 'Supplied --wal_file_path is outside pgdata, force safe values for options: --batch-size=1 -j 1 --no-ready-rename';
  log.warning(outside);
  return { from: folder, trusted: false };
}

/** The file and those that wait for the archive after it. */
async function batch(from: string, name: string, size: number): Promise<readonly string[]> {
  if (size <= 1) return [name];
  const { names } = await thisHost.call('list', { path: join(from, 'archive_status') }).catch(() => ({ names: [] }));
  const waiting = names.filter((file) => file.endsWith('.ready')).map((file) => file.replace(/\.ready$/, ''));
  return [name, ...waiting.filter((other) => other > name).sort()].slice(0, size);
}

async function markDone(from: string, name: string): Promise<void> {
  const status = (ending: string): string => join(from, 'archive_status', `${name}.${ending}`);
  await thisHost.call('rename', { from: status('ready'), to: status('done') }).catch(() => undefined);
}

/** True when it was written, false when the archive has the same already. */
async function pushFile(push: Push, name: string): Promise<boolean> {
  const { call, archive, layout, from } = push;
  const { log, options } = call;
  log.log(`pushing file "${name}"`);
  const content = await thisHost
    .call('read', { path: join(from, name) })
    .catch((error: unknown) => log.fail(`Cannot open source WAL file "${join(from, name)}": ${systemError(error)}`));
  const level = parseSegment(name) === null ? null : (push.compression?.level ?? null);
  const packed = level !== null;
  const target = join(layout.wal, packed ? `${name}.gz` : name);
  const part = `${target}.part`;
  await openPart(push, part);
  const there = await archive.call('checksum', { path: target, packed }).catch((error: unknown) => {
    if (isErrno(error)) return null;
    throw error;
  });
  if (there !== null) {
    const same = there.crc === crc32(content.bytes) && there.size === content.bytes.length;
    if (same || !options.flag('overwrite')) await archive.call('remove', { path: part });
    if (same) {
      log.log(`WAL file already exists in archive with the same checksum, skip pushing: "${join(from, name)}"`);
      return false;
    }
    if (!options.flag('overwrite')) log.fail(`WAL file already exists in archive with different checksum: "${target}"`);
    log.log(`WAL file already exists in archive with different checksum, overwriting: "${target}"`);
  }
  const bytes = level === null ? content.bytes : gzipSync(content.bytes, { level });
  await archive
    .call('write', { path: part, mode: 0o600, offset: 0, sync: !options.flag('no-sync') }, bytes)
    .catch(async (error: unknown) => {
      if (!isErrno(error)) throw error;
      await archive.call('remove', { path: part }).catch(() => undefined);
      log.fail(`Cannot write to destination temp file "${part}": ${systemError(error)}`);
    });
  log.log(`Rename "${part}" to "${target}"`);
  await archive.call('rename', { from: part, to: target });
  return true;
}

/** Somebody's .part is waited for as long as it does not change; then it is taken over. A killed push leaves one. */
async function openPart({ call: { log }, archive, timeoutSeconds }: Push, part: string): Promise<void> {
  let size: number | null = null;
  for (let waited = 0; ; waited++) {
    try {
      await archive.call('createNew', { path: part, mode: 0o600 });
      log.log(`Temp WAL file successfully created: "${part}"`);
      return;
    } catch (error) {
      if (!isErrno(error)) throw error;
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') log.fail(`Cannot open temp WAL file "${part}": ${systemError(error)}`);
    }
    const found = await archive.call('stat', { path: part }).catch(() => null);
    if (found === null) continue;
    if (size === null) log.log(`Temp WAL file already exists, waiting on it ${timeoutSeconds} seconds: "${part}"`);
    if (size !== null && size !== found.size) waited = 0;
    size = found.size;
    if (waited >= timeoutSeconds) {
      log.log(`Reusing stale temp WAL file "${part}"`);
      await archive.call('remove', { path: part }).catch(() => undefined);
      continue;
    }
    await setTimeout(1000);
  }
}
