import { randomBytes } from 'node:crypto';
import { link, readFile, rename, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { TamadaError } from '@tamada/core/errors';
import { readOptional } from '../files/read-optional.ts';
import { writeDurably } from '../files/write-file-atomic.ts';

export interface Lock {
  readonly release: () => Promise<void>;
}

/** Takes a lock that dies with its holder: the file names process, its start time and the boot, so a left-over one holds nobody up. */
export async function lockFile(path: string, what: string): Promise<Lock> {
  const own = `${JSON.stringify({ pid: process.pid, started: await startTime(process.pid), boot: await bootId(), host: hostname(), what })}\n`;
  for (;;) {
    if (await create(path, own)) return { release: () => release(path, own) };
    const other = await readOptional(path);
    if (other === null) continue;
    const holder = await liveHolder(other);
    if (holder !== null) {
      throw new TamadaError({ code: 'locked', by: `${holder} (${path})`, next: 'wait for it to end, or stop it' });
    }
    await removeStale(path, other);
  }
}

/** Appears with its content at once, or not at all. */
async function create(path: string, content: string): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  await writeDurably(temporary, content, { mode: 0o600 });
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(temporary);
  }
}

/** Between our look and the rename somebody may have put a live lock there: then it goes back. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, path).catch(() => undefined);
  await unlink(aside);
}

async function release(path: string, own: string): Promise<void> {
  if ((await readOptional(path)) === own) await unlink(path);
}

async function liveHolder(content: string): Promise<string | null> {
  const holder = parseHolder(content);
  if (holder === null) return null;
  if (holder.host !== hostname()) return `${holder.what}, process ${String(holder.pid)} on ${holder.host}`;
  const alive = holder.boot === (await bootId()) && holder.started === (await startTime(holder.pid));
  return alive ? `${holder.what}, process ${String(holder.pid)}` : null;
}

interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly boot: string;
  readonly host: string;
  readonly what: string;
}

function parseHolder(content: string): Holder | null {
  try {
    const { pid, started, boot, host, what } = JSON.parse(content) as Partial<Record<keyof Holder, unknown>>;
    if (typeof pid !== 'number' || typeof started !== 'string' || typeof boot !== 'string') return null;
    return typeof host === 'string' && typeof what === 'string' ? { pid, started, boot, host, what } : null;
  } catch {
    return null;
  }
}

/** Field 22 of /proc/PID/stat, ticks since boot; empty where there is no such process, or only its zombie. */
async function startTime(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? '' : (fields[18] ?? '');
}

async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim();
}
