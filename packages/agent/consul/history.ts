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

/** Adds an entry and lets the oldest go. False where it was there already. */
export async function appendHistory(consul: ConsulClient, cluster: string, entry: HistoryEntry): Promise<boolean> {
  const value = JSON.stringify({ run: entry.run, kind: entry.kind, atMs: entry.atMs, json: entry.json });
  const size = Buffer.byteLength(value);
  if (size > mostEntryBytes) {
    const problem = `an entry of the history may have ${mostEntryBytes} bytes, this one has ${size}`;
    throw new TamadaError({ code: 'usage', problem, next: 'record less: names and counts, not contents' });
  }
  const added = await addAtFreeTime(consul, cluster, entry, value);
  await prune(consul, cluster);
  return added;
}

/** The newest entries, oldest first; `most` 0 means as many as are kept. */
export async function readHistory(consul: ConsulClient, cluster: string, most: number): Promise<readonly HistoryEntry[]> {
  const wanted = most > 0 ? Math.min(most, mostEntries) : mostEntries;
  const newestFirst = [...(await sortedKeys(consul, cluster))].reverse().slice(0, wanted);
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

/** Two entries of one run in one millisecond get neighbouring keys; the same entry twice stays one. */
async function addAtFreeTime(consul: ConsulClient, cluster: string, { run, atMs }: HistoryEntry, value: string): Promise<boolean> {
  for (let at = Math.trunc(atMs); ; at += 1) {
    const key = `${prefix(cluster)}${String(at).padStart(15, '0')}-${encodeURIComponent(run)}`;
    if (await consul.writeKey(key, value, { cas: 0 })) return true;
    if ((await consul.readKey(key))?.value === value) return false;
  }
}

async function prune(consul: ConsulClient, cluster: string): Promise<void> {
  const keys = await sortedKeys(consul, cluster);
  for (const key of keys.slice(0, Math.max(0, keys.length - mostEntries))) await consul.deleteKey(key);
}

async function sortedKeys(consul: ConsulClient, cluster: string): Promise<readonly string[]> {
  return [...(await consul.listKeys(prefix(cluster)))].sort();
}

function prefix(cluster: string): string {
  return `tamada/${cluster}/history/`;
}
