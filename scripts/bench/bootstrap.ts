import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunEvent } from '@tamada/core/sequence';
import { wantedTool, withoutBackups } from '../cluster/backup-tool.ts';
import { standOn } from '../cluster/stand.ts';
import type { Lab } from '../lab/index.ts';
import { median, printTable, roundsOf, seconds, spread, type BrokenLimits } from './benchmark.ts';

/** Bootstrap of six booted and enrolled hosts, phase by phase; in turn as cluster.yaml has it, and without backups. */
export async function benchBootstrap(): Promise<BrokenLimits> {
  const lab = await standOn('enrolled');
  const rounds = roundsOf(process.env);
  try {
    const [whole, without]: readonly Run[][] = [[], []];
    for (let round = 0; round < rounds; round++) {
      await lab.restore('enrolled');
      whole?.push(await bootstrap(lab));
      await lab.restore('enrolled');
      const file = join(lab.operator.workspace, 'cluster.yaml');
      await writeFile(file, withoutBackups(await readFile(file, 'utf8')));
      without?.push(await bootstrap(lab));
    }
    const phases = [...(whole?.[0]?.phases.keys() ?? []), 'all'];
    const cell = (runs: readonly Run[], phase: string): string => {
      const took = runs.flatMap((run) => run.phases.get(phase) ?? (phase === 'all' ? run.allMs : []));
      return took.length === 0 ? '' : spread(took, seconds);
    };
    const rows = phases.map((phase) => [phase, cell(whole ?? [], phase), cell(without ?? [], phase)]);
    const [all, less] = [whole, without].map((runs) => median(runs?.map(({ allMs }) => allMs) ?? []));
    printTable(`Bootstrap of six hosts, median (least..most) of ${String(rounds)} (aim: under 40 s on two cores without backups)`, [
      ['', `with backups, ${wantedTool(process.env)}`, 'without'],
      ...rows,
      ['more', seconds((all ?? NaN) - (less ?? NaN)), ''],
    ]);
    return [];
  } finally {
    await lab.close();
  }
}

interface Run {
  readonly phases: ReadonlyMap<string, number>;
  readonly allMs: number;
}

async function bootstrap(lab: Lab): Promise<Run> {
  const argv = [lab.operator.program, '-C', lab.operator.workspace, '--json', 'bootstrap', '--yes'];
  const child = lab.spawnIn('ops', argv, ['ignore', 'ignore', 'pipe']);
  const phases = new Map<string, number>();
  let allMs = Number.NaN;
  if (child.stderr === null) throw new Error('the bootstrap has no stderr');
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line) as RunEvent;
    if (event.kind === 'phase_done') phases.set(event.phase, event.tookMs);
    if (event.kind === 'run_done') allMs = event.tookMs;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`tamada bootstrap ended with ${String(code)}:\n${lines.slice(-10).join('\n')}`);
  return { phases, allMs };
}
