import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

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

export const programs: readonly Program[] = [
  { name: 'tamada', entry: 'packages/coordinator/main.ts', flags: [] },
  // Small spaces and no compiler, because an agent is always there and seldom has work: a fifth less memory, measured by `npm run bench`.
  { name: 'tamada-agent', entry: 'packages/agent/main.ts', flags: ['--max-old-space-size=64', '--max-semi-space-size=2', '--lite-mode'] },
];

export async function sourceVersion(source: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  return version;
}

export function archiveName(version: string): string {
  return `tamada-${version}-linux-x64.tar.xz`;
}
