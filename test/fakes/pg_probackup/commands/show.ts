import { readdir, readFile } from 'node:fs/promises';
import { readId } from '../catalogue/backup.ts';
import type { Backup } from '../catalogue/backup.ts';
import { layoutOf } from '../catalogue/layout.ts';
import { BackupStore } from '../catalogue/store.ts';
import { catalogueOf, layoutFor, readConfig, requireInstance } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { systemError } from '../log/words.ts';
import { readArchive } from '../show/archive.ts';
import { printArchiveJson, printArchiveTable } from '../show/archive-views.ts';
import { printBackupsJson, printBackupsTable } from '../show/backup-views.ts';

/** Lists backups, shows one, or shows the WAL archive with its holes: nothing else reports those. */
export async function show(call: Invocation): Promise<void> {
  const { log, options, print } = call;
  const catalogue = catalogueOf(call);
  const format = options.text('format') ?? 'plain';
  if (!/^(plain|json)$/i.test(format)) log.fail(`Invalid show format "${format}"`);
  const json = /^json$/i.test(format);
  const one = options.text('instance');
  const typed = options.text('backup-id');
  if (typed !== undefined && one === undefined) log.fail('You must specify --instance to use (--backup-id, -i)');
  const names = one === undefined ? await instancesOf(call, catalogue) : [one];
  const parts: string[] = [];
  for (const name of names) {
    const layout = one === undefined ? layoutOf(catalogue, name) : layoutFor(call);
    if (one !== undefined) await requireInstance(call, layout);
    await readConfig(call, layout);
    const store = new BackupStore(layout, log);
    const backups = await store.list();
    if (options.flag('archive')) {
      const timelines = await readArchive(layout.wal, backups);
      parts.push(json ? printArchiveJson(name, timelines, backups) : printArchiveTable(name, timelines));
    } else if (typed !== undefined) {
      const found = backups.filter(({ id }) => id === readId(typed));
      if (!json) {
        await showOne(call, store, found, readId(typed));
        return;
      }
      parts.push(printBackupsJson(name, found, backups));
    } else if (json) parts.push(printBackupsJson(name, backups, backups));
    else parts.push(printBackupsTable(name, backups, one === undefined, Math.floor(Date.now() / 1000)));
  }
  print(json ? `[\n${parts.join(',\n')}\n]\n` : parts.join(''));
}

async function instancesOf({ log }: Invocation, catalogue: string): Promise<readonly string[]> {
  const folder = layoutOf(catalogue, '').backups;
  return readdir(folder).catch((error: unknown) => log.fail(`Cannot open directory "${folder}": ${systemError(error)}`));
}

async function showOne({ log, print }: Invocation, store: BackupStore, found: readonly Backup[], id: string): Promise<void> {
  const [backup] = found;
  if (backup === undefined) log.info(`Requested backup "${id}" is not found.`);
  else print(await readFile(store.files(backup.id).control, 'utf8'));
}
