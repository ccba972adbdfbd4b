import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeWriterTable } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy, untilHealthyAgain, untilStatus } from '../../scripts/cluster/status.ts';
import type { Lab } from '../../scripts/lab/index.ts';
import { told } from '../e2e/support/delayed.ts';
import { underWriters } from './support/under-writers.ts';

let lab: Lab;

beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
});
afterAll(() => (lab as Lab | undefined)?.close());
beforeEach(() => untilHealthy(lab));

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

interface Restarted {
  readonly restarts?: readonly { readonly node: string; readonly tookMs: number; readonly commitWaitMs: number }[];
  readonly gapMs?: number;
  readonly from?: string;
}

async function restart(args: readonly string[]): Promise<Restarted> {
  const done = await told<Restarted>(lab, ['restart', ...args, '--yes'], 1_800_000);
  say(`RESTART ${args.join(' ')}: ${JSON.stringify(done)}`);
  return done;
}

test('no commit waits for 2 s while the standbys are restarted, also the synchronous ones, and the timeline stays', async () => {
  const before = await status(lab);
  const gapMs = await underWriters(lab, 'RESTART of all standbys', async () => {
    const { restarts } = await restart(['--role', 'replica']);
    expect(restarts?.map(({ node }) => node)).toHaveLength(3);
  });
  expect(gapMs).toBeLessThan(2_000);
  const after = await status(lab);
  expect(after.leader).toBe(before.leader);
  expect(after.members.map(({ timeline }) => timeline)).toEqual(before.members.map(({ timeline }) => timeline));
});

test('the whole cluster: no acknowledged row is lost, and the leader hands over once', async () => {
  const before = leaderOf(await status(lab));
  await underWriters(lab, 'RESTART of all members', async () => {
    const { restarts, from } = await restart(['--role', 'database']);
    expect(restarts?.map(({ node }) => node)).toHaveLength(3);
    expect(from).toBe(before);
  });
  expect(leaderOf(await status(lab))).not.toBe(before);
});

test('a synchronous standby gets a new copy of the leader under writers, and writes go on', async () => {
  const { members } = await status(lab);
  const sync = members.find(({ state }) => state === 'sync_standby')?.name ?? '';
  const gapMs = await underWriters(lab, `RESTART new copy of ${sync}`, async () => {
    const done = await told(lab, ['reinit', sync, '--destroy-data-of', sync, '--yes'], 1_800_000);
    say(`REINIT ${sync}: ${JSON.stringify(done)}`);
  });
  expect(gapMs).toBeLessThan(2_000);
  expect((await status(lab)).members.find(({ name }) => name === sync)).toMatchObject({ runs: 'yes' });
});

test('with leader and synchronous standbys lost, failover says what may be lost, and the furthest member leads', async () => {
  const { members, leader } = await status(lab);
  const lost = members.filter(({ state }) => state !== 'replica').map(({ name }) => hostNamed(name));
  const left = members.find(({ state }) => state === 'replica')?.name ?? '';
  const early = await tamada(lab, ['failover', '--to', left, '--may-lose-rows', '--yes']);
  expect({ code: early.code, words: early.stderr }).toEqual({ code: 3, words: expect.stringContaining('tamada switchover') as string });
  await Promise.all(
    lost.map((host) => lab.exec(host, ['sh', '-c', 'systemctl kill --kill-whom=all --signal=KILL patroni; systemctl stop patroni'])),
  );
  await untilStatus(lab, 'nobody leads', ({ leader: now, takesWrites }) => now === null && takesWrites === 'no');
  const asked = await tamada(lab, ['failover']);
  say(`FAILOVER from ${String(leader)}: ${asked.stderr}`);
  expect(asked.code).toBe(3);
  expect(asked.stderr).toContain(`--to ${left} --may-lose-rows`);
  const done = await told(lab, ['failover', '--to', left, '--may-lose-rows', '--yes'], 1_200_000);
  say(`FAILOVER to ${left}: ${JSON.stringify(done)}`);
  expect(leaderOf(await status(lab))).toBe(left);
  await Promise.all(lost.map((host) => lab.exec(host, ['systemctl', 'start', 'patroni'])));
  // Who had more than the new leader cannot follow it; the leader from before is rewound.
  const { findings } = await untilStatus(lab, `${String(leader)} follows, and all run`, ({ members: now }) => {
    const newest = Math.max(...now.map(({ timeline }) => timeline ?? 0));
    return now.every(({ runs }) => runs === 'yes') && now.find(({ name }) => name === leader)?.timeline === newest;
  });
  const astray = findings.filter(({ code }) => code === 'member_timeline').map(({ node }) => node ?? '');
  for (const name of astray) await told(lab, ['reinit', name, '--destroy-data-of', name, '--yes'], 1_200_000);
  await untilHealthyAgain(lab);
});
