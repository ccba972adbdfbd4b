import { afterAll, beforeAll, expect, test } from 'vitest';
import { hosts, type Lab } from '../../scripts/lab/index.ts';
import { startWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { makeWriterTable, missingRows } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, untilHealthy } from '../../scripts/cluster/status.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
});
afterAll(() => lab.close());

test('the leader dies three times in a row; every acknowledged row is there', async () => {
  const writer = await startWriter(lab, 'ops');
  for (let round = 0; round < 3; round++) {
    const dead = hostNamed(leaderOf(await untilHealthy(lab)));
    await writer.more(100);
    await lab.kill(dead);
    await writer.more(100, 60_000);
    await lab.boot(dead);
  }
  const after = await untilHealthy(lab);
  await writer.stop();
  expect(
    await missingRows(
      lab,
      hostNamed(leaderOf(after)),
      writer.acknowledged().map(({ id }) => id),
    ),
  ).toEqual([]);
});

test('all six hosts lose power at once; the cluster comes back by itself with every acknowledged row', async () => {
  const writer = await startWriter(lab, 'ops', { firstId: 50_000_000 });
  await writer.more(200);
  await Promise.all(hosts.map((host) => lab.kill(host)));
  await Promise.all(hosts.map((host) => lab.boot(host)));
  await writer.more(100, 120_000);
  const after = await untilHealthy(lab);
  await writer.stop();
  expect(
    await missingRows(
      lab,
      hostNamed(leaderOf(after)),
      writer.acknowledged().map(({ id }) => id),
    ),
  ).toEqual([]);
});

test('a frozen leader is replaced, and is a replica when it thaws', async () => {
  const frozen = hostNamed(leaderOf(await untilHealthy(lab)));
  const writer = await startWriter(lab, 'ops', { firstId: 100_000_000 });
  await writer.more(200);
  await lab.freeze(frozen);
  await writer.more(100, 90_000);
  const took = writer.acknowledged().at(-1)?.atMs ?? 0;
  await lab.thaw(frozen);
  const after = await untilHealthy(lab);
  await writer.stop();
  expect(after.leader).not.toBe(frozen);
  expect(took).toBeGreaterThan(0);
  expect(
    await missingRows(
      lab,
      hostNamed(leaderOf(after)),
      writer.acknowledged().map(({ id }) => id),
    ),
  ).toEqual([]);
});
