import type { Archive } from '../catalogue.ts';
import type { BackupSite } from '../site.ts';
import type { BackupTool, Talk, ToolAnswer, ToolCommand, ToolOutcome } from '../tool.ts';
import { readArchive, readBackupId, readExpire, readShow, readValidate, readVersion } from './answers.ts';
import * as commands from './commands.ts';
import { failure } from './meanings.ts';

/** pg_probackup 2.5. */
export const pgProbackup: BackupTool = {
  name: 'pg_probackup',
  cannot: ['confine_database_hosts', 'recover_members'],

  *prepareCatalogue(site) {
    for (const command of [commands.init(site), commands.addInstance(site)]) {
      const outcome = yield command;
      if (outcome.code !== 0 && !/already exists?/.test(textOf(outcome))) return failure(outcome);
    }
    const set = yield* ask(commands.setConfig(site));
    if (!set.ok) return set;
    const version = yield* this.version(site);
    return version.ok ? said({ version: version.said }) : version;
  },

  *version(site) {
    const outcome = yield commands.version(site);
    const version = outcome.code === 0 ? readVersion(outcome.stdout) : null;
    return version === null ? failure(outcome) : said(version);
  },

  archiveCommand: () => `${commands.pgProbackupPaths.push} %p %f`,
  restoreCommand: (_site, purpose) => `${commands.pgProbackupPaths.get} ${purpose} %f "%p"`,

  *push(site, file) {
    const outcome = yield commands.push(site, file);
    if (outcome.code !== 0) return failure(outcome);
    return said(/already exists in archive with the same checksum|pushed: 0, skipped: 1/.test(textOf(outcome)) ? 'same' : 'pushed');
  },

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

  *list(site) {
    const outcome = yield* ask(commands.show(site));
    if (!outcome.ok) return outcome;
    const backups = readShow(outcome.said.stdout, site.name);
    return backups === null ? unreadable('show') : said(backups);
  },

  *archive(site) {
    return yield* archiveOf(site);
  },

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

  *expire(site) {
    const done = yield* ask(commands.expire(site, false));
    return done.ok ? said(undefined) : done;
  },

  *pin(site, backup, untilMs) {
    const done = yield* ask(commands.setBackup(site, backup, untilMs));
    return done.ok ? said(undefined) : done;
  },

  *restore(site, request) {
    const done = yield* ask(commands.restore(site, request));
    return done.ok ? said(undefined) : done;
  },
};

function* ask(command: ToolCommand): Talk<ToolOutcome> {
  const outcome = yield command;
  return outcome.code === 0 && !outcome.timedOut ? said(outcome) : failure(outcome);
}

function* archiveOf(site: BackupSite): Talk<Archive> {
  const outcome = yield* ask(commands.showArchive(site));
  if (!outcome.ok) return outcome;
  const archive = readArchive(outcome.said.stdout, site.name);
  return archive === null ? unreadable('show --archive') : said(archive);
}

function unreadable(what: string): ToolAnswer<never> {
  return { ok: false, trouble: 'other', words: `${what} printed nothing that can be read` };
}

function said<T>(value: T): ToolAnswer<T> {
  return { ok: true, said: value };
}

function textOf({ stdout, stderr }: ToolOutcome): string {
  return `${stderr}\n${stdout}`;
}
