import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { callProgram } from '../../program.ts';
import { inBuild } from '../layout.ts';
import { compiledEngine } from './engine.ts';
import { engineObjects, engineSource, released, type Toolchain } from './recipe.ts';

export interface CheckBuild {
  /** The folder of the check. */
  readonly source: string;
  readonly version: string;
  readonly cache: string;
}

/** Compiles the check to one static program: TypeScript → JavaScript → bytecode → C, and our own C beside it. */
export async function buildCheck({ source, version, cache }: CheckBuild, target: string, toolchain: Toolchain = released): Promise<void> {
  const engine = await compiledEngine(cache, toolchain);
  const work = await mkdtemp(join(tmpdir(), 'tamada-check-'));
  try {
    await bundle(source, version, join(work, 'check.mjs'));
    // Its output names nothing of where it was made: equal sources make an equal program everywhere.
    const bytecode = ['-c', '-m', '-M', 'native,native', '-N', 'check_bytecode', '-o', 'check.c', 'check.mjs'];
    await callProgram([join(engine, 'qjsc'), ...bytecode], inBuild(work, 1));
    const ours = (await readdir(join(source, 'native'))).filter((name) => name.endsWith('.c')).sort();
    await callProgram(
      [
        ...toolchain.compiler,
        ...toolchain.ours,
        ...['-isystem', engineSource, '-o', target],
        join(work, 'check.c'),
        ...ours.map((name) => join(source, 'native', name)),
        ...engineObjects.map((name) => join(engine, `${name}.o`)),
        '-lm',
      ],
      inBuild(work, 2),
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function bundle(source: string, version: string, outfile: string): Promise<void> {
  await build({
    absWorkingDir: source,
    entryPoints: [join(source, 'main.ts')],
    bundle: true,
    format: 'esm',
    external: ['native'],
    target: 'es2020',
    define: { productVersion: JSON.stringify(version) },
    minify: true,
    tsconfigRaw: {},
    outfile,
    logLevel: 'silent',
  });
}

/** Where its source stands in the source tree. */
export const vrrpProbeSource = 'packages/agent/probe/native/vrrp-probe.c';

/** Compiles the agent's one helper in C, static like the check: it must run on a host that has no packages of ours yet. */
export async function buildVrrpProbe(source: string, target: string, toolchain: Toolchain = released): Promise<void> {
  await callProgram([...toolchain.compiler, ...toolchain.ours, '-o', target, source], inBuild(dirname(source), 2));
}
