import type { LabView, Place } from '../../../scripts/lab/index.ts';
import { everyPrintable } from '../../../scripts/cluster/known.ts';
import { hostAt } from '../../../scripts/cluster/leaders.ts';
import type { Call, CallerConfig } from './caller.ts';
import { programFor } from '../../../scripts/cluster/clients/launch.ts';

/** Connects `calls` times, one after the other, through an address and a port. */
export async function callThrough(
  lab: LabView,
  { address, port, calls }: Pick<CallerConfig, 'address' | 'port' | 'calls'>,
  place: Place = 'ops',
): Promise<readonly Call[]> {
  const config: CallerConfig = { address, port, calls, user: 'app', password: everyPrintable, database: 'app' };
  const argv = [...(await programFor(lab, place, 'test/e2e/support/caller.ts')), JSON.stringify(config)];
  const { code, stdout, stderr } = await lab.exec(place, argv, { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`the caller on ${place}: ${stderr}`);
  return JSON.parse(stdout) as readonly Call[];
}

/** How many calls landed on each host; those that failed by their problem. */
export function landed(calls: readonly Call[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { server, problem } of calls) {
    const where = server === null ? problem : (hostAt(server) ?? server);
    counts[where] = (counts[where] ?? 0) + 1;
  }
  return counts;
}
