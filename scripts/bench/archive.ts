import { wantedTool } from '../cluster/backup-tool.ts';
import { databases } from '../cluster/known.ts';
import { leadIn } from '../cluster/leaders.ts';
import { standOn } from '../cluster/stand.ts';
import { forgetPushed, pushBySsh } from './archive/by-hand.ts';
import { measurePushes, prepareLoad, type Pushes } from './archive/pushes.ts';
import { median, printTable, roundsOf, seconds, spread, type BrokenLimits } from './benchmark.ts';

/** Milliseconds of a round trip between datacentres. */
const distances = [0, 40];

/** How quickly WAL comes to the archive from a leader in the other datacentre, by the product and by ssh and cat, in turn. */
export async function benchArchive(): Promise<BrokenLimits> {
  const tool = wantedTool(process.env);
  const lab = await standOn('bootstrapped');
  try {
    const leader = await leadIn(lab, 'a2');
    await prepareLoad(lab, leader);
    const ssh = await pushBySsh(lab, leader);
    // They would push what went elsewhere by hand, as a hole.
    for (const host of databases) await lab.exec(host, ['systemctl', 'stop', 'tamada-agent']);
    const rows: (readonly string[])[] = [];
    const broken: string[] = [];
    for (const distance of distances) {
      await lab.delay('a1', distance / 2);
      const [ours, byHand]: readonly Pushes[][] = [[], []];
      for (let round = 0; round < roundsOf(process.env); round++) {
        ours?.push(await measurePushes(lab, leader, null));
        byHand?.push(await measurePushes(lab, leader, ssh));
        process.stderr.write(`${String(distance)} ms: ${JSON.stringify([ours?.at(-1), byHand?.at(-1)])}\n`);
        await forgetPushed(lab);
      }
      rows.push(row(`${tool}, ${String(distance)} ms`, ours ?? []), row(`ssh and cat, ${String(distance)} ms`, byHand ?? []));
      broken.push(...slower(distance, ours ?? [], byHand ?? []));
    }
    printTable('WAL to the archive, median (least..most) (aim: nothing waits 10 s after a load)', [
      ['', 'segments/s held back', 'pgbench/s', 'segments/s written', 'most waiting', 'nothing waits after'],
      ...rows,
    ]);
    return broken;
  } finally {
    await lab.close();
  }
}

function row(name: string, all: readonly Pushes[]): readonly string[] {
  const of = (value: (one: Pushes) => number, write: (value: number) => string): string => spread(all.map(value), write);
  return [
    name,
    of(({ perSecond }) => perSecond, rate),
    of(
      ({ transactions }) => transactions,
      (value) => value.toFixed(0),
    ),
    of(({ writtenPerSecond }) => writtenPerSecond, rate),
    of(({ mostWaiting }) => mostWaiting, String),
    of(({ lagMs }) => lagMs, seconds),
  ];
}

function rate(value: number): string {
  return value.toFixed(2);
}

function slower(distance: number, ours: readonly Pushes[], byHand: readonly Pushes[]): BrokenLimits {
  const [mine, theirs] = [ours, byHand].map((all) => median(all.map(({ perSecond }) => perSecond)));
  return mine !== undefined && theirs !== undefined && mine >= theirs
    ? []
    : [`at ${String(distance)} ms: ours ${rate(mine ?? NaN)} segments/s, by ssh and cat ${rate(theirs ?? NaN)}`];
}
