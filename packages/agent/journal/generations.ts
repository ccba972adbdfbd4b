import { mkdir, readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from '@tamada/core/bundle';
import { parseKeptBundle, type JournalState } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import { openFolder } from '../observe/folder.ts';
import type { AgentPaths } from '../paths.ts';

const kept = 5;

/** Keeps a bundle, without secrets: for the next start after a crash, and for going back. */
export async function keepGeneration(paths: AgentPaths, bundle: Bundle): Promise<void> {
  await mkdir(paths.generations, { recursive: true, mode: 0o700 });
  await writeFileAtomic(fileOf(paths, bundle.generation), `${JSON.stringify(bundle)}\n`, { mode: 0o600 });
}

/** Null where it is not kept; `state_broken` where the file is not a bundle. */
export async function loadGeneration(paths: AgentPaths, generation: number): Promise<Bundle | null> {
  const file = fileOf(paths, generation);
  const text = await readOptional(file);
  const bundle = text === null ? null : parseKeptBundle(text);
  if (text === null || bundle !== null) return bundle;
  const next = 'move it away and run `tamada bootstrap`: it sends the bundle again';
  throw new TamadaError({ code: 'state_broken', file, problem: 'it is not what the agent writes there', next });
}

/** Path → its texts with slots in the bundles that this node started to apply, newest first. What cannot be read is left out. */
export async function keptTemplates({
  paths,
  journal,
}: Pick<AgentContext, 'paths' | 'journal'>): Promise<ReadonlyMap<string, readonly string[]>> {
  const templates = new Map<string, readonly string[]>();
  for (const generation of await begunGenerations(paths, journal.read().active?.generation ?? 0)) {
    const bundle = parseKeptBundle((await readOptional(fileOf(paths, generation))) ?? '');
    for (const { path, content } of bundle?.files ?? []) templates.set(path, [...(templates.get(path) ?? []), content]);
  }
  return templates;
}

/** Leaves the last five up to the active one, and the one to which the node may go back. */
export async function pruneGenerations(paths: AgentPaths, { active, confirmed }: JournalState): Promise<void> {
  const folder = await openFolder(paths.generations, { root: '/', create: false });
  if (folder === null) return;
  try {
    const begun = await begunGenerations(paths, active?.generation ?? 0);
    const old = begun.slice(kept).filter((generation) => generation !== confirmed?.generation);
    await Promise.all(old.map((generation) => unlink(folder.entry(nameOf(generation)))));
  } finally {
    await folder.close();
  }
}

/** Forgets one from which the node went back. */
export async function dropGeneration(paths: AgentPaths, generation: number): Promise<void> {
  await rm(fileOf(paths, generation), { force: true });
}

/** Newest first. A number above the active one was never started. */
async function begunGenerations(paths: AgentPaths, active: number): Promise<readonly number[]> {
  const names = await readdir(paths.generations).catch((): string[] => []);
  const numbers = names.map((name) => Number.parseInt(name, 10)).filter((number) => number <= active && names.includes(nameOf(number)));
  return [...new Set(numbers)].toSorted((a, b) => b - a);
}

function nameOf(generation: number): string {
  return `${String(generation)}.json`;
}

function fileOf(paths: AgentPaths, generation: number): string {
  return join(paths.generations, nameOf(generation));
}
