import { standOn } from '../cluster/stand.ts';
import { printTable, roundsOf, type BrokenLimits } from './benchmark.ts';
import { setUpByHand } from './traffic/by-hand.ts';
import { compareGaps } from './traffic/comparison.ts';
import { gapEvents, gapsOf } from './traffic/gaps.ts';
import { throughputRows } from './traffic/throughput.ts';

/** What a client of the VIPs feels: our set-up and the traditional one on the same bootstrapped cluster, by the same script, in one run. */
export async function benchTraffic(): Promise<BrokenLimits> {
  const rounds = roundsOf(process.env);
  const lab = await standOn('bootstrapped');
  try {
    printTable('pgbench -S, 4 clients, medians of three interleaved runs', await throughputRows(lab));
    const ours = await gapsOf(lab, rounds);
    await lab.restore('bootstrapped');
    await setUpByHand(lab);
    const byHand = await gapsOf(lab, rounds);
    const { rows, broken } = compareGaps(gapEvents, ours, byHand);
    printTable(`The longest time without an acknowledged write, seconds, median (least..most) of ${String(rounds)} rounds`, rows);
    return broken;
  } finally {
    await lab.close();
  }
}
