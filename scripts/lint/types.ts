import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tryProgram } from '../program.ts';
import { repository } from '../repository.ts';

/** The whole tree, and packages that run on something else than Node. */
const projects = ['.', ...readdirSync(join(repository, 'packages')).map((name) => `packages/${name}`)].filter((folder) =>
  existsSync(join(repository, folder, 'tsconfig.json')),
);

const tsc = join(repository, 'node_modules/typescript/bin/tsc');
for (const project of projects) {
  const argv = [process.execPath, tsc, '--noEmit', '--project', project] as const;
  const { code } = await tryProgram(argv, { cwd: repository, show: 'stdout', timeoutMs: 1_200_000 });
  if (code !== 0) process.exitCode = 1;
}
