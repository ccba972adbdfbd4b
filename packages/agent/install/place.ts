import { chmod, lstat, mkdir, readlink, rename, rm, symlink, chown, readdir, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { readOptional, writeFileAtomic } from '@tamada/runtime';
import type { AgentPaths } from '../paths.ts';

/** Writes a file unless it is there already with this content and mode; true where it was written. */
export async function placeFile(path: string, content: string, mode: number): Promise<boolean> {
  const same = (await readOptional(path)) === content && ((await lstat(path)).mode & 0o7777) === mode;
  if (same) return false;
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, content, { mode });
  return true;
}

/** Makes a folder, or corrects its mode. */
export async function placeFolder(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  if (((await lstat(path)).mode & 0o7777) !== mode) await chmod(path, mode);
}

/** Points a link to a folder in one step; true where it pointed elsewhere. */
export async function placeLink(path: string, target: string): Promise<boolean> {
  if ((await readlink(path).catch(() => null)) === target) return false;
  await mkdir(dirname(path), { recursive: true });
  await rm(`${path}.new`, { force: true });
  await symlink(target, `${path}.new`);
  await rename(`${path}.new`, path);
  return true;
}

/** What the archive is unpacked into: one folder for each version. */
const product = '/opt/tamada';

/** Where that really is; `usage` where the program that runs lies elsewhere. */
export async function productFolder(paths: AgentPaths, home: string): Promise<string> {
  const folder = await realpath(paths.at(product)).catch(() => paths.at(product));
  if (!relative(folder, await realpath(home)).startsWith('..')) return folder;
  const problem = `this program is in ${home}, where users other than root may be unable to run it`;
  throw new TamadaError({ code: 'usage', problem, next: `unpack the archive to ${product} and run it from there` });
}

/** Refuses where other users cannot enter a folder above ours: those are not ours to open. */
export async function requireWayIn(folder: string, root: string): Promise<void> {
  for (let above = dirname(folder); above !== dirname(above) && above !== root; above = dirname(above)) {
    const { mode } = await lstat(above);
    if ((mode & 0o001) !== 0) continue;
    const problem = `others may not enter ${above}: keepalived could not run tamada-check in ${folder}`;
    throw new TamadaError({ code: 'unsafe', problem, next: `run \`chmod o+x ${above}\`, then run this again` });
  }
}

/**
 * Makes the program's folders readable for everybody and writable for root alone, whatever umask and user unpacked them: keepalived runs
 * tamada-check from there as a user of its own, systemd the agent as root. True where something was wrong.
 */
export async function openProgram(folder: string, home: string): Promise<boolean> {
  const opened = await correct(folder);
  return (await correctTree(home)) || opened;
}

async function correctTree(folder: string): Promise<boolean> {
  let corrected = await correct(folder);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) corrected = (await correctTree(path)) || corrected;
    else if (entry.isFile()) corrected = (await correct(path)) || corrected;
  }
  return corrected;
}

async function correct(path: string): Promise<boolean> {
  const { mode, uid, gid } = await lstat(path);
  const runs = (mode & 0o100) === 0 ? 0 : 0o111;
  const right = (mode & 0o7777 & ~0o022) | 0o444 | runs;
  const foreign = process.geteuid?.() === 0 && (uid !== 0 || gid !== 0);
  if (foreign) await chown(path, 0, 0);
  if (foreign || (mode & 0o7777) !== right) await chmod(path, right);
  return foreign || (mode & 0o7777) !== right;
}
