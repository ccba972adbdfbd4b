import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runRecordSchema, type RunRecord } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import { workspaceLayout } from './layout.ts';

/** A name for a new run that sorts by time: `20261123-061842-4f2a`. */
export function newRunId(nowMs: number): string {
  const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return `${time}-${randomBytes(2).toString('hex')}`;
}

/** Digest of what the operator wrote: two runs with the same one want the same. */
export function inputsDigest(topology: Topology, templates: ReadonlyMap<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([topology, [...templates].sort()]))
    .digest('hex');
}

export async function writeRun(workspace: string, record: RunRecord): Promise<void> {
  const { runs } = workspaceLayout(workspace);
  await mkdir(runs, { recursive: true });
  await writeFileAtomic(join(runs, `${record.id}.json`), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o644 });
}

/** All runs that can be read; what else lies in the folder is left alone. */
export async function readRuns(workspace: string): Promise<readonly RunRecord[]> {
  const { runs } = workspaceLayout(workspace);
  const names = await readdir(runs).catch(() => []);
  const texts = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => readOptional(join(runs, name))));
  return texts.flatMap((text) => parse(text ?? ''));
}

function parse(text: string): readonly RunRecord[] {
  try {
    return [runRecordSchema.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}
