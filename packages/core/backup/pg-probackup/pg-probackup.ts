import type { Archive } from '../catalogue.ts';
import type { BackupSite } from '../site.ts';
import { said, talksOf, textOf } from '../talk.ts';
import type { BackupTool, Talk } from '../tool.ts';
import { readArchive, readBackupId, readExpire, readShow, readValidate, readVersion } from './answers.ts';
import * as commands from './commands.ts';
import { failure } from './meanings.ts';

const { ask, done, read, readVersion: versionOf } = talksOf(failure);

/** pg_probackup 2.5. */
export const pgProbackup: BackupTool = {
  name: 'pg_probackup',
  cannot: ['confine_database_hosts'],

  *prepareCatalogue(site) {
    for (const command of [commands.init(site), commands.addInstance(site)]) {
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
  restoreCommand: (_site, purpose) => `${commands.pgProbackupPaths.get} ${purpose} %f "%p"`,

  *push(site, file) {
    const outcome = yield commands.push(site, file);
    if (outcome.code !== 0) return failure(outcome);
    return said(/already exists in archive with the same checksum|pushed: 0, skipped: 1/.test(textOf(outcome)) ? 'same' : 'pushed');
  },

  meaning: (words) => failure({ code: 1, stdout: '', stderr: words, timedOut: false }),
  archiveFolder: (site) => `${site.catalogue}/wal/${site.name}`,

  // A missing segment, instance and catalogue look alike: the listing tells the first from the others.
  *fetch(site, file, into) {
    const outcome = yield commands.get(site, file, into);
    if (outcome.code === 0) return said('fetched');
    const archive = yield* this.archive(site);
    return archive.ok ? said('missing') : failure(outcome);
  },

  *backup(site, { kind, source }) {
    const outcome = yield commands.backup(site, kind, source);
    const id = outcome.code === 0 ? readBackupId(textOf(outcome)) : null;
    return id === null ? failure(outcome) : said({ id, damaged: false });
  },

  *progress() {
    yield* [];
    return said(null);
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
  archive: archiveOf,

  *verify(site, backup) {
    const outcome = yield commands.validate(site, backup);
    const damages = readValidate(textOf(outcome));
    if (outcome.code !== 0 && damages.length === 0) return failure(outcome);
    return said(backup === null ? damages : damages.filter(({ what, name }) => what === 'segment' || name === backup));
  },

  *expirePlan(site) {
    const dry = yield* ask(commands.expire(site, true));
    if (!dry.ok) return dry;
    const archive = yield* archiveOf(site);
    return archive.ok ? said(readExpire(textOf(dry.said), archive.said)) : archive;
  },

  expire: (site) => done(commands.expire(site, false)),
  pin: (site, backup, untilMs) => done(commands.setBackup(site, backup, untilMs)),
  restore: (site, request) => done(commands.restore(site, request)),
};

function archiveOf(site: BackupSite): Talk<Archive> {
  return read(commands.showArchive(site), 'show --archive', (text) => readArchive(text, site.name));
}
