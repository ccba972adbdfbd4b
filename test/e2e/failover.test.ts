import { afterAll, beforeAll, expect, test } from 'vitest';
import { hosts, type Lab } from '../../scripts/lab/index.ts';
import { startWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { makeWriterTable, missingRows } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy, untilStatus } from '../../scripts/cluster/status.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await status(lab))));
});
afterAll(() => lab.close());

test('the witness is off: nothing happens to the database', async () => {
  const before = await status(lab);
  const writer = await startWriter(lab, 'ops', { firstId: 1 });
  await writer.more(100);
  await lab.kill('arb-a3');
  await writer.more(300);
  const during = await untilStatus(lab, 'the dead witness is seen', (now) => now.consul.alive === 4);
  expect(during).toMatchObject({ leader: before.leader, health: 'degraded' });
  expect(during.ifLost.find(({ datacenter }) => datacenter === 'a1')?.writes).toBe('stop');
  await lab.boot('arb-a3');
  await untilHealthy(lab);
  await writer.stop();
  expect(
    await missingRows(
      lab,
      hostNamed(leaderOf(before)),
      writer.acknowledged().map(({ id }) => id),
    ),
  ).toEqual([]);
});

test('power loss of the leader, with every agent stopped: a standby takes over, no acknowledged row is lost, the host comes back as a replica', async () => {
  const before = await untilHealthy(lab);
  const dead = hostNamed(leaderOf(before));
  const writer = await startWriter(lab, 'ops', { firstId: 1_000_000 });
  await writer.more(300);
  await Promise.all(hosts.map((host) => lab.exec(host, ['systemctl', 'stop', 'tamada-agent'])));
  await lab.kill(dead);
  await writer.more(301);

  await lab.boot(dead);
  await Promise.all(hosts.map((host) => lab.exec(host, ['systemctl', 'start', 'tamada-agent'])));
  const after = await untilHealthy(lab);
  await writer.stop();
  expect(after.leader).not.toBe(dead);
  expect(after.members.find(({ name }) => name === dead)).toMatchObject({
    runs: 'yes',
    timeline: after.members.find(({ name }) => name === after.leader)?.timeline,
  });
  expect(after.members[0]?.timeline).toBeGreaterThan(before.members[0]?.timeline ?? 0);
  const home = after.members.find(({ name }) => name === after.leader)?.datacenter;
  expect(after.members.some(({ state, datacenter }) => state === 'sync_standby' && datacenter !== home)).toBe(true);
  expect(
    await missingRows(
      lab,
      hostNamed(leaderOf(after)),
      writer.acknowledged().map(({ id }) => id),
    ),
  ).toEqual([]);
});
