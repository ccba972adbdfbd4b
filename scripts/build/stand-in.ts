import { build } from 'esbuild';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutThreads } from './layout.ts';

/** The stand-in for pg_probackup, which Debian has no package of; what it is stands beside its source. */
export const standIn = 'test/fakes/pg_probackup/main.ts';

export interface StandIn {
  /** The source tree. */
  readonly source: string;
  /** The program's file. It finds its agent on another host at the same path. */
  readonly file: string;
  /** The Node that the hosts run it with. */
  readonly node: string;
  /** What it says that it is, for the tests of versions that do not fit. */
  readonly program?: { readonly version: string; readonly protocol: number; readonly major: string; readonly postgres: string };
}

/** Writes the stand-in as one executable file. */
export async function buildStandIn({ source, file, node, program }: StandIn): Promise<void> {
  await build({
    absWorkingDir: source,
    entryPoints: [join(source, standIn)],
    outfile: file,
    bundle: true,
    // A file without an ending is CommonJS to Node.
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // As the programs of the archive: it must come to its end.
    banner: { js: `#!${node} ${withoutThreads}` },
    define: program === undefined ? {} : { builtAs: JSON.stringify(program) },
    legalComments: 'none',
    logLevel: 'silent',
  });
  await chmod(file, 0o755);
}
