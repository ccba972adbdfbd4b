import { TamadaError } from '@tamada/core/errors';
import type { ConsulClient } from './client.ts';
import { number, parseObject, text } from '../json/fields.ts';

/** One entry of the cluster's history of runs. `json` is the coordinator's own. */
export interface HistoryEntry {
  readonly run: string;
  readonly kind: string;
  readonly atMs: number;
  readonly json: string;
}

const mostEntries = 200;
const mostEntryBytes = 64 * 1024;
/** A reply must stay below gRPC's limit of 4 MiB. */
const mostReplyBytes = 3 * 1024 * 1024;

/** Keys of one run that are compared with a new entry; a run has a few. */
const mostOfRun = 16;
const mostTries = 100;
/** Agents' clocks differ by less than this. A key with a later time cannot be right. */
const tomorrowMs = 24 * 60 * 60_000;

/** Adds an entry with this node's time and lets the oldest go. False where the run has it already. */
export async function appendHistory(consul: ConsulClient, cluster: string, entry: HistoryEntry, nowMs: number): Promise<boolean> {
  const { run, kind, json } = entry;
  const value = JSON.stringify({ run, kind, atMs: nowMs, json });
  const size = Buffer.byteLength(value);
  if (size > mostEntryBytes) {
    const problem = `a history entry may have at most ${mostEntryBytes} bytes, this one has ${size}`;
    throw new TamadaError({ code: 'usage', problem, next: 'record less: names and counts, not contents' });
  }
  const keys = await allKeys(consul, cluster);
  const ofRun = keys.filter((key) => key.endsWith(`-${encodeURIComponent(run)}`)).slice(-mostOfRun);
  for (const key of ofRun) {
    const found = parseObject((await consul.readKey(key))?.value ?? '');
    if (found.run === run && found.kind === kind && found.json === json) return false;
  }
  await addAtFreeTime(consul, cluster, run, nowMs, value);
  await prune(consul, cluster, nowMs);
  return true;
}

/** The newest entries, oldest first; `most` 0 means as many as are kept. */
export async function readHistory(consul: ConsulClient, cluster: string, most: number, nowMs: number): Promise<readonly HistoryEntry[]> {
  const wanted = most > 0 ? Math.min(most, mostEntries) : mostEntries;
  const newestFirst = (await allKeys(consul, cluster))
    .filter((key) => isPast(cluster, key, nowMs))
    .toReversed()
    .slice(0, wanted);
  const entries: HistoryEntry[] = [];
  let bytes = 0;
  for (const key of newestFirst) {
    const value = (await consul.readKey(key))?.value;
    if (value === undefined) continue;
    bytes += Buffer.byteLength(value);
    if (bytes > mostReplyBytes) break;
    const { run, kind, atMs, json } = parseObject(value);
    entries.push({ run: text(run), kind: text(kind), atMs: number(atMs), json: text(json) });
  }
  return entries.reverse();
}

/** Two entries of one run in one millisecond get neighbouring keys. */
async function addAtFreeTime(consul: ConsulClient, cluster: string, run: string, nowMs: number, value: string): Promise<void> {
  for (let at = Math.trunc(nowMs); at < nowMs + mostTries; at += 1) {
    const key = `${prefix(cluster)}${String(at).padStart(15, '0')}-${encodeURIComponent(run)}`;
    if (await consul.writeKey(key, value, { cas: 0 })) return;
  }
  const problem = `run ${run} has too many entries at this time`;
  throw new TamadaError({ code: 'request_failed', program: 'consul', request: 'add to the history', problem });
}

/** Deletes the oldest, and all with a time in the future: those would stay for ever and push out the real ones. */
async function prune(consul: ConsulClient, cluster: string, nowMs: number): Promise<void> {
  const keys = await allKeys(consul, cluster);
  const real = keys.filter((key) => isPast(cluster, key, nowMs));
  const old = real.slice(0, Math.max(0, real.length - mostEntries));
  for (const key of [...old, ...keys.filter((candidate) => !real.includes(candidate))]) await consul.deleteKey(key);
}

/** Sorted by time. */
async function allKeys(consul: ConsulClient, cluster: string): Promise<readonly string[]> {
  return [...(await consul.listKeys(prefix(cluster)))].sort();
}

function isPast(cluster: string, key: string, nowMs: number): boolean {
  const at = /^(\d{15})-/.exec(key.slice(prefix(cluster).length))?.[1];
  return at !== undefined && Number(at) < nowMs + tomorrowMs;
}

function prefix(cluster: string): string {
  return `tamada/${cluster}/history/`;
}
