import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../addresses.ts';
import { LabError } from '../lab-error.ts';
import type { LabPaths } from '../paths.ts';

/** A frozen set of layers, one for each tree, on top of its parent's or of the base tree. */
export interface Checkpoint {
  readonly name: string;
  /** The caller's digest of what it was made from. */
  readonly key: string;
  readonly parent: string | null;
  /** The key of the base tree below it all. */
  readonly base: string;
  readonly at: string;
}

/** The checkpoint and those below it, topmost first. Null when one of them is missing. */
export function lineage(checkpoints: readonly Checkpoint[], name: string | null): readonly Checkpoint[] | null {
  if (name === null) return [];
  const found = checkpoints.find((each) => each.name === name);
  const below = found && lineage(checkpoints, found.parent);
  return found && below ? [found, ...below] : null;
}

/** The checkpoints that stand on this one, directly or not, topmost first: they go before it does. */
export function dependents(checkpoints: readonly Checkpoint[], name: string): readonly Checkpoint[] {
  return checkpoints.filter(({ parent }) => parent === name).flatMap((child) => [...dependents(checkpoints, child.name), child]);
}

/** Options of an overlay mount, its lower layers topmost first. With redirect_dir a folder of a lower layer can be renamed. */
export function overlayOptions(lower: readonly string[], upper: string, work: string): string {
  return `lowerdir=${lower.join(':')},upperdir=${upper},workdir=${work},redirect_dir=on`;
}

const partial = '.partial';

/** Where a checkpoint's folder has the layer of a tree. */
export function layerOf(folder: string, place: Place): string {
  return join(folder, 'layers', place);
}

export function listCheckpoints({ checkpoints }: LabPaths): readonly Checkpoint[] {
  if (!existsSync(checkpoints)) return [];
  const complete = readdirSync(checkpoints).filter((name) => !name.endsWith(partial));
  const found = complete.map((name) => JSON.parse(readFileSync(join(checkpoints, name, 'checkpoint.json'), 'utf8')) as Checkpoint);
  return found.toSorted((a, b) => a.at.localeCompare(b.at));
}

/** The layers to stand on, topmost first. */
export function requireLineage(paths: LabPaths, name: string | null, base: string): readonly Checkpoint[] {
  const present = listCheckpoints(paths);
  const found = lineage(present, name);
  if (!found) {
    const names = present.map((each) => each.name).join(', ') || 'none';
    throw new LabError('no-checkpoint', `There is no checkpoint ${name ?? ''}`, `There are: ${names}`);
  }
  const foreign = found.find((each) => each.base !== base);
  if (!foreign) return found;
  throw new LabError('no-checkpoint', `Checkpoint ${foreign.name} stands on another base tree`, `npm run lab -- forget ${foreign.name}`);
}

/** Lets `fill` put the layers into a folder that becomes the checkpoint at once or not at all. */
export async function addCheckpoint(paths: LabPaths, checkpoint: Checkpoint, fill: (folder: string) => Promise<void>): Promise<void> {
  const folder = join(paths.checkpoints, checkpoint.name);
  const unfinished = folder + partial;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await fill(unfinished);
  await writeFile(join(unfinished, 'checkpoint.json'), `${JSON.stringify(checkpoint, null, 2)}\n`);
  await rename(unfinished, folder);
}

/** Removes a checkpoint and those on it, but none that the hosts stand on. */
export async function removeCheckpoint(paths: LabPaths, name: string, standingOn: string | null): Promise<readonly string[]> {
  const present = listCheckpoints(paths);
  if (!present.some((each) => each.name === name)) return [];
  const going = [...dependents(present, name).map((each) => each.name), name];
  if (standingOn !== null && going.includes(standingOn)) {
    throw new LabError('checkpoint-in-use', `The hosts stand on checkpoint ${standingOn}`, 'npm run lab -- down');
  }
  for (const each of going) {
    const folder = join(paths.checkpoints, each);
    await rename(folder, folder + partial);
    await rm(folder + partial, { recursive: true, force: true });
  }
  return going;
}

/** What an interrupted run left half made or half removed. */
export async function removeUnfinished({ checkpoints }: LabPaths): Promise<void> {
  if (!existsSync(checkpoints)) return;
  const unfinished = readdirSync(checkpoints).filter((name) => name.endsWith(partial));
  for (const name of unfinished) await rm(join(checkpoints, name), { recursive: true, force: true });
}

export function checkCheckpointName(name: string): void {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) return;
  throw new LabError('usage', `${name} is not a valid name for a checkpoint`, 'Use small letters, digits and -');
}
