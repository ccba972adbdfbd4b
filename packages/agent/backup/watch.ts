import { said as saidBy, type Look } from '@tamada/core/view';
import type { BackupSite } from '@tamada/core/backup';
import { sleep } from '@tamada/runtime';
import { makeSource } from '../status/source.ts';
import type { Backups } from './backups.ts';
import { readSite } from './site.ts';
import { watchArchiver } from './watch-archiver.ts';
import { watchCatalogue } from './watch-catalogue.ts';
import type { Watch, WatchNeeds } from './watching.ts';

const beatMs = 10_000;
const youngMs = 1000;

/** Looks at the node's part in the backups, for as long as the agent lives. */
export function makeBackups(needs: WatchNeeds): Backups {
  const { config, paths, clock, logger, signal } = needs;
  const catalogue = watchCatalogue(needs);
  const archiver = watchArchiver(needs);

  async function siteOf(place: 'backup host' | 'database host'): Promise<BackupSite | null> {
    const site = await readSite(paths);
    return site !== null && (site.node === site.host.name) === (place === 'backup host') ? site : null;
  }

  const telling = <T>(place: 'backup host' | 'database host', watch: Watch<T>) =>
    makeSource({
      ask: async () => {
        const site = await siteOf(place);
        return site === null ? null : watch.tell(site);
      },
      youngMs,
      clock,
    });
  const backupSource = telling('backup host', catalogue);
  const archiverSource = telling('database host', archiver);

  async function beat(): Promise<void> {
    const site = await readSite(paths);
    if (site !== null) await (site.node === site.host.name ? catalogue : archiver).beat(site);
  }

  async function goOn(): Promise<void> {
    for (let told = ''; !signal.aborted;) {
      const problem = await beat().then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (signal.aborted as boolean) return;
      // Once for each trouble, not for each beat.
      if (problem !== '' && problem !== told) logger.warn('a look at the backups failed', { problem });
      told = problem;
      await sleep(beatMs, signal).catch(() => undefined);
    }
  }

  return {
    begin() {
      void goOn();
    },
    async look(patienceMs) {
      const patience = { patienceMs };
      return {
        backup: config.role === 'backup' ? absentLook(await backupSource.look(patience)) : null,
        archiver: config.role === 'database' ? absentLook(await archiverSource.look(patience)) : null,
      };
    },
    catalogue: catalogue.read,
    seen: catalogue.seen,
  };
}

/** Where there is nothing to ask, there is no look. */
function absentLook<T>(look: Look<T | null>): Look<T> | null {
  const said = saidBy(look);
  if (look.answer === 'silent') return look;
  return said === null ? null : { ...look, said };
}
