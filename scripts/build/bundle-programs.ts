import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programs } from './layout.ts';

/** What packages from the days before ES modules expect to find around them. */
const commonJsNames = `import { createRequire as tamadaCreateRequire } from 'node:module';
const require = tamadaCreateRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/**
 * Writes one ES module a program into `folder` and returns the files that went in, relative to the source tree. No CommonJS and no kept
 * names: an idle agent is a tenth smaller so. No shared chunks: they change the order in which modules run.
 */
export async function bundlePrograms(source: string, folder: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: source,
    entryPoints: programs.map(({ name, entry }) => ({ in: join(source, entry), out: name })),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: commonJsNames },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  for (const { name } of programs) await writeAsAscii(join(folder, `${name}.mjs`));
  return Object.keys(metafile.inputs).sort();
}

/** One letter beyond ASCII doubles what the source takes in memory; esbuild leaves some in comments and regular expressions. */
async function writeAsAscii(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}
