import { recoveryFiles } from '../restore/recovery.ts';
import { restoreFiles } from '../restore/files.ts';
import { tablespacesOf } from '../restore/tablespaces.ts';
import { isValid } from '../backup/parent.ts';
import { BackupStore } from '../catalogue/store.ts';
import type { Host } from '../files/host.ts';
import { Effective, hostOf, instanceName, isErrno, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { elapsedSeconds, prettySize, systemError } from '../log/words.ts';
import { chainFromFull, chooseBackup, validateChain } from '../validate/chain.ts';
import { hasTarget, readTarget } from '../validate/target.ts';

/** Options of the real one that this one leaves out: better refused than wrong. */
const leftOut = ['db-include', 'db-exclude', 'external-mapping', 'destroy-all-other-dbs'] as const;

/** Writes a backup with its ancestors into an empty folder, here or behind ssh; the catalogue is always here. */
export async function restore(call: Invocation): Promise<void> {
  const { log, options } = call;
  const layout = layoutFor(call);
  await requireInstance(call, layout);
  const settings = new Effective(await readConfig(call, layout), options);
  const pgdata = settings.text('pgdata') ?? log.fail('Required parameter not specified: PGDATA (-D, --pgdata)');
  if (!pgdata.startsWith('/')) log.fail('-D, --pgdata must be an absolute path');
  const target = readTarget(call);
  for (const name of leftOut) if (options.given().has(name)) log.fail(`The stand-in for pg_probackup leaves out --${name}`);
  if ((options.text('incremental-mode') ?? 'none') !== 'none') log.fail('The stand-in for pg_probackup leaves out --incremental-mode');
  const store = new BackupStore(layout, log);
  const host = await hostOf(call, (name) => settings.text(name));
  await requireEmpty(call, host, pgdata);

  const backup = await chooseBackup(call, store, target);
  if (typeof target.timeline === 'number' && backup.stream && !hasTarget(target))
    log.warning("The '--recovery-target-timeline' option applied for STREAM backup. The timeline number will be ignored.");
  if (options.flag('no-validate')) {
    if (!isValid(backup) && !options.flag('force')) log.fail(`Backup ${backup.id} has status: ${backup.status}`);
    log.warning(`Backup ${backup.id} is used without validation.`);
  } else await validateChain(call, store, backup, target);
  const chain = chainFromFull(call, backup, await store.list());

  log.info(`Restoring the database from backup ${backup.id}${host.name === null ? '' : ` on ${host.name}`}`);
  const contents = await Promise.all(chain.map(async ({ id }) => ({ id, entries: await store.readContent(id) })));
  const tablespaces = await tablespacesOf(call, host, contents.at(-1)?.entries ?? []);
  const started = performance.now();
  const total = backup.pgdataBytes + (backup.stream ? (backup.walBytes ?? 0) : 0);
  log.info(`Start restoring backup files. PGDATA size: ${prettySize(total)}`);
  await restoreFiles({ call, host, store, pgdata, contents, tablespaces });
  log.info(`Backup files are restored. Transfered bytes: ${prettySize(total)}, time elapsed: ${elapsedSeconds(started)}`);
  log.info(`Restore incremental ratio (less is better): 100% (${prettySize(total)}/${prettySize(total)})`);
  if (!options.flag('no-sync')) {
    const syncing = performance.now();
    log.info('Syncing restored files to disk');
    log.info(`Restored backup files are synced, time elapsed: ${elapsedSeconds(syncing)}`);
  }
  const files = recoveryFiles({
    ...{ backup, target, catalogue: layout.catalogue, instance: instanceName(call), self: call.self },
    ...{ asReplica: options.flag('restore-as-replica'), primaryConninfo: options.text('primary-conninfo') ?? null },
    slot: options.text('slot') ?? options.text('primary-slot-name') ?? null,
    restoreCommand: settings.text('restore-command') ?? null,
    archive: { host: settings.text('archive-host'), port: settings.text('archive-port'), user: settings.text('archive-user') },
    now: Math.floor(Date.now() / 1000),
  });
  const automatic = `${pgdata}/postgresql.auto.conf`;
  const there = await host.call('read', { path: automatic }).catch(() => null);
  const text = `${there === null ? '' : there.bytes.toString()}${files.automatic}`;
  await host.call('write', { path: automatic, mode: 0o600, offset: 0, sync: false }, Buffer.from(text));
  for (const signal of files.signals)
    await host.call('write', { path: `${pgdata}/${signal}`, mode: 0o600, offset: 0, sync: false }, Buffer.alloc(0));
  await host.close();
  log.info(`Restore of backup ${backup.id} completed.`);
}

async function requireEmpty({ log }: Invocation, host: Host, pgdata: string): Promise<void> {
  const found = await host.call('list', { path: pgdata }).catch((error: unknown) => {
    if (!isErrno(error)) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { names: [] };
    return log.fail(`Cannot open directory "${pgdata}": ${systemError(error)}`);
  });
  if (found.names.length > 0) log.fail(`Restore destination is not empty: "${pgdata}"`);
}
