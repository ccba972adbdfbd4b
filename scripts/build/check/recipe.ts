import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callProgram } from '../../program.ts';
import { inBuild } from '../layout.ts';

/** The engine's source as the npm package `qjsc` carries it; its own install script is not needed. */
export const engineSource = join(dirname(fileURLToPath(import.meta.resolve('qjsc/package.json'))), 'deps/quickjs_2021_03_27');

/** The C of the engine that the check links. */
export const engineObjects: readonly string[] = ['quickjs', 'libregexp', 'libunicode', 'cutils'];

/** What its compiler needs besides; it runs at build time only. */
export const compilerObjects: readonly string[] = ['quickjs-libc', 'qjsc'];

/** How C becomes a program. `ours`: what holds for our own C and not for the engine's. */
export interface Toolchain {
  readonly compiler: readonly [string, ...string[]];
  readonly ours: readonly string[];
}

/** A static program for every Linux of this architecture, whatever its libc. */
export const released: Toolchain = {
  compiler: ['musl-gcc', '-O2', '-static', '-D_GNU_SOURCE'],
  ours: ['-std=gnu2x', '-Wall', '-Wextra', '-Werror', '-s', '-Wl,--build-id=none'],
};

/** For tests only: ends with a report at the first access out of bounds and the first undefined behaviour. The engine's own C is not judged. */
export const sanitized: Toolchain = {
  compiler: ['gcc', '-O1', '-g', '-D_GNU_SOURCE'],
  ours: ['-std=gnu2x', '-Wall', '-Wextra', '-fno-omit-frame-pointer', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
};

/** Without what only the extensions for big numbers need. */
export const engineFlags: readonly string[] = [
  '-w',
  '-DCONFIG_VERSION="2021-03-27"',
  '-DCONFIG_CC="musl-gcc"',
  '-DCONFIG_PREFIX="/nowhere"',
];

/** Everything that the engine's objects depend on, as one name. */
export async function recipeDigest({ compiler }: Toolchain): Promise<string> {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([engineObjects, compilerObjects, compiler, engineFlags]));
  hash.update(await compilerVersion(compiler[0]));
  for (const name of (await readdir(engineSource)).sort()) {
    if (/\.[ch]$/.test(name)) hash.update(`\0${name}\0`).update(await readFile(join(engineSource, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function compilerVersion(program: string): Promise<string> {
  try {
    return await callProgram([program, '--version'], inBuild(engineSource, 1));
  } catch (error) {
    throw new Error(`The check cannot be compiled without ${program}. As root: apt-get install gcc musl-tools`, { cause: error });
  }
}
