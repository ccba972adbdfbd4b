import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildArchive } from '../build/build-archive.ts';
import { defaultPaths } from '../build/layout.ts';
import { openLab, viewLab, type LabView } from '../lab/index.ts';
import { repository } from '../repository.ts';
import { enrollAll, makeWorkspace } from '../cluster/operator.ts';
import { untilHealthy } from '../cluster/status.ts';

const interrupted = new AbortController();
// Every time: a terminal and npm may both pass the same Ctrl-C on.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const after = `As its operator, try:
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
  await standHosts();
  // Without the lab's lock, so that its levers work from another terminal while the cluster is made.
  const lab = viewLab();
  const bootstrapped = await attached(lab, ['bootstrap']);
  if (bootstrapped !== 0) return bootstrapped;
  say('Waiting until the cluster is healthy …');
  // A busy machine needs longer; whatever the outcome, what status says is the demo's last word.
  await untilHealthy(lab).catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
  const code = await attached(lab, ['status']);
  say(code === 0 ? `\nThe cluster stands. ${after}` : `\nThe cluster takes no writes, or nobody knows. ${after}`);
  return code;
}

/** Six hosts with an agent each, and the operator's workspace. */
async function standHosts(): Promise<void> {
  say('Building the archive that the servers get …');
  const { path: archive } = await buildArchive(defaultPaths(process.env));
  const lab = await openLab({ command: 'npm run demo', log: say, signal: interrupted.signal });
  try {
    await lab.down();
    say('Six hosts, each with a systemd and a network of its own …');
    await lab.up();
    await lab.installArchiveForOperator(archive);
    say('\nWhat an operator does:');
    await makeWorkspace({ lab, say }, { topology: await readFile(join(repository, 'scripts/cluster/cluster.yaml'), 'utf8') });
    await enrollAll({ lab, say }, archive);
  } finally {
    await lab.close();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A command whose output the person sees as it comes. */
async function attached(lab: LabView, args: readonly string[]): Promise<number> {
  say(`$ tamada ${args.join(' ')}`);
  const child = lab.spawnIn('ops', [lab.operator.program, '-C', lab.operator.workspace, ...args], ['ignore', 'inherit', 'inherit']);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
