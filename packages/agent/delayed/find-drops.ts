import type { JobDone } from '@tamada/core/jobs';
import type { WalRecord } from './wal-search.ts';

type Drop = NonNullable<JobDone['find']>['drops'][number];

export interface Wanted {
  /** OIDs, as the delayed replica's catalogue has them. */
  readonly database: string;
  readonly relation: string;
}

interface Transaction {
  lockLsn: string | null;
  /** It made a new file in the database: the table was written anew, not dropped. */
  makesFiles: boolean;
}

/**
 * Watches records in their order for a table's end: a committed transaction that held the table's AccessExclusiveLock and whose commit removes
 * files of its database, without making new ones. Also a database that goes as a whole. TRUNCATE, VACUUM FULL and the like make new files.
 */
export function dropWatch({ database, relation }: Wanted): {
  readonly see: (record: WalRecord) => void;
  readonly drops: () => readonly Drop[];
} {
  const open = new Map<string, Transaction>();
  const found: Drop[] = [];
  const transaction = (xid: string): Transaction => {
    const known = open.get(xid);
    if (known !== undefined) return known;
    const made = { lockLsn: null, makesFiles: false };
    open.set(xid, made);
    return made;
  };
  const lock = (words: string): string | null => {
    // One record may name several locks: `xid 751 db 5 rel 16389; xid 752 ...`
    const locks = [...words.matchAll(/xid (\d+) db (\d+) rel (\d+)/g)];
    return locks.find(([, , db, rel]) => db === database && rel === relation)?.[1] ?? null;
  };
  const end = (record: WalRecord, xids: readonly string[]): void => {
    const parts = xids.flatMap((xid) => open.get(xid) ?? []);
    const lockLsn = parts.find((part) => part.lockLsn !== null)?.lockLsn ?? null;
    const removes = new RegExp(`; rels:[^;]*\\bbase/${database}/`).test(record.words);
    if (lockLsn !== null && removes && !parts.some(({ makesFiles }) => makesFiles)) found.push(drop(record, lockLsn));
    for (const xid of xids) open.delete(xid);
  };
  return {
    see(record) {
      const { manager, words, xid, lsn } = record;
      if (manager === 'Standby' && words.startsWith('LOCK')) {
        const holder = lock(words);
        if (holder !== null) transaction(holder).lockLsn ??= lsn;
      } else if (manager === 'Storage' && words.startsWith('CREATE') && words.includes(`base/${database}/`)) {
        if (open.has(xid)) transaction(xid).makesFiles = true;
      } else if (manager === 'Database' && words.startsWith('DROP') && new RegExp(`/${database}\\b`).test(words)) {
        found.push({ xid, commitLsn: lsn, committedAtMs: 0, lockLsn: lsn, target: { kind: 'lsn', lsn } });
      } else if (manager === 'Transaction' && /^(COMMIT|ABORT)/.test(words)) {
        const xids = [xid, ...(/; subxacts:([\d ]+)/.exec(words)?.[1]?.trim().split(/\s+/) ?? [])];
        if (words.startsWith('COMMIT')) end(record, xids);
        else for (const one of xids) open.delete(one);
      }
    },
    drops: () => found,
  };
}

function drop({ xid, lsn, words }: WalRecord, lockLsn: string): Drop {
  const committedAtMs = commitTime(words) ?? 0;
  return { xid, commitLsn: lsn, committedAtMs, lockLsn, target: { kind: 'lsn', lsn: lockLsn } };
}

/** `COMMIT 2026-11-26 08:22:17.299916 UTC; rels: …`, printed with TZ=UTC. */
export function commitTime(words: string): number | null {
  const [, day, time] = /^(?:COMMIT|ABORT)(?:_PREPARED)? (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)/.exec(words) ?? [];
  const at = day === undefined || time === undefined ? NaN : Date.parse(`${day}T${time}Z`);
  return Number.isNaN(at) ? null : at;
}
