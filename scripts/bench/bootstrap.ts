import { createInterface } from 'node:readline';
import { once } from 'node:events';
import type { RunEvent } from '@tamada/core/sequence';
import { standOn } from '../cluster/stand.ts';
import { printTable, seconds, type BrokenLimits } from './benchmark.ts';

/** Bootstrap of six booted and enrolled hosts, phase by phase. */
export async function benchBootstrap(): Promise<BrokenLimits> {
  const lab = await standOn('enrolled');
  try {
    const child = lab.spawnIn(
      'ops',
      [lab.operator.program, '-C', lab.operator.workspace, '--json', 'bootstrap'],
      ['ignore', 'ignore', 'pipe'],
    );
    const rows: [string, string][] = [];
    if (child.stderr === null) throw new Error('the bootstrap has no stderr');
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const event = JSON.parse(line) as RunEvent;
      if (event.kind === 'phase_done') rows.push([event.phase, seconds(event.tookMs)]);
      if (event.kind === 'run_done') rows.push(['all', seconds(event.tookMs)]);
    });
    const [code] = (await once(child, 'close')) as [number | null];
    printTable(`Bootstrap of six hosts, exit code ${String(code)} (aim: under 40 s on two cores)`, rows);
    return code === 0 ? [] : [`tamada bootstrap ended with ${String(code)}`];
  } finally {
    await lab.close();
  }
}
