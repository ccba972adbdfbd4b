import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { isArchived, waitArchived } from '../backup/archived.ts';
import { connectionOf, conninfoOf } from '../backup/connection.ts';
import { findParent, forksOf, refuseNewer } from '../backup/parent.ts';
import { WalStream } from '../backup/stream.ts';
import { listData, transferAll } from '../backup/transfer.ts';
import type { Transferred } from '../backup/transfer.ts';
import { backupModes, startTimeOf, unknownBackup } from '../catalogue/backup.ts';
import type { Backup, BackupMode } from '../catalogue/backup.ts';
import { isFolder } from '../catalogue/content-file.ts';
import type { ContentEntry } from '../catalogue/content-file.ts';
import type { Layout } from '../catalogue/layout.ts';
import { lockBackup, unlockBackup } from '../catalogue/lock.ts';
import { BackupStore } from '../catalogue/store.ts';
import type { Host } from '../files/host.ts';
import { thisHost } from '../files/host.ts';
import { Effective, hostOf, instanceName, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { elapsedSeconds, parseTimestamp, prettySize, timestamp } from '../log/words.ts';
import { readControlData } from '../postgres/control-data.ts';
import { Session } from '../postgres/session.ts';
import type { Connection } from '../postgres/session.ts';
import { program } from '../program.ts';
import { retain } from '../retention/retain.ts';
import { validateFiles } from '../validate/files.ts';
import { parseLsn, segmentBefore, segmentBytes, segmentName, segmentNumber } from '../wal/position.ts';

/** What a backup works with. */
interface Work {
  readonly call: Invocation;
  readonly layout: Layout;
  readonly store: BackupStore;
  readonly settings: Effective;
  readonly connection: Connection;
  readonly pgdata: string;
  readonly mode: BackupMode;
  readonly stream: boolean;
  readonly archiveSeconds: number;
}

/** Takes a backup of a running server. Two at once may run, and both succeed: as with the real one. */
export async function backup(call: Invocation): Promise<void> {
  const { log, options, environment } = call;
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  const settings = new Effective(await readConfig(call, layout), options);
  const mode = modeOf(call);
  const compression = settings.compression(log);
  const pgdata = settings.text('pgdata') ?? log.fail('Required parameter not specified: PGDATA (-D, --pgdata)');
  const expireTime = pinOf(call);
  const store = new BackupStore(layout, log);
  const stream = options.flag('stream');
  const connection = connectionOf(call, settings);
  const work: Work = {
    ...{ call, layout, store, settings, connection, pgdata, mode, stream },
    archiveSeconds: settings.seconds('archive-timeout', 300),
  };

  const id = await store.create(Math.floor(Date.now() / 1000));
  const first: Backup = {
    ...unknownBackup(id, startTimeOf(id)),
    ...{ mode, stream, status: 'RUNNING', programVersion: program.version, note: options.text('note') ?? '' },
    ...{ compressAlg: compression === null ? 'none' : 'zlib', compressLevel: settings.number('compress-level', 1) },
    primaryConninfo: conninfoOf(connection),
  };
  await store.write(first);
  await lockBackup(store, id, log);
  const ssh = settings.text('remote-host') !== undefined && settings.text('remote-proto') !== 'none';
  const algorithm = `compress-algorithm: ${first.compressAlg}, compress-level: ${first.compressLevel}`;
  const wal = `wal mode: ${stream ? 'STREAM' : 'ARCHIVE'}, remote: ${ssh}`;
  log.info(
    `Backup start, pg_probackup version: ${program.version}, instance: ${instanceName(call)}, backup ID: ${id}, backup mode: ${mode}, ${wal}, ${algorithm}`,
  );
  let host: Host = thisHost;
  let session: Session | null = null;
  const started = { backup: false };
  try {
    session = await Session.open(connection, environment, log);
    host = await take(work, first, session, started, expireTime, () => hostOf(call, (name) => settings.text(name)));
  } catch (error) {
    if (started.backup) log.warning('A backup is in progress, stopping it.');
    log.warning(`Backup ${id} is running, setting its status to ERROR`);
    const now = await store.read(id);
    if (now !== null) await store.write({ ...now, status: 'ERROR', endTime: Math.floor(Date.now() / 1000) });
    throw error;
  } finally {
    session?.close();
    await unlockBackup(store, id);
  }
  await host.close();
  if (options.flag('delete-expired') || options.flag('merge-expired') || options.flag('delete-wal')) await retain(call, store, settings);
}

function modeOf({ options, environment, log }: Invocation): BackupMode {
  const typed = options.text('backup-mode') ?? environment.BACKUP_MODE;
  if (typed === undefined)
    return log.fail(
      'No backup mode specified.\nPlease specify it either using environment variable BACKUP_MODE or\ncommand line option --backup-mode (-b)',
    );
  return backupModes.find((mode) => mode === typed.toUpperCase()) ?? log.fail(`Invalid backup-mode "${typed}"`);
}

/** Until when the new backup is pinned; 0: it is not. */
function pinOf({ options, log }: Invocation): number {
  const until = options.text('expire-time');
  const ttl = options.number('ttl');
  if (until !== undefined && ttl !== undefined) log.fail("You cannot specify '--expire-time' and '--ttl' options together");
  if (until !== undefined) return parseTimestamp(until) ?? log.fail(`Invalid value for '--expire-time' option: '${until}'`);
  return ttl === undefined || ttl === 0 ? 0 : Math.floor(Date.now() / 1000) + ttl;
}

interface Standing {
  readonly serverVersion: string;
  readonly checksums: boolean;
  readonly replica: boolean;
}

async function look({ call: { log } }: Work, session: Session, id: string): Promise<Standing> {
  const [row = []] = await session.query(
    "SELECT pg_catalog.current_setting('server_version_num'), pg_catalog.current_setting('data_checksums'), pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('is_superuser')",
  );
  const [version = '', checksums, replica, superuser] = row;
  if (checksums === 'on')
    log.info('This PostgreSQL instance was initialized with data block checksums. Data block corruption will be detected');
  else
    log.warning(
      "This PostgreSQL instance was initialized without data block checksums. pg_probackup have no way to detect data block corruption without them. Reinitialize PGDATA with option '--data-checksums'.",
    );
  if (superuser === 'on') log.warning('Current PostgreSQL role is superuser. It is not recommended to run pg_probackup under superuser.');
  if (replica === 't') log.info(`Backup ${id} is going to be taken from standby`);
  return { serverVersion: String(Math.floor(Number(version) / 10_000)), checksums: checksums === 'on', replica: replica === 't' };
}

/** Returns the host of the data directory, still connected. */
async function take(
  work: Work,
  first: Backup,
  session: Session,
  started: { backup: boolean },
  expireTime: number,
  connect: () => Promise<Host>,
): Promise<Host> {
  const { call, layout, store, settings, connection, pgdata, mode, stream, archiveSeconds } = work;
  const { log, options } = call;
  const { id } = first;
  const standing = await look(work, session, id);
  let current: Backup = {
    ...first,
    serverVersion: standing.serverVersion,
    checksumVersion: standing.checksums ? 1 : 0,
    fromReplica: standing.replica,
  };
  await store.write(current);
  if (mode === 'PTRACK') log.fail('This PostgreSQL instance does not support ptrack');
  const host = await connect();
  const inFiles = (await readControlData(host, pgdata, log)).systemIdentifier;
  const inServer = await session.one('SELECT system_identifier FROM pg_catalog.pg_control_system()');
  const expected = settings.text('system-identifier') ?? inServer;
  for (const found of [inServer, inFiles])
    if (found !== expected)
      log.fail(`Backup data directory was initialized for system id ${expected}, but connected instance system id is ${found}`);
  log.info('Database backup start');

  log.info('wait for pg_backup_start()');
  const label = `${timestamp(first.startTime)} with pg_probackup`;
  const startLsn = await session.one(
    `SELECT pg_catalog.pg_backup_start('${label}', ${options.flag('smooth-checkpoint') ? 'false' : 'true'})`,
    'SELECT pg_catalog.pg_backup_start($1, $2)',
  );
  started.backup = true;
  const timeline = Number(await session.one('SELECT timeline_id FROM pg_catalog.pg_control_checkpoint()'));
  current = { ...current, startLsn, timeline };
  await store.write(current);
  const startSegment = segmentNumber(parseLsn(startLsn));

  let parent: Backup | null = null;
  let parentContent: readonly ContentEntry[] = [];
  if (mode !== 'FULL') {
    const others = (await store.list()).filter((other) => other.id !== id);
    refuseNewer(others, log);
    parent = findParent(others, timeline, await forksOf(timeline, layout, { host, pgdata }), log);
    log.info(`Parent backup: ${parent.id}`);
    parentContent = await store.readContent(parent.id);
    current = { ...current, parent: parent.id };
    await store.write(current);
  }
  // In archive mode the first segment must be seen in the archive; PAGE reads what lies before it there.
  if (!stream || mode === 'PAGE') {
    if (!standing.replica) await session.query('SELECT pg_catalog.pg_switch_wal()');
    await waitArchived(call, layout, segmentName(timeline, startSegment), archiveSeconds);
  }
  const { database } = store.files(id);
  const slot = { slot: options.text('slot'), temporary: options.flag('temp-slot'), permanent: options.flag('perm-slot') };
  const wal = stream ? new WalStream(call, connection, slot, { folder: join(database, 'pg_wal'), timeline, segment: startSegment }) : null;
  try {
    await wal?.start();
    const tree = await listData(host, pgdata, options.flag('backup-pg-log'));
    const pgdataBytes = tree.reduce((sum, { size }) => sum + size, 0);
    log.info(`PGDATA size: ${prettySize(pgdataBytes)}`);
    log.info(`Current Start LSN: ${startLsn}, TLI: ${timeline}`);
    if (parent !== null) log.info(`Parent Start LSN: ${parent.startLsn}, TLI: ${parent.timeline}`);
    if (mode === 'PAGE' && parent !== null) await needWal(work, parent, timeline, startSegment);
    current = { ...current, pgdataBytes, dataBytes: 0, walBytes: 0 };
    await store.write(current);

    const begun = performance.now();
    log.info('Start transferring data files');
    const compression = settings.compression(log);
    const transfer = {
      ...{ call, host, pgdata, database, compression, checksums: standing.checksums, since: parent?.startLsn ?? null },
      parent: new Map(parentContent.map((entry) => [entry.path, entry])),
    };
    let copied: readonly Transferred[];
    try {
      copied = await transferAll(transfer, tree);
    } catch (error) {
      log.error(`Data files transferring failed, time elapsed: ${elapsedSeconds(begun)}`);
      throw error;
    }
    log.info(`Data files are transferred, time elapsed: ${elapsedSeconds(begun)}`);

    const databases = await session.query(
      "SELECT oid, datname FROM pg_catalog.pg_database WHERE datname NOT IN ('template1'::name, 'template0'::name)",
    );
    log.info('wait for pg_stop_backup()');
    if (!standing.replica)
      await session.query(
        `SELECT pg_catalog.pg_create_restore_point('pg_probackup, backup_id ${id}')`,
        'SELECT pg_catalog.pg_create_restore_point($1)',
      );
    const [stopped = []] = await session.query(
      'SELECT pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()), extract(epoch FROM current_timestamp(0))::bigint, lsn, labelfile, spcmapfile FROM pg_catalog.pg_backup_stop(false)',
      'SELECT pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()), current_timestamp(0)::timestamptz, lsn, labelfile, spcmapfile FROM pg_catalog.pg_backup_stop(false)',
      'Query failed',
    );
    started.backup = false;
    const [xid = '0', recoveryTime = '0', stopLsn = '0/0', labelFile = '', tablespaces = ''] = stopped;
    log.info('pg_stop backup() successfully executed');
    const made = await writeMade(database, { labelFile, tablespaces, databases });
    const stopSegment = segmentBefore(parseLsn(stopLsn));
    await wal?.finish(stopLsn, standing.replica, archiveSeconds);
    if (!stream) await waitArchived(call, layout, segmentName(timeline, stopSegment), archiveSeconds);
    log.info(`stop_lsn: ${stopLsn}`);
    log.info('Getting the Recovery Time from WAL');
    const walEntries = stream ? await walContent(join(database, 'pg_wal')) : [];
    const syncing = performance.now();
    if (!options.flag('no-sync')) {
      log.info('Syncing backup files to disk');
      log.info(`Backup files are synced, time elapsed: ${elapsedSeconds(syncing)}`);
    }
    const data = [...copied.map(({ entry }) => entry), ...made];
    const contentCrc = await store.writeContent(id, [...data, ...walEntries]);
    await writeFile(store.files(id).headers, '', { mode: 0o600 });
    const dataBytes = data.reduce((sum, entry) => sum + Math.max(0, entry.size), 0);
    const walBytes = stream ? walEntries.reduce((sum, { size }) => sum + size, 0) : Math.max(1, stopSegment - startSegment) * segmentBytes;
    const ended = Math.floor(Date.now() / 1000);
    current = {
      ...current,
      ...{ stopLsn, recoveryXid: Number(xid), recoveryTime: Number(recoveryTime), dataBytes, walBytes, contentCrc },
      uncompressedBytes: copied.reduce((sum, { bytes }) => sum + bytes, 0) + made.reduce((sum, { size }) => sum + size, 0),
      ...{ endTime: ended, status: 'DONE', expireTime },
    };
    await store.write(current);
  } finally {
    await wal?.end();
  }
  if (!options.flag('no-validate') && (await validateFiles(call, store, current))) await store.setStatus(id, 'OK');
  if (expireTime !== 0) log.info(`Backup ${id} is pinned until '${timestamp(expireTime)}'`);
  log.info(`Backup ${id} resident size: ${prettySize((current.dataBytes ?? 0) + (stream ? (current.walBytes ?? 0) : 0))}`);
  log.info(`Backup ${id} completed`);
  return host;
}

/** PAGE reads the WAL between its parent and itself, so the archive must have all of it. Which pages changed, their positions tell. */
async function needWal({ call: { log }, layout }: Work, parent: Backup, timeline: number, startSegment: number): Promise<void> {
  const begun = performance.now();
  log.info('Extracting pagemap of changed blocks');
  for (let segment = segmentNumber(parseLsn(parent.startLsn)); segment < startSegment; segment++) {
    const names =
      parent.timeline === timeline
        ? [timeline]
        : Array.from({ length: timeline - parent.timeline + 1 }, (_, more) => parent.timeline + more);
    const there = await Promise.all(names.map(async (each) => isArchived(layout, segmentName(each, segment))));
    if (!there.includes(true)) log.fail(`Thread [1]: WAL segment "${join(layout.wal, segmentName(timeline, segment))}" is absent`);
  }
  log.info(`Pagemap successfully extracted, time elapsed: ${Math.floor((performance.now() - begun) / 1000)} sec`);
}

/** Files that are not in the data directory but belong to a backup. */
async function writeMade(
  database: string,
  { labelFile, tablespaces, databases }: { labelFile: string; tablespaces: string; databases: readonly (readonly string[])[] },
): Promise<readonly ContentEntry[]> {
  const map = databases.map(([oid, datname]) => `{"dbOid":"${oid}", "datname":${JSON.stringify(datname)}}\n`).join('');
  const files = { backup_label: labelFile, tablespace_map: tablespaces, database_map: map };
  const entries: ContentEntry[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (text === '') continue;
    await writeFile(join(database, path), text, { mode: 0o644 });
    entries.push({
      path,
      size: Buffer.byteLength(text),
      mode: 0o100644,
      dataFile: false,
      crc: crc32(text),
      compressed: false,
      blocks: null,
      linked: null,
    });
  }
  return entries;
}

async function walContent(folder: string): Promise<readonly ContentEntry[]> {
  const { entries } = await thisHost.call('tree', { root: folder, closed: [] });
  const files = entries.filter(({ mode }) => !isFolder({ mode }));
  return Promise.all(
    files.map(async ({ path, mode, size }) => {
      const { crc } = await thisHost.call('checksum', { path: join(folder, path), packed: false });
      return { path: `pg_wal/${path}`, size, mode, dataFile: false, crc, compressed: false, blocks: null, linked: null };
    }),
  );
}
