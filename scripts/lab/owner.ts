import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from './lab-error.ts';
import type { LabPaths } from './paths.ts';

/** Says, outside of every lab's folder, which folder the namespaces belong to. */
export function claimNames(paths: LabPaths): void {
  mkdirSync(paths.runtime, { recursive: true });
  writeFileSync(ownerFile(paths), `${JSON.stringify({ directory: paths.directory })}\n`);
}

export function releaseNames(paths: LabPaths): void {
  rmSync(ownerFile(paths), { force: true });
}

/** Refuses to touch what belongs to a lab of another folder, unless that folder is gone. */
export function refuseForeign(paths: LabPaths): void {
  const owner = readOwner(paths);
  if (owner === null || owner === paths.directory || !existsSync(owner)) return;
  throw new LabError('busy', `A lab of ${owner} is up on this machine`, `TAMADA_LAB_DIR=${owner} npm run lab -- down`);
}

/** The folder that the lab of this name stands in; ours where nobody says otherwise. */
export function ownerDirectory(paths: LabPaths): string {
  return readOwner(paths) ?? paths.directory;
}

function readOwner(paths: LabPaths): string | null {
  try {
    return (JSON.parse(readFileSync(ownerFile(paths), 'utf8')) as { readonly directory: string }).directory;
  } catch {
    return null;
  }
}

function ownerFile({ runtime, name }: LabPaths): string {
  return join(runtime, `${name}.owner.json`);
}
