import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup, BackupTool, Talk, ToolAnswer, ToolCommand } from '@tamada/core/backup';
import { archiveOf } from '../../../../packages/core/backup/archive-listing.ts';

/**
 * A backup tool that copies files: a folder of segments, a folder for each backup. It keeps the interface's promises that restoring and reading
 * depend on; it makes no backups (pg_basebackup does, in the test), verifies nothing and removes nothing.
 */
export function copyingTool(archive: string, backups: string): BackupTool {
  const command = (...argv: readonly string[]): ToolCommand => ({
    argv,
    user: 'postgres',
    cwd: null,
    env: {},
    timeoutMs: 60_000,
    exclusive: false,
  });
  const said = <T>(value: T): ToolAnswer<T> => ({ ok: true, said: value });
  const cannot = (): ToolAnswer<never> => ({ ok: false, trouble: 'other', words: 'it only copies' });
  function* now<T>(value: () => ToolAnswer<T>): Talk<T> {
    return value();
  }
  const backup = (id: string): Backup => ({
    id,
    kind: 'full',
    parent: null,
    state: 'ok',
    startedAtMs: 1,
    endedAtMs: 2,
    startLsn: '0/2000028',
    stopLsn: '0/3000000',
    timeline: 1,
    bytes: null,
    restoredBytes: null,
    pinnedUntilMs: null,
  });
  return {
    name: 'pgbackrest',
    cannot: [],
    prepareCatalogue: () => now(cannot),
    version: () => now(() => said('1')),
    pushNotes: { failed: '/var/spool/push-failed', letGo: '/var/spool/let-go', conflicts: '/var/spool/conflicts' },
    archiveCommand: () => `test ! -f ${archive}/%f && cp %p ${archive}/%f`,
    restoreCommand: () => `cp ${archive}/%f "%p"`,
    push: () => now(cannot),
    meaning: (words) => ({ ok: false, trouble: 'other', words }),
    archiveFolder: () => archive,
    *fetch(_site, file, into) {
      const { code, stderr } = yield command('/bin/cp', join(archive, file), into);
      if (code === 0) return said('fetched');
      return existsSync(join(archive, file)) ? { ok: false, trouble: 'other', words: stderr } : said('missing');
    },
    backup: () => now(cannot),
    progress: () => now(() => said(null)),
    clean: () => now(() => said([])),
    list: () => now(() => said(readdirSync(backups).toSorted().toReversed().map(backup))),
    archive: () =>
      now(() =>
        said(
          archiveOf(
            readdirSync(archive).map((name) => ({ name, bytes: 1 })),
            [],
          ),
        ),
      ),
    verify: () => now(cannot),
    expirePlan: () => now(cannot),
    expire: () => now(cannot),
    pin: () => now(cannot),
    tablespaces: (_site, id) => now(() => said(placesIn(join(backups, id, 'pg_tblspc')))),
    *restore(_site, { backup: id, directory, tablespaces }) {
      const { code, stderr } = yield command('/bin/cp', '-a', `${join(backups, id ?? '')}/.`, directory);
      if (code !== 0) return { ok: false, trouble: 'other', words: stderr };
      for (const { id: number, place, to } of tablespaces) {
        const copied = yield command('/bin/cp', '-a', `${place}/.`, to);
        if (copied.code !== 0) return { ok: false, trouble: 'other', words: copied.stderr };
        yield command('/bin/ln', '-sfn', to, join(directory, 'pg_tblspc', number));
      }
      return said(undefined);
    },
  };
}

function placesIn(folder: string): readonly { readonly id: string; readonly place: string }[] {
  return readdirSync(folder).map((id) => ({ id, place: readlinkSync(join(folder, id)) }));
}
