import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildArchive } from '../build/build-archive.ts';
import { defaultPaths } from '../build/default-paths.ts';
import { openLab, type Lab } from '../lab/index.ts';
import { repository } from '../repository.ts';
import { enrollAll, makeWorkspace } from './operator.ts';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

const after = `
The cluster stands. As its operator, try:
  npm run -s lab -- tamada status --watch     the cluster at a glance
  npm run -s lab -- shell pg-a1-1             a root shell on a host
  npm run -s lab -- kill pg-a1-1              power loss; then \`boot pg-a1-1\`
  npm run -s lab -- cut a1                    a datacentre without network; then \`heal\`
  npm run -s lab -- down                      everything gone`;

process.exitCode = await demo().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});

async function demo(): Promise<number> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say('Building the archive that the servers get …');
  const { path: archive } = await buildArchive(defaultPaths(process.env));
  const lab = await openLab({ command: 'npm run demo', log: say, signal: interrupted.signal });
  try {
    await lab.down();
    say('Six hosts, each with a systemd and a network of its own …');
    await lab.up();
    await lab.installArchiveForOperator(archive);
    say('\nWhat an operator does:');
    await makeWorkspace({ lab, say }, { topology: await readFile(join(repository, 'scripts/demo/cluster.yaml'), 'utf8') });
    await enrollAll({ lab, say }, archive);
    const bootstrapped = await attached(lab, ['bootstrap'], say);
    if (bootstrapped !== 0) return bootstrapped;
    await attached(lab, ['status'], say);
    say(after);
    return 0;
  } finally {
    await lab.close();
  }
}

/** A command whose output the person sees as it comes. */
async function attached(lab: Lab, args: readonly string[], say: (line: string) => void): Promise<number> {
  say(`$ tamada ${args.join(' ')}`);
  const child = lab.spawnIn('ops', [lab.operator.program, '-C', lab.operator.workspace, ...args], ['ignore', 'inherit', 'inherit']);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
