import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../repository.ts';

/** The whole tree, and packages that run on something else than Node. */
const projects = ['.', ...readdirSync(join(repository, 'packages')).map((name) => `packages/${name}`)].filter((folder) =>
  existsSync(join(repository, folder, 'tsconfig.json')),
);

const tsc = join(repository, 'node_modules/typescript/bin/tsc');
for (const project of projects) {
  const { status } = spawnSync(process.execPath, [tsc, '--noEmit', '--project', project], {
    cwd: repository,
    stdio: 'inherit',
    timeout: 1_200_000,
  });
  if (status !== 0) process.exitCode = 1;
}
