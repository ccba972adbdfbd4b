import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exists } from '../catalogue/store.ts';
import { unpack } from '../files/operations.ts';
import { postgresProgram } from '../postgres/programs.ts';
import { parseLsn, printLsn, segmentBefore, segmentBytes, segmentName, segmentNumber } from './position.ts';

export interface WalRange {
  readonly folder: string;
  readonly timeline: number;
  readonly start: string;
  /** Null: as far as there is WAL. */
  readonly end: string | null;
}

export interface Transaction {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly xid: number;
  readonly lsn: string;
}

export interface WalScan {
  /** The first transaction that satisfies the wish, the last that was read otherwise. */
  readonly transaction: Transaction | null;
  readonly satisfied: boolean;
  /** Why reading ended before its end; null when it did not. */
  readonly ended: { readonly at: string; readonly words: string; readonly absent: string | null } | null;
}

/** Reads WAL with pg_waldump, which looks at every record's checksum; packed segments are unpacked to a folder of their own. */
export async function scanWal(range: WalRange, environment: NodeJS.ProcessEnv, wanted: (found: Transaction) => boolean): Promise<WalScan> {
  const { folder, timeline, start, end } = range;
  const work = await mkdtemp(join(tmpdir(), 'pg_probackup-'));
  try {
    const first = segmentNumber(parseLsn(start));
    const last = end === null ? null : segmentBefore(parseLsn(end));
    let segment = first;
    while (last === null || segment <= last) {
      if (!(await provide(folder, segmentName(timeline, segment), work))) break;
      segment++;
    }
    const whole = last !== null && segment > last;
    const absent = whole ? null : join(folder, segmentName(timeline, segment));
    if (segment === first) return { transaction: null, satisfied: false, ended: { at: start, words: '', absent } };
    const read = await dump(range, work, environment, wanted);
    if (read.satisfied || read.damage === null) {
      const ended = whole ? null : { at: printLsn(BigInt(segment) * BigInt(segmentBytes)), words: '', absent };
      return { ...read, ended };
    }
    const atEnd = !whole && /could not find file|could not read/.test(read.damage.words);
    const boundary = printLsn(BigInt(segment) * BigInt(segmentBytes));
    return { ...read, ended: atEnd ? { at: boundary, words: '', absent } : { ...read.damage, absent: null } };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A segment as a plain file in `work`; false when the archive has none. */
async function provide(folder: string, name: string, work: string): Promise<boolean> {
  const plain = join(folder, name);
  if (await exists(plain)) {
    await symlink(plain, join(work, name));
    return true;
  }
  const packed = await readFile(`${plain}.gz`).catch(() => null);
  if (packed === null) return false;
  let content: Buffer;
  try {
    content = unpack(packed);
  } catch {
    content = Buffer.alloc(0);
  }
  let used = content.length;
  while (used > 0 && content[used - 1] === 0) used--;
  const file = await open(join(work, name), 'w', 0o600);
  try {
    await file.write(content.subarray(0, used));
    await file.truncate(content.length);
  } finally {
    await file.close();
  }
  return true;
}

type Dumped = Omit<WalScan, 'ended'> & { readonly damage: { readonly at: string; readonly words: string } | null };

async function dump(
  range: WalRange,
  work: string,
  environment: NodeJS.ProcessEnv,
  wanted: (found: Transaction) => boolean,
): Promise<Dumped> {
  const end = range.end === null ? [] : [`--end=${range.end}`];
  const words = [`--path=${work}`, `--timeline=${range.timeline}`, `--start=${range.start}`, ...end, '--rmgr=Transaction'];
  const child = spawn(postgresProgram('pg_waldump', environment), words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, TZ: 'UTC' },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = new Promise<number | null>((settle) => child.once('close', settle));
  let transaction: Transaction | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /tx:\s*(\d+), lsn: ([0-9A-F]+\/[0-9A-F]+).*desc: (?:COMMIT|ABORT)\S* (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/.exec(line);
    if (found === null) continue;
    const time = Date.parse(`${(found[3] ?? '').replace(' ', 'T')}Z`) / 1000;
    transaction = { time, xid: Number(found[1]), lsn: shortLsn(found[2] ?? '') };
    if (!wanted(transaction)) continue;
    child.kill();
    await closed;
    return { transaction, satisfied: true, damage: null };
  }
  const code = await closed;
  if (code === 0) return { transaction, satisfied: false, damage: null };
  const failure = /error in WAL record at ([0-9A-F]+\/[0-9A-F]+): (.*)/.exec(said);
  const first = said.split('\n').find((line) => line.includes('error:')) ?? said;
  const record = /in record at ([0-9A-F]+\/[0-9A-F]+)$/.exec(failure?.[2] ?? '')?.[1];
  const damage = { at: record ?? failure?.[1] ?? range.start, words: failure?.[2] ?? first.replace(/^.*error: /, '') };
  return { transaction, satisfied: false, damage };
}

function shortLsn(lsn: string): string {
  return printLsn(parseLsn(lsn));
}
