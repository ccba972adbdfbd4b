import type { Host, Lab } from '../lab/index.ts';
import { tamada } from '../cluster/operator.ts';
import { standOn } from '../cluster/stand.ts';
import { median, printTable, seconds, type BrokenLimits } from './benchmark.ts';

const runs = 20;

/** `tamada status` with the program's start, beside a start that does nothing, in turn; then with a host off and a host frozen. */
export async function benchStatus(): Promise<BrokenLimits> {
  const lab = await standOn('bootstrapped');
  try {
    const host: Host = 'pg-a2-2';
    const rows = [await row(lab, 'all six well')];
    await lab.freeze(host);
    rows.push(await row(lab, 'one host frozen'));
    await lab.thaw(host);
    await lab.kill(host);
    rows.push(await row(lab, 'one host off'));
    await lab.boot(host);
    printTable(`tamada status, medians of ${String(runs)} (aims: under 0.5 s, with a host off or frozen under 2 s)`, [
      ['', 'status', '--version', 'difference'],
      ...rows,
    ]);
    return [];
  } finally {
    await lab.close();
  }
}

async function row(lab: Lab, name: string): Promise<readonly string[]> {
  const took: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    took[0].push(await timed(lab, ['status', '--json']));
    took[1].push(await timed(lab, ['--version']));
  }
  const [status, start] = [median(took[0]), median(took[1])];
  return [name, seconds(status), seconds(start), seconds(status - start)];
}

async function timed(lab: Lab, args: readonly string[]): Promise<number> {
  const began = performance.now();
  await tamada(lab, args);
  return performance.now() - began;
}
