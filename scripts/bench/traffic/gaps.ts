import { setTimeout } from 'node:timers/promises';
import type { ClusterStatus } from '@tamada/core/verdict';
import { until } from '@tamada/runtime';
import { startVipWriter, type OutsideWriter } from '../../cluster/clients/outside-writer.ts';
import { makeWriterTable, missingRows } from '../../cluster/clients/sql.ts';
import { leadRaftOn, hostNamed, leadBesideSync, switchOver } from '../../cluster/leaders.ts';
import { leaderOf, status, untilStatus } from '../../cluster/status.ts';
import { vipPlaces } from '../../cluster/known.ts';
import { seats, type Host, type Lab, type LabView } from '../../lab/index.ts';

export const gapEvents = [
  'switchover inside the datacentre',
  'switchover to the other datacentre',
  'power loss of the leader’s host',
] as const;
type GapEvent = (typeof gapEvents)[number];

export interface Gaps {
  readonly event: GapEvent;
  readonly homeMs: number;
  readonly otherMs: number;
  readonly lost: number;
}

/** From a round of Patroni on the leader to the event, so that luck with the lock's age is the same for all. */
const sinceRoundMs = 3_000;

/**
 * All events, one after the other, each with a writer through each VIP. Raft's leader stands elsewhere: its loss would start the lock's time
 * anew. No acknowledged row may be missing afterwards.
 */
export async function gapsOf(lab: Lab, rounds: number): Promise<readonly Gaps[]> {
  await makeWriterTable(lab, hostNamed(leaderOf(await untilReplicating(lab))));
  const gaps: Gaps[] = [];
  for (let round = 0; round < rounds; round++)
    for (const event of gapEvents) {
      gaps.push(await gapOf(lab, event, 1 + 100_000_000 * gaps.length));
      process.stderr.write(`${JSON.stringify(gaps.at(-1))}\n`);
    }
  return gaps;
}

async function gapOf(lab: Lab, event: GapEvent, firstId: number): Promise<Gaps> {
  const { datacenter, leader, neighbour } = await leadBesideSync(lab, untilReplicating);
  await untilReplicating(lab);
  const writers = await Promise.all(vipPlaces.map((place, index) => startVipWriter(lab, place, { firstId: firstId + 10_000_000 * index })));
  const more = (count: number): Promise<unknown> => Promise.all(writers.map((writer) => writer.more(count, 120_000)));
  await more(200);
  await leadRaftOn(lab, (host) => host !== leader);
  await sinceRound(lab, leader);
  const began = Date.now();
  await happen(lab, event, leader, neighbour);
  await more(1);
  await untilStatus(lab, 'another leads', (now) => now.leader !== null && now.leader !== leader);
  await more(500);
  await Promise.all(writers.map((writer) => writer.stop()));
  if (event === 'power loss of the leader’s host') await lab.boot(leader);
  const now = leaderOf(await untilReplicating(lab));
  const missing = await missingRows(
    lab,
    hostNamed(now),
    writers.flatMap((writer) => writer.acknowledged().map(({ id }) => id)),
  );
  if (missing.length > 0) throw new Error(`${String(missing.length)} acknowledged rows are missing`);
  const of = (place: string): OutsideWriter | undefined => writers[vipPlaces.findIndex((each) => each === place)];
  const other = vipPlaces.find((place) => place !== datacenter) ?? '';
  return {
    event,
    homeMs: of(datacenter)?.gapMs(began) ?? Number.NaN,
    otherMs: of(other)?.gapMs(began) ?? Number.NaN,
    lost: writers.reduce((sum, writer) => sum + writer.lost().length, 0),
  };
}

async function happen(lab: Lab, event: GapEvent, leader: Host, neighbour: Host): Promise<void> {
  switch (event) {
    case 'switchover inside the datacentre':
      return switchOver(lab, neighbour);
    case 'switchover to the other datacentre': {
      const { members } = await status(lab);
      const away = members.find(({ name, state }) => state === 'sync_standby' && name !== neighbour);
      return switchOver(lab, away?.name ?? '');
    }
    case 'power loss of the leader’s host':
      return lab.kill(leader);
  }
}

/** Four members that replicate, two of them synchronous: also where HAProxy and keepalived are not ours. */
function untilReplicating(lab: LabView): Promise<ClusterStatus> {
  return untilStatus(
    lab,
    'four members run, two of them sync standbys',
    ({ leader, members }) =>
      leader !== null &&
      members.every(({ runs, state }) => runs === 'yes' && state !== null) &&
      members.filter(({ state }) => state === 'sync_standby').length === 2,
  );
}

/** Waits until Patroni on this host has just spoken to Consul, and then a little. */
async function sinceRound(lab: LabView, host: Host): Promise<void> {
  const seen = await lastRound(lab, host);
  await until({
    condition: `a round of Patroni on ${host}`,
    deadlineMs: 30_000,
    intervalMs: 200,
    look: async () => {
      const now = await lastRound(lab, host);
      return now === seen ? { ready: false, seen: now } : { ready: true, value: undefined };
    },
  });
  await setTimeout(sinceRoundMs);
}

async function lastRound(lab: LabView, host: Host): Promise<string> {
  const { stdout } = await lab.exec(host, [
    'curl',
    '--silent',
    '--insecure',
    '--max-time',
    '2',
    `https://${seats[host].address}:8008/patroni`,
  ]);
  return /"dcs_last_seen": *(\d+)/.exec(stdout)?.[1] ?? 'nothing';
}
