import { expect, test } from 'vitest';
import { startVipWriter } from '../../../scripts/cluster/clients/outside-writer.ts';
import { leaderOf, untilHealthy } from '../../../scripts/cluster/status.ts';
import { hostNamed } from '../../../scripts/cluster/leaders.ts';
import { type Lab, seats } from '../../../scripts/lab/index.ts';
import { denied, looks, summary } from './looks.ts';
import { stress } from './stress.ts';

/** A write that is acknowledged so shortly before or after a look proves that the look saw a cluster that takes writes. */
const proofMs = 1_000;

/** For hangs only: the looks themselves say how long they take. */
const timeoutMs = 3_600_000;

/**
 * The six hosts under stress while an application writes: no look denies what the application proves; and when the leader is really dead, every
 * look after the takeover says so.
 */
export function statusUnderStress(labOf: () => Lab, { count, deadCount }: { readonly count: number; readonly deadCount: number }): void {
  test(
    `under stress, ${String(count)} looks: none denies a living cluster`,
    async () => {
      const lab = labOf();
      await untilHealthy(lab);
      const writer = await startVipWriter(lab, 'a1', { firstId: 1_000_000_000 });
      await writer.more(50);
      const calm = await stress(lab);
      const seen = await looks(lab, count, 4).finally(() => calm());
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
    `under stress, with a leader that is dead, ${String(deadCount)} looks: each says so`,
    async () => {
      const lab = labOf();
      const dead = hostNamed(leaderOf(await untilHealthy(lab)));
      const away = seats[dead].segment === 'a1' ? 'a2' : 'a1';
      const writer = await startVipWriter(lab, away, { firstId: 2_000_000_000 });
      await writer.more(50);
      const calm = await stress(lab);
      await lab.kill(dead);
      // The takeover's bound is the takeover itself: an application that writes again.
      const killed = writer.acknowledged().length;
      await writer.more(1, timeoutMs);
      const seen = await looks(lab, deadCount, 2).finally(() => calm([dead]));
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
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
