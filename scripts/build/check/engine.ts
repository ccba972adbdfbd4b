import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { callProgram } from '../../program.ts';
import { inBuild } from '../layout.ts';
import { compilerObjects, engineFlags, engineObjects, engineSource, recipeDigest, type Toolchain } from './recipe.ts';

/** A folder with the engine's objects and `qjsc`, which turns JavaScript into its bytecode. Takes half a minute once, then it is kept. */
export async function compiledEngine(cache: string, toolchain: Toolchain): Promise<string> {
  const folder = join(cache, `quickjs-${await recipeDigest(toolchain)}`);
  if (await exists(join(folder, 'qjsc'))) return folder;
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'quickjs-'));
  try {
    const all = [...engineObjects, ...compilerObjects];
    await Promise.all(all.map((name) => compileObject(toolchain, name, work)));
    const objects = all.map((name) => join(work, `${name}.o`));
    await callProgram([...toolchain.compiler, '-o', join(work, 'qjsc'), ...objects, '-lm'], inBuild(engineSource, 2));
    await rename(work, folder).catch(async (error: unknown) => {
      if (!(await exists(join(folder, 'qjsc')))) throw error;
    });
    return folder;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function compileObject({ compiler }: Toolchain, name: string, target: string): Promise<void> {
  await callProgram([...compiler, ...engineFlags, '-c', '-o', join(target, `${name}.o`), `${name}.c`], inBuild(engineSource, 5));
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
