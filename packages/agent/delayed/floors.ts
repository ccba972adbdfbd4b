import { join } from 'node:path';
import type { BackupSite, Setting } from '@tamada/core/backup';
import { describeError, errorDetail } from '@tamada/core/errors';
import { makeLogger, readOptional } from '@tamada/runtime';
import { readSite } from '../backup/site.ts';
import { makeUnits } from '../observe/units.ts';
import { hostCommands } from '../host-commands.ts';
import { makeAccounts } from '../observe/accounts.ts';
import { agentPaths } from '../paths.ts';
import { atLeast, controlData, type ServerNeeds } from '../restored/server.ts';
import { makeMissed } from '../restored/tablespaces.ts';
import { delayedUnit } from './look.ts';
import { readHalt, writeHalt } from './target-file.ts';

/**
 * What runs before each start of the delayed replica. Its leader may have been given less since; until replay has passed that change, the
 * replica needs what it was. Names and values that the rendered settings fall short of.
 */
function floors(control: ReadonlyMap<string, string>, rendered: string): readonly Setting[] {
  return atLeast(control).filter(([name, value]) => {
    const own = new RegExp(`^${name} = '?([0-9]+)'?\\s*$`, 'm').exec(rendered)?.[1];
    return /^[0-9]+$/.test(value) && own !== undefined && Number(own) < Number(value);
  });
}

export async function writeFloors(site: BackupSite, needs: ServerNeeds): Promise<void> {
  const { delayed } = site;
  if (delayed === null) return;
  const { paths } = needs;
  const rendered = (await readOptional(paths.at(join(delayed.configDirectory, 'postgresql.conf')))) ?? '';
  const control = await controlData(delayed.dataDirectory, needs);
  await writeHalt(delayed, paths, await readHalt(delayed, paths), floors(control, rendered));
}

/** Resolves with the exit code; a replica that starts with too little says so itself. */
export async function runDelayedSettings({ root, journal }: { readonly root: string; readonly journal: boolean }): Promise<number> {
  const paths = agentPaths(root);
  const run = hostCommands(paths);
  try {
    const site = await readSite(paths);
    if (site === null) return 0;
    const needs = { site, run, paths, accounts: makeAccounts(paths, run) };
    // Replay of a new tablespace ends the replica where its folder is missing.
    await makeMissed(await makeUnits(run).lastWords(delayedUnit), needs);
    await writeFloors(site, needs);
    return 0;
  } catch (error) {
    const detail = errorDetail(error);
    makeLogger({ level: 'info', journal }).error('the settings of the delayed replica stay as they were', { ...describeError(detail) });
    return 1;
  }
}
