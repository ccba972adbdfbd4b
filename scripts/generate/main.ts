import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { majors } from './postgres-releases.ts';
import { repository } from '../repository.ts';
import { compareTrees, readTree } from './generator.ts';
import { generators } from './generators.ts';
import { keepAnswers } from './postgres/ask-server.ts';

const checking = process.argv.includes('--check');
// Needs the lab's base tree, so it is asked for by name; an integration test notices when the answers are old.
if (process.argv.includes('--ask-postgres')) await keepAnswers(majors);
const scratch = await mkdtemp(join(tmpdir(), 'tamada-generate-'));
try {
  for (const [index, generator] of generators.entries()) {
    const fresh = join(scratch, String(index));
    const committed = join(repository, generator.output);
    await generator.generate(fresh);
    const differences = compareTrees(await readTree(committed), await readTree(fresh));
    for (const { path, kind } of differences) process.stdout.write(`${kind}: ${join(generator.output, path)}\n`);
    if (differences.length === 0) process.stdout.write(`${generator.name}: ${generator.output} is fresh\n`);
    else if (checking) process.exitCode = 1;
    else {
      await rm(committed, { recursive: true, force: true });
      await cp(fresh, committed, { recursive: true });
    }
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
if (process.exitCode === 1) process.stdout.write('Run `npm run generate` and commit the result.\n');
