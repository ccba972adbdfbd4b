import { afterAll, beforeAll, expect, test } from 'vitest';
import { startVipWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { makeWriterTable } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, untilHealthy } from '../../scripts/cluster/status.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { type Lab, seats } from '../../scripts/lab/index.ts';
import { denied, looks, summary } from '../e2e/support/looks.ts';
import { stress } from '../e2e/support/stress.ts';

/** A write that is acknowledged so shortly before or after a look proves that the look saw a cluster that takes writes. */
const proofMs = 1_000;

/** For hangs only: the looks themselves say how long they take. */
const timeoutMs = 3_600_000;

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
});
afterAll(() => lab.close());

test(
  'under stress, 200 looks: none denies a living cluster',
  async () => {
    await untilHealthy(lab);
    const writer = await startVipWriter(lab, 'a1', { firstId: 1_000_000_000 });
    await writer.more(50);
    const calm = await stress(lab);
    const seen = await looks(lab, 200, 4).finally(() => calm());
    await writer.stop();
    const rows = writer.acknowledged().map(({ atMs }) => atMs);
    const proven = seen.filter(({ observedAtMs }) => rows.some((atMs) => Math.abs(atMs - observedAtMs) < proofMs));
    say(
      `under stress: ${summary(seen)}; ${String(proven.length)} of ${String(seen.length)} beside an acknowledged write, of ${String(rows.length)}`,
    );
    expect(proven.flatMap(denied)).toEqual([]);
    expect(proven.length).toBeGreaterThan(0);
    await untilHealthy(lab);
  },
  timeoutMs,
);

test(
  'under stress, with a leader that is dead, 40 looks: each says so',
  async () => {
    const dead = hostNamed(leaderOf(await untilHealthy(lab)));
    const away = seats[dead].segment === 'a1' ? 'a2' : 'a1';
    const writer = await startVipWriter(lab, away, { firstId: 2_000_000_000 });
    await writer.more(50);
    const calm = await stress(lab);
    await lab.kill(dead);
    // The takeover's bound is the takeover itself: an application that writes again.
    const killed = writer.acknowledged().length;
    await writer.more(1, timeoutMs);
    const seen = await looks(lab, 40, 2).finally(() => calm([dead]));
    await writer.stop();
    say(`leader dead: ${summary(seen)}; first write by ${writer.acknowledged()[killed]?.server ?? 'nobody'}`);
    for (const { leader, members, findings, takesWrites } of seen) {
      expect(leader).not.toBe(dead);
      expect(takesWrites).not.toBe('no');
      expect(members.find(({ name }) => name === dead)?.runs).not.toBe('yes');
      expect(findings.filter(({ node }) => node === dead).map(({ code }) => code)).toContain('agent_silent');
    }
    await lab.boot(dead);
    await untilHealthy(lab);
  },
  timeoutMs,
);

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
