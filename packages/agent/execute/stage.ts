import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf } from '../observe/errno.ts';
import type { Work } from './work.ts';

/** Puts the files that will be written below the staging folder, under their own names; root's alone. Resolves with where each one is. */
export async function stage(work: Work, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { staging } = work.context.paths;
  await clearStaging(work);
  const staged = new Map<string, string>();
  for (const path of paths) {
    const at = join(staging, path);
    try {
      await mkdir(dirname(at), { recursive: true, mode: 0o700 });
      await writeFile(at, work.contents.get(path) ?? '', { mode: 0o600, flag: 'wx' });
    } catch (error) {
      const full = errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'EDQUOT';
      throw full ? new TamadaError({ code: 'disk_full', path: staging }, { cause: error }) : error;
    }
    staged.set(path, at);
  }
  return staged;
}

export async function clearStaging({ context }: Work): Promise<void> {
  await rm(context.paths.staging, { recursive: true, force: true });
}
