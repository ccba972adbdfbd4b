import { setTimeout as pause } from 'node:timers/promises';
import { askedOfPatroni, patroniBudget, timingOf } from '@tamada/core/timing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startVipWriter, type OutsideWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { makeWriterTable, missingRows, sql } from '../../scripts/cluster/clients/sql.ts';
import { databases, everyPrintable, vipPlaces } from '../../scripts/cluster/known.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy, untilStatus } from '../../scripts/cluster/status.ts';
import { hostNamed, switchOver } from '../../scripts/cluster/leaders.ts';
import { seats, type Host, type Lab } from '../../scripts/lab/index.ts';
import { watchPatronis, type PatroniWatch } from '../e2e/support/patroni-watch.ts';
import { staleReads, startReader } from '../e2e/support/readers.ts';

// What HAProxy's checks must not make worse: PostgreSQL that is slow or away under a Patroni that lives.

const timing = timingOf('default', databases.length);
/** Patroni's own: its loop, the log, the REST interface, work beside the loop. */
const ownThreads = 6;
/** Requests under way: one of each HAProxy, and some of its agent's, which gives up and asks again while a test looks. */
const mostThreads = ownThreads + askedOfPatroni(timing).atOnce + 10;
/** After the cause has ended: a lock runs out, and Patroni looks. */
const backMs = 1000 * (timing.ttl + timing.loopWait) + 5_000;

let lab: Lab;
let watch: PatroniWatch;
let nextId = 1;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
  watch = await watchPatronis(lab);
});
afterAll(async () => {
  await watch.stop();
  await lab.close();
});
beforeEach(() => untilHealthy(lab));

