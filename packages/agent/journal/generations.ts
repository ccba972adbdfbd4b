import { mkdir, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from '@tamada/core/bundle';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

const kept = 5;

/** Keeps a bundle, without secrets: for the next start after a crash, and for going back. */
export async function keepGeneration(paths: AgentPaths, bundle: Bundle): Promise<void> {
  await mkdir(paths.generations, { recursive: true, mode: 0o700 });
  await writeFileAtomic(fileOf(paths, bundle.generation), `${JSON.stringify(bundle)}\n`, { mode: 0o600 });
}

export async function loadGeneration(paths: AgentPaths, generation: number): Promise<Bundle | null> {
  const text = await readOptional(fileOf(paths, generation));
  return text === null ? null : (JSON.parse(text) as Bundle);
}

/** Leaves the last five. */
export async function pruneGenerations(paths: AgentPaths): Promise<void> {
  const numbers = (await readdir(paths.generations)).flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number);
  const old = numbers.toSorted((a, b) => b - a).slice(kept);
  await Promise.all(old.map((generation) => unlink(fileOf(paths, generation))));
}

function fileOf(paths: AgentPaths, generation: number): string {
  return join(paths.generations, `${String(generation)}.json`);
}
