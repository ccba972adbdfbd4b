import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buildArchive } from '../build/build-archive.ts';
import { defaultPaths } from '../build/layout.ts';
import { clusterYaml, installBackupTool, wantedTool } from './backup-tool.ts';
import { enrollAll, makeWorkspace, step } from './operator.ts';
import { openLab, type Lab } from '../lab/index.ts';
import { everyPrintable, secretNames } from './known.ts';
import { untilHealthy } from './status.ts';

/** How far the cluster stands when a test begins. */
export type Level = 'enrolled' | 'bootstrapped';

/** The lab, its hosts freshly started on a level that is made when it is missing or stale. The caller closes it. */
export async function standOn(level: Level): Promise<Lab> {
  const { path: archive } = await buildArchive(defaultPaths(process.env));
  const topology = await clusterYaml({ delay: '40s', tool: wantedTool(process.env) });
  const key = await digestOf(archive, topology);
  const lab = await openLab({ command: `a test on ${level}`, log: say });
  try {
    if (lab.status().phase !== 'up') await lab.up();
    await lab.prune((known) => known === key).catch(() => undefined);
    if (!has(lab, 'enrolled', key)) await makeEnrolled(lab, archive, topology, key);
    if (level === 'bootstrapped' && !has(lab, 'bootstrapped', key)) await makeBootstrapped(lab, key);
    await lab.restore(level);
    if (level === 'bootstrapped') await untilHealthy(lab);
    return lab;
  } catch (error) {
    await lab.close();
    throw error;
  }
}

async function makeEnrolled(lab: Lab, archive: string, topology: string, key: string): Promise<void> {
  await lab.down();
  await lab.up();
  await lab.installArchiveForOperator(archive);
  await makeWorkspace({ lab, say }, { topology, secrets: Object.fromEntries(secretNames.map((name) => [name, everyPrintable])) });
  await enrollAll({ lab, say }, archive);
  say(`  the backup tool: ${await installBackupTool(lab, wantedTool(process.env))}`);
  await lab.checkpoint({ name: 'enrolled', key });
}

async function makeBootstrapped(lab: Lab, key: string): Promise<void> {
  await lab.restore('enrolled');
  await step({ lab, say }, ['bootstrap']);
  await lab.checkpoint({ name: 'bootstrapped', key });
}

function has(lab: Lab, name: Level, key: string): boolean {
  return lab.status().checkpoints.some((checkpoint) => checkpoint.name === name && checkpoint.key === key);
}

async function digestOf(archive: string, topology: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(archive))
    .update(topology)
    .update(everyPrintable)
    .digest('hex');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
