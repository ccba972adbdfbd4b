import { expect } from 'vitest';
import { startVipWriter, type OutsideWriter } from '../../../scripts/cluster/clients/outside-writer.ts';
import { missingRows } from '../../../scripts/cluster/clients/sql.ts';
import { vipPlaces } from '../../../scripts/cluster/known.ts';
import { hostNamed } from '../../../scripts/cluster/leaders.ts';
import { leaderOf, untilHealthy } from '../../../scripts/cluster/status.ts';
import type { Lab } from '../../../scripts/lab/index.ts';

let nextId = 1;

/** Runs commands under writers through both VIPs; no acknowledged row may be missing. The longest time without one, of both. */
export async function underWriters(lab: Lab, name: string, work: () => Promise<void>): Promise<number> {
  const writers: readonly OutsideWriter[] = await Promise.all(
    vipPlaces.map((place) => startVipWriter(lab, place, { firstId: (nextId += 10_000_000) })),
  );
  await Promise.all(writers.map((writer) => writer.more(100)));
  const sinceMs = Date.now();
  await work();
  await Promise.all(writers.map((writer) => writer.more(50)));
  const after = await untilHealthy(lab);
  await Promise.all(writers.map((writer) => writer.stop()));
  const gaps = writers.map((writer) => writer.gapMs(sinceMs));
  const lost = writers.map((writer) => writer.lost().length);
  process.stderr.write(`${name}: gaps ${gaps.join(' / ')} ms, reconnects ${lost.join(' / ')}, ${String(Date.now() - sinceMs)} ms\n`);
  const ids = writers.flatMap((writer) => writer.acknowledged().map(({ id }) => id));
  expect(await missingRows(lab, hostNamed(leaderOf(after)), ids)).toEqual([]);
  return Math.max(...gaps);
}
