import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seats, type Datacenter, type Host, type Lab } from '../../scripts/lab/index.ts';
import { startWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { makeWriterTable, missingRows } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, untilHealthy, untilHealthyAgain, untilStatus } from '../../scripts/cluster/status.ts';
import { hostNamed, leadIn } from '../../scripts/cluster/leaders.ts';
import { databases } from '../../scripts/cluster/known.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
});
afterAll(() => lab.close());

const cutForMs = 60_000;
let nextId = 1;
const fresh = (): number => (nextId += 10_000_000);

/** Where an application of the cut datacentre would stand; the witness's host serves as one in a3. */
const inside: Readonly<Record<Datacenter, Host>> = { a1: 'backup', a2: 'pg-a2-2', a3: 'arb-a3' };
const cases = (['a1', 'a2'] as const).flatMap((home) => (['a1', 'a2', 'a3'] as const).map((cut) => ({ home, cut })));

/** It is behind: what a leader wrote alone while it was cut off leads the replica astray some time after all others are well. */
async function untilReplicaHasChosen(): Promise<void> {
  await untilStatus(
    lab,
    'the delayed replica is on the timeline that goes on, or went astray',
    ({ leader, members, delayed, findings }) => {
      const timeline = members.find(({ name }) => name === leader)?.timeline ?? null;
      return (timeline !== null && delayed?.timeline === timeline) || findings.some(({ code }) => code === 'delayed_astray');
    },
  );
}

describe('a datacentre is cut off for a minute and healed', () => {
  test.each(cases)('the leader in $home, $cut cut off', async ({ home, cut }) => {
    const leader = await leadIn(lab, home);
    const outside = await startWriter(lab, 'ops', { firstId: fresh() });
    const local = await startWriter(lab, inside[cut], {
      firstId: fresh(),
      members: databases.filter((name) => seats[name].segment === cut).map((name) => seats[name].address),
    });
    await outside.more(200);
    await lab.cut(cut);
    const began = Date.now();

    await outside.more(50, 60_000);
    const healed = new Promise((resolve) => setTimeout(resolve, began + cutForMs - Date.now()));
    await healed;
    await lab.heal();
    await untilReplicaHasChosen();
    const after = await untilHealthyAgain(lab);
    await outside.more(50);
    await Promise.all([outside.stop(), local.stop()]);

    expect(after.consul).toMatchObject({ voters: 5, alive: 5 });
    const rows = [...outside.acknowledged(), ...local.acknowledged()];
    expect(
      await missingRows(
        lab,
        hostNamed(leaderOf(after)),
        rows.map(({ id }) => id),
      ),
    ).toEqual([]);

    if (home !== cut) {
      expect(after.leader).toBe(leader);
      return;
    }
    const cutAddresses = databases.filter((name) => seats[name].segment === cut).map((name) => seats[name].address);
    const first = outside.acknowledged().find(({ atMs, server }) => atMs > began && !cutAddresses.includes(server));
    expect(first, 'the other side took over').toBeDefined();
    const late = local.acknowledged().filter(({ atMs }) => atMs > (first?.atMs ?? 0) && atMs < began + cutForMs);
    expect(late, 'the cut side acknowledged nothing after that').toEqual([]);
    const { 0: row } = outside.acknowledged().filter(({ atMs }) => atMs > began);
    expect((row?.atMs ?? Infinity) - began).toBeLessThan(60_000);
  });
});
