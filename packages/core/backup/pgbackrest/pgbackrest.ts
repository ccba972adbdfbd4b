import { parseHistory, parseHistoryName, parseSegment, type TimelineHistory } from '../../wal/index.ts';
import { archiveOf, type ArchivedFile } from '../archive-listing.ts';
import type { Archive, Expiry } from '../catalogue.ts';
import { fullsToKeep } from '../retention.ts';
import type { BackupSite } from '../site.ts';
import { said, talksOf, textOf, unreadable } from '../talk.ts';
import type { BackupTool, ExpireRequest, Talk } from '../tool.ts';
import {
  readExpire,
  readInfo,
  readLabel,
  readListing,
  readProgress,
  readTablespaces,
  readVerify,
  readVersion,
  type Stanza,
} from './answers.ts';
import * as commands from './commands.ts';
import { failure } from './meanings.ts';

const { ask, done, read, readVersion: versionOf } = talksOf(failure);

/** pgBackRest, from 2.45 on. */
export const pgbackrest: BackupTool = {
  name: 'pgbackrest',
  cannot: ['pin', 'holes', 'standby_alone', 'confine_database_hosts'],

  *prepareCatalogue(site) {
    const created = yield* ask(commands.stanzaCreate(site));
    if (!created.ok) return created;
    return yield* this.version(site);
  },

  version: (site) => versionOf(commands.version(site), readVersion),

  pushNotes: {
    failed: commands.pgbackrestPaths.pushFailed,
    letGo: commands.pgbackrestPaths.letGo,
    conflicts: commands.pgbackrestPaths.pushConflicts,
  },
  archiveCommand: () => `${commands.pgbackrestPaths.push} %p`,
  restoreCommand: (_site, purpose) => `${commands.pgbackrestPaths.get} ${purpose} %f "%p"`,

  *push(site, file) {
    const outcome = yield commands.push(site, file);
    if (outcome.code !== 0) return failure(outcome);
    return said(/already exists in the repo\d* archive with the same checksum/.test(textOf(outcome)) ? 'same' : 'pushed');
  },

  meaning: (words) => failure({ code: Number(/\[(\d{3})\]/.exec(words)?.[1] ?? 1), stdout: '', stderr: words, timedOut: false }),
  archiveFolder: (site) => `${site.catalogue}/archive/${site.name}`,

  *fetch(site, file, into) {
    const outcome = yield commands.get(site, file, into);
    if (outcome.code === 1) return said('missing');
    return outcome.code === 0 ? said('fetched') : failure(outcome);
  },

  *backup(site, { kind, source, leader }) {
    const outcome = yield commands.backup(site, kind, source, leader);
    const id = outcome.code === 0 ? readLabel(textOf(outcome)) : null;
    if (id === null) return failure(outcome);
    return said({ id, damaged: textOf(outcome).includes('WARN: invalid page checksum') });
  },

  *progress(site) {
    const outcome = yield commands.infoText(site);
    return outcome.code === 0 ? said(readProgress(outcome.stdout)) : failure(outcome);
  },

  // It resumes what a killed backup left, and a killed push is overwritten by the next one.
  *clean() {
    yield* [];
    return said([]);
  },

  *list(site) {
    const stanza = yield* askInfo(site);
    return stanza.ok ? said(stanza.said.backups) : stanza;
  },

  tablespaces: (site, backup) => read(commands.infoOf(site, backup), 'info', (text) => readTablespaces(text, backup)),

  *archive(site) {
    const found = yield* readArchive(site);
    return found.ok ? said(found.said.archive) : found;
  },

  *verify(site, backup) {
    const outcome = yield commands.verify(site);
    const damages = outcome.code === 0 ? readVerify(textOf(outcome)) : null;
    if (damages === null) return failure(outcome);
    return said(backup === null ? damages : damages.filter(({ what, name }) => what === 'backup' && name === backup));
  },

  *expirePlan(site, request) {
    const kept = yield* countKept(site, request);
    if (!kept.ok) return kept;
    const dry = yield* ask(commands.expire(site, kept.said, true));
    if (!dry.ok) return dry;
    const found = yield* readArchive(site);
    if (!found.ok) return found;
    const { backups, walUpTo } = readExpire(textOf(dry.said));
    return said({ backups, wal: walUpTo === null ? [] : upTo(found.said.files, walUpTo) });
  },

  *expire(site, request) {
    const kept = yield* countKept(site, request);
    return kept.ok ? yield* done(commands.expire(site, kept.said, false)) : kept;
  },

  // Only a label: `expire` is told of pins by its request.
  pin: (site, backup, untilMs) => done(commands.annotate(site, backup, untilMs)),
  restore: (site, request) => done(commands.restore(site, request)),
};

/** It exits with 0 also where there is no stanza, or no repository: its own status counts. */
function* askInfo(site: BackupSite): Talk<Stanza> {
  const outcome = yield* ask(commands.info(site));
  if (!outcome.ok) return outcome;
  const stanza = readInfo(outcome.said.stdout);
  if (stanza === null) return unreadable('info');
  if (stanza.code === 0 || stanza.code === 2) return said(stanza);
  const told = failure({ ...outcome.said, code: 99, stderr: `ERROR: [099]: ${stanza.message}` });
  return stanza.code === 1 || stanza.code === 3 ? { ok: false, trouble: 'not_prepared', words: stanza.message } : told;
}

interface ReadArchive {
  readonly files: readonly ArchivedFile[];
  readonly archive: Archive;
}

function* readArchive(site: BackupSite): Talk<ReadArchive> {
  const stanza = yield* askInfo(site);
  if (!stanza.ok) return stanza;
  const { archiveId } = stanza.said;
  if (archiveId === null) return said({ files: [], archive: { timelines: [] } });
  const listing = yield* read(commands.listArchive(site, archiveId), 'repo-ls', readListing);
  if (!listing.ok) return listing;
  const files = listing.said;
  const histories: TimelineHistory[] = [];
  for (const { name } of files) {
    const timeline = parseHistoryName(name);
    if (timeline === null) continue;
    const text = yield* ask(commands.readHistory(site, archiveId, name));
    if (!text.ok) return text;
    const history = parseHistory(timeline, text.said.stdout);
    if (history !== null) histories.push(history);
  }
  return said({ files, archive: archiveOf(files, histories) });
}

function* countKept(site: BackupSite, request: ExpireRequest): Talk<number> {
  const stanza = yield* askInfo(site);
  return stanza.ok ? said(fullsToKeep(stanza.said.backups, site, request)) : stanza;
}

/** It removes by name, so that everything of an older timeline goes before anything of a newer one. */
function upTo(files: readonly ArchivedFile[], last: string): Expiry['wal'] {
  const segments = files
    .map(({ name }) => name)
    .filter((name) => parseSegment(name) !== null)
    .toSorted();
  const timelines = [...new Set(segments.map((name) => parseSegment(name)?.timeline ?? 0))];
  return timelines.flatMap((timeline) => {
    const names = segments.filter((name) => parseSegment(name)?.timeline === timeline);
    const going = names.filter((name) => name <= last);
    const [from, to] = [going[0], going.at(-1)];
    return from === undefined || to === undefined ? [] : [{ timeline, from, to, whole: going.length === names.length }];
  });
}
