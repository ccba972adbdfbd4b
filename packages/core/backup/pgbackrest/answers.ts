import * as z from 'zod';
import { parsedJson } from '../../foreign/index.ts';
import { parseSegment } from '../../wal/index.ts';
import { eachOnce, type Backup, type Damage, type Tablespace } from '../catalogue.ts';
import type { ArchivedFile } from '../archive-listing.ts';

/** `info --output=json`, of one stanza; what is not read here is left out. */
const stanzaSchema = z.object({
  archive: z.array(z.object({ id: z.string() })),
  backup: z.array(
    z.object({
      label: z.string(),
      type: z.enum(['full', 'diff', 'incr']),
      prior: z.string().nullable(),
      error: z.boolean().nullish(),
      lsn: z.object({ start: z.string(), stop: z.string() }).nullish(),
      archive: z.object({ start: z.string().nullable(), stop: z.string().nullable() }),
      timestamp: z.object({ start: z.number(), stop: z.number() }),
      info: z.object({ size: z.number().nullish(), repository: z.object({ delta: z.number() }) }),
      tablespace: z.array(z.object({ oid: z.number(), destination: z.string() })).nullish(),
    }),
  ),
  db: z.array(z.object({ id: z.number(), 'system-id': z.number().or(z.string()), version: z.string() })),
  repo: z.array(z.object({ status: z.object({ code: z.number(), message: z.string() }) })),
  status: z.object({ code: z.number(), message: z.string(), lock: z.object({ backup: z.object({ held: z.boolean() }) }) }),
});

export interface Stanza {
  readonly backups: readonly Backup[];
  /** The newest life of the cluster in the repository, as 15-1; null before its first segment. */
  readonly archiveId: string | null;
  /** It always exits with 0: this is its word. 0 is good, 2 has no backup yet. */
  readonly code: number;
  readonly message: string;
  /** A backup or expire runs. */
  readonly locked: boolean;
}

/** Null where this is not what it prints. */
export function readInfo(stdout: string): Stanza | null {
  const [stanza] = parsedJson(z.array(stanzaSchema), stdout) ?? [];
  if (stanza === undefined) return null;
  const backups = stanza.backup.map(({ label, type, prior, error, lsn, archive, timestamp, info }): Backup => ({
    id: label,
    kind: type === 'full' ? 'full' : 'incremental',
    parent: prior,
    state: error === true ? 'damaged' : 'ok',
    startedAtMs: timestamp.start * 1000,
    endedAtMs: timestamp.stop * 1000,
    startLsn: lsn?.start ?? null,
    stopLsn: lsn?.stop ?? null,
    timeline: parseSegment(archive.start ?? '')?.timeline ?? null,
    bytes: info.repository.delta,
    restoredBytes: info.size ?? null,
    pinnedUntilMs: null,
  }));
  const repository = stanza.repo.find(({ status }) => status.code !== 0)?.status ?? stanza.status;
  return {
    backups: backups.toReversed(),
    archiveId: stanza.archive.at(-1)?.id ?? null,
    code: stanza.status.code,
    message: repository.message.split('\n').join(' '),
    locked: stanza.status.lock.backup.held,
  };
}

/** `info --set=LABEL --output=json`; null where this is none. Without `--set` it names no tablespaces. */
export function readTablespaces(stdout: string, label: string): readonly Tablespace[] | null {
  const [stanza] = parsedJson(z.array(stanzaSchema), stdout) ?? [];
  const backup = stanza?.backup.find((one) => one.label === label);
  return backup === undefined ? null : (backup.tablespace ?? []).map(({ oid, destination }) => ({ id: String(oid), place: destination }));
}

const entrySchema = z.record(z.string(), z.object({ type: z.string(), size: z.number().nullish() }));

/** `repo-ls --recurse --output=json` below an archive id; null where this is none. */
export function readListing(stdout: string): readonly ArchivedFile[] | null {
  const entries = parsedJson(entrySchema, stdout);
  if (entries === null) return null;
  return Object.entries(entries).flatMap(([path, { type, size }]) => {
    const name = /^([0-9A-F]{24}|[0-9A-F]{8}\.history)(-[0-9a-f]{40}(\.[a-z0-9]+)?)?$/.exec(path.split('/').at(-1) ?? '')?.[1];
    return type !== 'file' || name === undefined ? [] : [{ name, bytes: size ?? 0 }];
  });
}

/** `verify --output=text --verbose`; null where it did not come to a result. It exits with 0 whatever it finds. */
export function readVerify(text: string): readonly Damage[] | null {
  const status = /^\s*status: (ok|error)$/m.exec(text)?.[1];
  if (status === undefined) return null;
  const backups = [...text.matchAll(/^\s*backup: (\S+), status: (\S+?),/gm)].flatMap(([, name = '', state = '']): readonly Damage[] =>
    state === 'valid' ? [] : [{ what: 'backup', name, words: state }],
  );
  const segments = [...text.matchAll(/INFO: (invalid [a-z]+) '?\S*?\/([0-9A-F]{24})-[0-9a-f]{40}[^\s':]*'?(?:: (.*))?$/gm)].map(
    ([, what = '', name = '', more = '']): Damage => ({ what: 'segment', name, words: more === '' ? what : `${what}: ${more}` }),
  );
  const found = eachOnce([...backups, ...segments]);
  // A backup that it could not judge, duplicates: its own status counts.
  return status === 'ok' || found.length > 0 ? found : [{ what: 'segment', name: '', words: oneLine(text) }];
}

function oneLine(text: string): string {
  return text
    .slice(Math.max(text.lastIndexOf('stanza:'), 0))
    .split(/\s+/)
    .join(' ')
    .slice(0, 300);
}

/** `expire --dry-run`: which backups go, and up to which segment. It names neither older timelines nor their histories, which go too. */
export function readExpire(text: string): { readonly backups: readonly string[]; readonly walUpTo: string | null } {
  const backups = [...text.matchAll(/remove expired backup (\S+)/g)].map(([, name = '']) => name);
  const stops = [...text.matchAll(/remove archive, start = [0-9A-F]+, stop = ([0-9A-F]{24})/g)].map(([, stop = '']) => stop);
  return { backups, walUpTo: stops.toSorted().at(-1) ?? null };
}

/** From 0 to 1; null where none runs. */
export function readProgress(text: string): number | null {
  const percent = /backup\/expire running - ([0-9.]+)% complete/.exec(text)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}

export function readLabel(text: string): string | null {
  return /new backup label = (\S+)/.exec(text)?.[1] ?? null;
}

export function readVersion(stdout: string): string | null {
  return /^pgBackRest ([0-9.]+)/m.exec(stdout)?.[1] ?? null;
}
