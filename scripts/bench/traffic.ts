import { standOn } from '../demo/stand.ts';
import { printTable } from './figures.ts';
import { gapsOf, gapEvents, type Gaps } from './traffic/gaps.ts';
import { setUpByHand } from './traffic/by-hand.ts';
import { throughputRows } from './traffic/throughput.ts';

/** What a client of the VIPs feels: our set-up and the traditional one on the same bootstrapped cluster, by the same script, in one run. */
export async function benchTraffic(): Promise<void> {
  const rounds = Number(process.env.TAMADA_BENCH_ROUNDS ?? 3);
  const lab = await standOn('bootstrapped');
  try {
    printTable('pgbench -S, 4 clients, medians of three interleaved runs', await throughputRows(lab));
    const ours = await gapsOf(lab, rounds);
    await lab.restore('bootstrapped');
    await setUpByHand(lab);
    const byHand = await gapsOf(lab, rounds);
    printTable(`The longest time without an acknowledged write, seconds, through the VIP of the leader’s datacentre / of the other one`, [
      ['', 'ours', 'by hand'],
      ...gapEvents.map((event) => [event, cell(ours, event), cell(byHand, event)]),
    ]);
  } finally {
    await lab.close();
  }
}

/** Every round, so that luck shows. */
function cell(gaps: readonly Gaps[], event: string): string {
  const seen = gaps.filter((gap) => gap.event === event);
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  return seen.map(({ homeMs, otherMs, lost }) => `${seconds(homeMs)} / ${seconds(otherMs)} (${String(lost)} reconnects)`).join(', ');
}
