import type { ContentEntry } from '../catalogue/content-file.ts';
import type { Host } from '../files/host.ts';
import type { Invocation } from '../invocation.ts';

/** Each tablespace's number with the folder that it gets. */
export type Tablespaces = ReadonlyMap<string, string>;

/** Maps tablespaces as -T says, and ends the command when a folder is not empty. */
export async function tablespacesOf({ options, log }: Invocation, host: Host, entries: readonly ContentEntry[]): Promise<Tablespaces> {
  const moved = new Map<string, string>();
  for (const rule of options.list('tablespace-mapping')) {
    const [from, to, ...more] = rule.split('=');
    if (from === undefined || to === undefined || from === '' || to === '' || more.length > 0)
      return log.fail(`invalid tablespace mapping format "${rule}", must be "OLDDIR=NEWDIR"`);
    if (!from.startsWith('/')) log.fail(`old directory is not an absolute path in tablespace mapping: ${from}\n`);
    if (!to.startsWith('/')) log.fail(`new directory is not an absolute path in tablespace mapping: ${to}\n`);
    moved.set(from, to);
  }
  const found = new Map<string, string>();
  for (const { path, linked } of entries) {
    const number = /^pg_tblspc\/(\d+)$/.exec(path)?.[1];
    if (number === undefined || linked === null) continue;
    const folder = moved.get(linked) ?? linked;
    if (moved.has(linked)) log.info(`Tablespace ${number} will be remapped from "${linked}" to "${folder}"`);
    else log.info(`Tablespace ${number} will be restored using old path "${folder}"`);
    const there = await host.call('list', { path: folder }).catch(() => ({ names: [] }));
    if (there.names.length > 0) log.fail(`Restore tablespace destination is not empty: "${folder}"`);
    found.set(number, folder);
  }
  for (const from of moved.keys())
    if (!entries.some(({ linked }) => linked === from))
      log.fail(`--tablespace-mapping option's old directory doesn't have an entry in tablespace_map file: "${from}"`);
  return found;
}