/** A fault of the leader's PostgreSQL under writers and readers through both VIPs; resolves when its cause has ended. */
async function under(name: string, fault: (leader: Host) => Promise<void>): Promise<void> {
  const leader = hostNamed(leaderOf(await status(lab)));
  const ranges = vipPlaces.map(() => ({ from: nextId, to: (nextId += 10_000_000) }));
  const writers = await Promise.all(vipPlaces.map((place, index) => startVipWriter(lab, place, { firstId: ranges[index]?.from ?? 0 })));
  const readers = await Promise.all(vipPlaces.map((place) => startReader(lab, place, ranges)));
  await Promise.all(writers.map((writer) => writer.more(100)));
  const beganMs = Date.now();
  let [endedMs, back]: [number, readonly PromiseSettledResult<void>[]] = [beganMs, []];
  try {
    await fault(leader);
    endedMs = Date.now();
    back = await Promise.allSettled(writers.map((writer) => writer.more(100, 600_000)));
    await pause(5_000);
  } finally {
    await Promise.all([...writers, ...readers].map((client) => client.stop()));
  }
  const seen = {
    threads: watch.mostThreads(beganMs),
    asked: watch.mostAsked(beganMs),
    writers: writers.map((one) => gaps(one, beganMs, endedMs)),
  };
  const reads = readers.flatMap((reader) => reader.reads());
  process.stderr.write(`${name}: ${JSON.stringify({ leader, ...seen, reads: reads.length, fault: endedMs - beganMs })}\n`);
  const after = hostNamed(leaderOf(await untilHealthy(lab)));
  const ids = writers.flatMap((writer) => writer.acknowledged().map(({ id }) => id));
  expect(back.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled']);
  expect(await missingRows(lab, after, ids)).toEqual([]);
  expect(staleReads(reads, writers)).toEqual([]);
  expect(reads.length).toBeGreaterThan(100);
  for (const { backAfterMs } of seen.writers) expect(backAfterMs).toBeLessThan(backMs);
  for (const [host, threads] of Object.entries(seen.threads)) expect(threads, host).toBeLessThanOrEqual(mostThreads);
  expect(seen.asked.inTen).toBeLessThanOrEqual(patroniBudget);
}

/** The longest time without an acknowledged row, and how long after the cause's end the next one came. */
function gaps(writer: OutsideWriter, beganMs: number, endedMs: number) {
  const next = writer.acknowledged().find(({ atMs }) => atMs > endedMs);
  return { gapMs: writer.gapMs(beganMs), backAfterMs: next === undefined ? Infinity : next.atMs - endedMs, lost: writer.lost().length };
}

/** A script for the leader's host, where `postmaster` is the pid of PostgreSQL's first process. */
async function onHost(host: Host, script: string, timeoutMs = 60_000): Promise<void> {
  const input = `set -u; data=/var/lib/postgresql/15/main; postmaster=$(head -n 1 $data/postmaster.pid)\n${script}\n`;
  const { code, stdout, stderr } = await lab.exec(host, ['bash'], { input, timeoutMs });
  if (code !== 0) throw new Error(`on ${host}: ${stdout}${stderr}`);
}

test('the leader’s postmaster is killed', async () => {
  await under('postmaster killed', (leader) => onHost(leader, 'kill -KILL $postmaster'));
});

test('all backends of the leader are killed every second for a minute', async () => {
  const script = `for round in $(seq 60); do
  ps -eo pid=,args= | awk '/postgres: .*(\\[local\\]|\\([0-9]+\\))/ && !/awk/ { print $1 }' | xargs -r kill -KILL 2>/dev/null
  sleep 1
done; true`;
  await under('backends killed', (leader) => onHost(leader, script, 120_000));
});

test('PostgreSQL of the leader is frozen for a minute, its Patroni is not', async () => {
  await under('PostgreSQL frozen', async (leader) => {
    const script =
      'for round in 1 2 3; do kill -STOP $postmaster $(pgrep -P $postmaster); done; sleep 60; kill -CONT $postmaster $(pgrep -P $postmaster); true';
    await onHost(leader, script, 120_000);
  });
});

test('a storm of connections takes every place that the leader has, for a minute', async () => {
  const storm = `import os, psycopg2, sys, threading, time
end, held = time.time() + 60, []
def storm():
    mine = []
    while time.time() < end:
        try:
            mine.append(psycopg2.connect(host=sys.argv[1], user='app', password=sys.argv[2], dbname='app', connect_timeout=3))
        except psycopg2.Error:
            time.sleep(0.05)
for one in [threading.Thread(target=storm, daemon=True) for _ in range(20)]: one.start()
time.sleep(60)
os._exit(0)`;
  await under('storm of connections', async (leader) => {
    const argv = ['timeout', '90', 'python3', '-', seats[leader].address, everyPrintable];
    const { code, stderr } = await lab.exec(leader, argv, { input: storm, timeoutMs: 120_000 });
    if (code !== 0) throw new Error(`the storm ended with ${String(code)}: ${stderr}`);
  });
});

test('the leader’s disk takes no write for 20 s', async () => {
  const old = leaderOf(await status(lab));
  // A file system of its own for the data, which can be frozen alone.
  const move = `set -e
systemctl stop patroni
[ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
for number in $(seq 0 31); do [ -e /dev/loop$number ] || mknod /dev/loop$number b 7 $number; done
truncate --size=2G /root/data.img
mkfs.ext4 -q -F /root/data.img
mount -o loop /root/data.img /mnt
rmdir /mnt/lost+found
cp -a $data/. /mnt/
umount /mnt
mount -o loop /root/data.img $data
chown postgres:postgres $data
chmod 700 $data
systemctl start patroni`;
  // On every standby, because one that restarts is no synchronous one any more.
  for (const host of databases.filter((name) => name !== old)) {
    await onHost(host, move, 180_000);
    await untilHealthy(lab);
  }
  const { members } = await status(lab);
  const candidate = members.find(({ state }) => state === 'sync_standby')?.name ?? '';
  await switchOver(lab, candidate);
  await untilStatus(lab, `${candidate} leads`, ({ leader, health }) => leader === candidate && health === 'healthy');
  await under('disk stalled', (leader) => onHost(leader, 'fsfreeze --freeze $data && sleep 20; fsfreeze --unfreeze $data'));
});

// The last one: its members keep what they were given.
test('200 busy backends on the leader for a minute', async () => {
  await allow250(hostNamed(leaderOf(await status(lab))));
  await under('200 busy backends', async (host) => {
    const argv = ['env', `PGPASSWORD=${everyPrintable}`, 'pgbench', '--host', seats[host].address, '--username', 'app'];
    const run = async (more: readonly string[]): Promise<void> => {
      const { code, stderr } = await lab.exec(host, [...argv, ...more, 'app'], { timeoutMs: 240_000 });
      if (code !== 0) throw new Error(`the storm ended with ${String(code)}: ${stderr}`);
    };
    await run(['--initialize', '--quiet', '--scale=5']);
    await run(['--client=200', '--jobs=2', '--time=60', '--no-vacuum', '--select-only']);
  });
});

/** As many connections; the standbys restart first, because they need what their leader has. */
async function allow250(leader: Host): Promise<void> {
  const patronictl = ['patronictl', '-c', '/etc/patroni/config.yml'];
  const steps = [
    [...patronictl, 'edit-config', '--force', '--quiet', '--set', 'postgresql.parameters.max_connections=250'],
    [...patronictl, 'restart', 'geo', '--role', 'replica', '--force'],
    [...patronictl, 'restart', 'geo', leader, '--force'],
  ];
  for (const argv of steps) {
    const { code, stdout, stderr } = await lab.exec(leader, argv, { timeoutMs: 120_000 });
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${stdout}${stderr}`);
    await pause(3_000);
  }
  await untilHealthy(lab);
  expect(await sql(lab, leader, 'show max_connections')).toEqual(['250']);
}
