import { eachOnce, type Archive } from '../catalogue.ts';
import type { BackupSite } from '../site.ts';
import { said, talksOf, textOf } from '../talk.ts';
import type { BackupTool, Talk } from '../tool.ts';
import {
  hasError,
  onlyMissing,
  readArchive,
  readBackupId,
  readBroken,
  readExpired,
  readProgress,
  readShow,
  readTablespaceMap,
  readValidate,
  readVersion,
} from './answers.ts';
import * as commands from './commands.ts';
import { failure } from './meanings.ts';
import { removedBackups, removedWal } from './retention.ts';

const { ask, done, read, readVersion: versionOf } = talksOf(failure);

/** pg_probackup 2.5. */
export const pgProbackup: BackupTool = {
  name: 'pg_probackup',
  cannot: ['confine_database_hosts', 'restore_elsewhere'],

  // What is there already is left alone: to add an instance its source would have to answer.
  *prepareCatalogue(site) {
    const there = yield* this.list(site);
    for (const command of there.ok ? [] : [commands.init(site), commands.addInstance(site)]) {
      const outcome = yield command;
      if (outcome.code !== 0 && !/already exists?/.test(textOf(outcome))) return failure(outcome);
    }
    const set = yield* ask(commands.setConfig(site));
    if (!set.ok) return set;
    return yield* this.version(site);
  },

  version: (site) => versionOf(commands.version(site), readVersion),

  pushNotes: {
    failed: commands.pgProbackupPaths.pushFailed,
    letGo: commands.pgProbackupPaths.letGo,
    conflicts: commands.pgProbackupPaths.pushConflicts,
  },
  archiveCommand: () => `${commands.pgProbackupPaths.push} %p %f`,
  restoreCommand: (_site, purpose, known) => `${commands.pgProbackupPaths.get} ${purpose} %f "%p"${known === undefined ? '' : ` ${known}`}`,

  *push(site, file) {
    const outcome = yield commands.push(site, file);
    if (outcome.code !== 0) return failure(outcome);
    return said(/already exists in archive with the same checksum|pushed: 0, skipped: 1/.test(textOf(outcome)) ? 'same' : 'pushed');
  },

  meaning: (words) => failure({ code: 1, stdout: '', stderr: words, timedOut: false }),
  archiveFolder: (site) => `${site.catalogue}/wal/${site.name}`,

  // A missing segment, instance and catalogue look alike: the listing tells the first from the others.
  *fetch(site, file, into) {
    const folder = yield* dataFolder(site);
    if (!folder.ok) return folder;
    const outcome = yield commands.get(site, file, into, folder.said);
    if (outcome.code === 0) return said('fetched');
    if (!onlyMissing(textOf(outcome))) return failure(outcome);
    const archive = yield* archiveOf(site);
    return archive.ok ? said('missing') : failure(outcome);
  },

  *backup(site, { kind, source }) {
    const outcome = yield commands.backup(site, kind, source);
    const id = outcome.code === 0 ? readBackupId(textOf(outcome)) : null;
    return id === null ? failure(outcome) : said({ id, damaged: false });
  },

  *progress(site) {
    const outcome = yield commands.lastWords(site);
    return said(outcome.code === 0 ? readProgress(outcome.stdout) : null);
  },

  *clean(site) {
    const before = yield* this.list(site);
    if (!before.ok) return before;
    const left = before.said.filter(({ state }) => state === 'failed' || state === 'running');
    for (const status of left.length > 0 ? (['RUNNING', 'ERROR'] as const) : []) {
      const outcome = yield commands.deleteWithStatus(site, status);
      if (outcome.code !== 0 && !textOf(outcome).includes('has no backups with status')) return failure(outcome);
    }
    return said(left.map(({ id }) => id));
  },

  list: (site) => read(commands.show(site), 'show', (text) => readShow(text, site.name)),
  tablespaces: (site, backup) => read(commands.readTablespaceMap(site, backup), 'tablespace_map', readTablespaceMap),
  archive: archiveOf,

  // It fails, and names no error, where it only passes over a backup that never became one. It looks at no WAL in the archive.
  *verify(site, backup) {
    const outcome = yield commands.validate(site, backup);
    const damages = readValidate(textOf(outcome));
    const failed = outcome.code === null || (outcome.code !== 0 && hasError(textOf(outcome)));
    if (failed && damages.length === 0) return failure(outcome);
    if (backup !== null) return said(damages.filter(({ what, name }) => what === 'segment' || name === backup));
    const packed = yield commands.testArchive(site);
    const broken = readBroken(textOf(packed));
    return packed.code !== 0 && broken.length === 0 ? failure(packed) : said(eachOnce([...damages, ...broken]));
  },

  // Its dry run reckons what WAL goes as if the backups that go were still there.
  *expirePlan(site) {
    const dry = yield* ask(commands.expire(site, true));
    if (!dry.ok) return dry;
    const [all, archive] = [yield* this.list(site), yield* archiveOf(site)];
    if (!all.ok) return all;
    if (!archive.ok) return archive;
    const backups = removedBackups(readExpired(textOf(dry.said)), all.said);
    return said({ backups, wal: removedWal(all.said, backups, archive.said) });
  },

  expire: (site) => done(commands.expire(site, false)),
  pin: (site, backup, untilMs) => done(commands.setBackup(site, backup, untilMs)),
  restore: (site, request) => done(commands.restore(site, request)),
};

/** archive-get looks up the size of a segment in the control file below its folder; on the backup host every backup has one. */
function* dataFolder(site: BackupSite): Talk<string> {
  if (site.node !== site.host.name) return said(site.postgres.dataDirectory);
  const backups = yield* pgProbackup.list(site);
  if (!backups.ok) return backups;
  const one = backups.said.find(({ state }) => state === 'ok');
  if (one !== undefined) return said(commands.databaseOf(site, one.id));
  return { ok: false, trouble: 'out_of_reach', words: 'there is no good backup, and without one the archive cannot be read' };
}

function archiveOf(site: BackupSite): Talk<Archive> {
  return read(commands.showArchive(site), 'show --archive', (text) => readArchive(text, site.name));
}
