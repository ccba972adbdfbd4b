import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homedir } from 'node:os';
import type { ProgramOptions } from '../program.ts';
import { repository } from '../repository.ts';

/** Where a build reads and writes. */
export interface BuildPaths {
  /** The source tree. */
  readonly source: string;
  /** The folder of the archive. */
  readonly output: string;
  /** Downloads and compressed parts that outlive a clone. */
  readonly cache: string;
}

/** The programs of the archive: what starts them, and Node's flags. */
export interface Program {
  readonly name: string;
  readonly entry: string;
  readonly flags: readonly string[];
}

/**
 * V8 compiles and collects in the one thread that there is. With others a program may never end: it waits for a thread that compiles, and that one
 * for it (nodejs/node#54918; seen on a busy machine). It costs no time, and 3 to 6 MB less, measured.
 */
export const withoutThreads = '--single-threaded';

export const programs: readonly Program[] = [
  { name: 'tamada', entry: 'packages/coordinator/main.ts', flags: [withoutThreads] },
  // Small spaces and no compiler, because an agent is always there and seldom has work: a fifth less memory, measured by `npm run bench`.
  {
    name: 'tamada-agent',
    entry: 'packages/agent/main.ts',
    flags: [withoutThreads, '--max-old-space-size=64', '--max-semi-space-size=2', '--lite-mode'],
  },
];

export async function sourceVersion(source: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  return version;
}

export function archiveName(version: string): string {
  return `tamada-${version}-linux-x64.tar.xz`;
}

/** This repository, its dist folder, and the cache of the user or of TAMADA_CACHE. */
export function defaultPaths(environment: NodeJS.ProcessEnv): BuildPaths {
  return {
    source: repository,
    output: join(repository, 'dist'),
    cache: environment.TAMADA_CACHE ?? join(homedir(), '.cache/tamada'),
  };
}

/** How a build runs a program: in a folder, in one language and one time zone, so that it writes the same on every machine. */
export function inBuild(cwd: string, minutes: number): ProgramOptions {
  return { cwd, timeoutMs: minutes * 60_000, env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ours: true };
}

/** A script that starts a program with the archive's own Node, whatever Node settings the caller has, also through a link to it. */
export function launcher({ name, flags }: Program): string {
  return `#!/bin/sh
unset NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_PATH NODE_V8_COVERAGE
here=$(dirname -- "$(readlink -f -- "$0")") || exit 1
exec "$here/../runtime/node" ${[...flags, `"$here/../lib/${name}.mjs"`, '"$@"'].join(' ')}
`;
}
