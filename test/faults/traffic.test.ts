import { setTimeout as pause } from 'node:timers/promises';
import { timingOf, trafficWindows } from '@tamada/core/timing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onAll } from '../e2e/support/on-all.ts';
import { startVipWriter, startWriter, type OutsideWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { makeWriterTable, missingRows } from '../../scripts/cluster/clients/sql.ts';
import { type VipPlace, databases, everyPrintable, vipPlaces, vips } from '../../scripts/cluster/known.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy, untilHealthyAgain } from '../../scripts/cluster/status.ts';
import { leadRaftOn, hostAt, hostNamed, leadBesideSync, leadIn, switchOver } from '../../scripts/cluster/leaders.ts';
import { hosts, seats, type Host, type Lab } from '../../scripts/lab/index.ts';
import { callThrough, landed } from '../e2e/support/callers.ts';
import { watchVips, type VipWatch } from '../e2e/support/vips.ts';

const consulHosts = hosts.filter((host) => host !== 'backup');
const datacenters = ['a1', 'a2', 'a3'] as const;
const timing = timingOf('default', databases.length);
const windows = trafficWindows(timing);
/** A machine that does other things as well. */
const slackMs = 2_000;

let lab: Lab;
let watch: VipWatch;
let nextId = 1;
const freshId = (): number => (nextId += 10_000_000);

beforeAll(async () => {
  lab = await standOn('bootstrapped');
  await makeWriterTable(lab, hostNamed(leaderOf(await untilHealthy(lab))));
  watch = await watchVips(lab);
});
afterAll(async () => {
  const { samples, longestPauseMs } = await watch.stop();
  say(`looked ${String(samples)} times at the VIPs, the longest pause was ${longestPauseMs.toFixed(0)} ms`);
  await lab.close();
});
beforeEach(() => untilHealthy(lab));

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

interface Run {
  readonly beganMs: number;
  readonly home: VipPlace;
  readonly away: VipPlace;
  readonly leader: Host;
  readonly neighbour: Host;
  readonly writers: Readonly<Record<VipPlace, OutsideWriter>>;
}

/** For how long, at most, two may hold a VIP, or nobody; a datacentre that is dark has nobody to hold its own. */
interface Held {
  readonly twoMs?: number;
  readonly dark?: (run: Run) => VipPlace;
}

/**
 * A fault under writers through both VIPs, and the way back; afterwards everything is well, no acknowledged row is missing and each VIP was
 * held once, but for moves.
 */
async function under(name: string, fault: (run: Run) => Promise<void>, { twoMs = slackMs, dark }: Held = {}): Promise<Run> {
  const leader = hostNamed(leaderOf(await status(lab)));
  const home = vipPlaces.find((place) => place === seats[leader].segment) ?? 'a1';
  const neighbour = databases.find((host) => host !== leader && seats[host].segment === home) ?? leader;
  const [a1, a2] = await Promise.all(vipPlaces.map((place) => startVipWriter(lab, place, { firstId: freshId() })));
  if (a1 === undefined || a2 === undefined) throw new Error('no writers');
  const run: Run = { beganMs: Date.now(), home, away: home === 'a1' ? 'a2' : 'a1', leader, neighbour, writers: { a1, a2 } };
  await Promise.all([a1.more(100), a2.more(100)]);
  try {
    await fault(run);
  } finally {
    await lab.heal();
  }
  const after = await untilHealthyAgain(lab);
  await Promise.all([a1.more(50), a2.more(50)]);
  await Promise.all([a1.stop(), a2.stop()]);
  for (const place of vipPlaces) {
    const writer = run.writers[place];
    const spans = watch
      .spans(place, run.beganMs)
      .map(({ holders, fromMs, toMs }) => `${holders.join('+') || 'nobody'} ${(toMs - fromMs).toFixed(0)} ms`);
    const held = spans.join(', ');
    expect(watch.longestWith(place, 2, run.beganMs), `${place}: ${held}`).toBeLessThan(twoMs);
    if (dark?.(run) !== place)
      expect(watch.longestWith(place, 0, run.beganMs), `${place}: ${held}`).toBeLessThan(windows.vipToLeader + slackMs);
    say(`${name}: ${place}: gap ${String(writer.gapMs(run.beganMs))} ms, ${String(writer.lost().length)} reconnects, held by ${held}`);
  }
  const ids = [a1, a2].flatMap((writer) => writer.acknowledged().map(({ id }) => id));
  expect(await missingRows(lab, hostNamed(leaderOf(after)), ids)).toEqual([]);
  return run;
}

/** Waits for more rows through a VIP. */
async function writes(run: Run, place: VipPlace, deadlineMs = 90_000): Promise<void> {
  await run.writers[place].more(50, deadlineMs);
}

async function nothingMoved(run: Run): Promise<void> {
  for (const place of vipPlaces) {
    expect(watch.path(place, run.beganMs), place).toHaveLength(1);
    expect(watch.longestWith(place, 0, run.beganMs)).toBe(0);
    expect(watch.longestWith(place, 2, run.beganMs)).toBe(0);
  }
  expect(leaderOf(await status(lab))).toBe(run.leader);
}

/** What a command on a host prints; a fault that did not happen is no test. */
async function on(host: Host, argv: readonly string[], timeoutMs = 60_000): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(host, argv, { timeoutMs });
  if (code !== 0) throw new Error(`${argv.join(' ')} on ${host}: ${stdout}${stderr}`);
  return stdout;
}

async function signal(host: Host, unit: string, name: string): Promise<void> {
  await on(host, ['systemctl', 'kill', `--signal=${name}`, unit]);
}

/** Patroni itself, not PostgreSQL, which runs in the same unit. */
async function freezePatroni(host: Host, name: 'STOP' | 'CONT'): Promise<void> {
  const pid = await on(host, ['systemctl', 'show', '--value', '--property=MainPID', 'patroni']);
  await on(host, ['kill', `-${name}`, pid.trim()]);
}

describe('programs', () => {
  test('HAProxy frozen where the VIP is: the VIP moves', async () => {
    await under('HAProxy frozen', async (now) => {
      await signal(now.leader, 'haproxy', 'STOP');
      await watch.untilHeldBy(now.home, now.neighbour, windows.vipOffFrozen + windows.vipToLeader + slackMs);
      await writes(now, now.home);
      await signal(now.leader, 'haproxy', 'CONT');
      await watch.untilHeldBy(now.home, now.leader);
    });
  });

  test('HAProxy stopped where the VIP is, with every agent stopped: the VIP moves, and writes go on', async () => {
    await under('agents and HAProxy stopped', async (now) => {
      await onAll(lab, hosts, ['systemctl', 'stop', 'tamada-agent']);
      await on(now.leader, ['systemctl', 'stop', 'haproxy']);
      await watch.untilHeldBy(now.home, now.neighbour);
      await writes(now, now.home);
      const calls = await callThrough(lab, { address: vips[now.home], port: 5555, calls: 10 });
      await on(now.leader, ['systemctl', 'start', 'haproxy']);
      await watch.untilHeldBy(now.home, now.leader);
      await onAll(lab, hosts, ['systemctl', 'start', 'tamada-agent']);
      expect(landed(calls)).toEqual({ [now.leader]: 10 });
    });
  });

  test('Patroni of the leader frozen for a second less than it may be: nothing moves, nobody reconnects', async () => {
    const run = await under('Patroni frozen', async ({ leader }) => {
      await freezePatroni(leader, 'STOP');
      await pause(windows.silenceRidden - 1_000);
      await freezePatroni(leader, 'CONT');
      await pause(3_000);
    });
    await nothingMoved(run);
    expect(vipPlaces.map((place) => run.writers[place].lost())).toEqual([[], []]);
  });

  test('Patroni of the leader frozen for longer than the ttl: both follow the new leader, the old one acknowledges nothing after its first', async () => {
    const run = await under('Patroni frozen for 75 s', async (now) => {
      const straight = await startWriter(lab, 'ops', { members: [seats[now.leader].address], firstId: freshId() });
      await straight.more(50);
      await freezePatroni(now.leader, 'STOP');
      await pause(75_000);
      const rows = vipPlaces.flatMap((place) => now.writers[place].acknowledged());
      const firstMs = Math.min(...rows.flatMap(({ atMs, server }) => (hostAt(server) === now.leader ? [] : [atMs])));
      expect(firstMs).toBeLessThan(Infinity);
      expect(straight.acknowledged().filter(({ atMs }) => atMs > firstMs + 50)).toEqual([]);
      expect(rows.filter(({ atMs, server }) => hostAt(server) === now.leader && atMs > firstMs + 50)).toEqual([]);
      await freezePatroni(now.leader, 'CONT');
      await straight.stop();
    });
    expect(leaderOf(await status(lab))).not.toBe(run.leader);
  });

  test('keepalived killed where the VIP is: it comes back, two hold the VIP for no longer than its restart', async () => {
    await under(
      'keepalived killed',
      async (now) => {
        await signal(now.leader, 'keepalived', 'KILL');
        await pause(10_000);
        await watch.untilHeldBy(now.home, now.leader);
      },
      { twoMs: 5_000 },
    );
  });

  test('pgbench at full CPU for 60 s on the leader’s host changes no server’s state', async () => {
    const run = await under('pgbench', async ({ leader }) => {
      const argv = ['env', `PGPASSWORD=${everyPrintable}`, 'pgbench', '--host', seats[leader].address, '--username', 'app'];
      await on(leader, [...argv, '--initialize', '--quiet', '--scale=5', 'app'], 120_000);
      await on(leader, [...argv, '--client=30', '--jobs=4', '--time=60', '--no-vacuum', 'app'], 120_000);
    });
    await nothingMoved(run);
    const since = `@${String(Math.floor(run.beganMs / 1000))}`;
    const logs = await Promise.all(
      databases.map((host) => on(host, ['journalctl', '--unit=haproxy', `--since=${since}`, '--no-pager', '--output=cat'])),
    );
    expect(logs.flatMap((text) => text.split('\n').filter((line) => / \S+\/\S+ is (UP|DOWN)/.test(line)))).toEqual([]);
    expect(vipPlaces.map((place) => run.writers[place].lost())).toEqual([[], []]);
  });

  test('a server set by hand: status says so, a reload takes it back', async () => {
    const { leader } = await leadBesideSync(lab);
    const input = `import socket
s = socket.socket(socket.AF_UNIX)
s.connect('/run/haproxy/tamada.sock')
s.sendall(b'set server rw/${leader} state maint\\n')
print(s.recv(1000).decode())`;
    await lab.exec(leader, ['python3', '-'], { input });
    const { findings } = await status(lab);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'haproxy_set_by_hand', node: leader, fields: { what: `rw/${leader}`, set: 'in maintenance' } }),
    );
    await on(leader, ['systemctl', 'reload', 'haproxy']);
    await untilHealthy(lab);
    const place = seats[leader].segment === 'a1' ? 'a1' : 'a2';
    expect(landed(await callThrough(lab, { address: vips[place], port: 5555, calls: 10 }))).toEqual({ [leader]: 10 });
  });
});

test('Consul is away everywhere: the leader goes on, 5556 leads to replicas though nobody knows which are synchronous, nothing moves', async () => {
  const run = await under('Consul away', async (now) => {
    await onAll(lab, consulHosts, ['systemctl', 'stop', 'consul']);
    await pause(1000 * (timing.ttl + timing.loopWait));
    for (const place of vipPlaces) {
      await writes(now, place);
      const calls = landed(await callThrough(lab, { address: vips[place], port: 5556, calls: 50 }));
      const replicas: Readonly<Record<string, number>> = Object.fromEntries(
        Object.entries(calls).filter(([host]) => databases.some((name) => name === host) && host !== now.leader),
      );
      expect(
        Object.values(replicas).reduce((sum, count) => sum + count, 0),
        JSON.stringify(calls),
      ).toBe(50);
    }
    await onAll(lab, consulHosts, ['systemctl', 'start', 'consul']);
  });
  await nothingMoved(run);
});

describe('hosts', () => {
  test('power loss of the leader’s host: writes come back through both VIPs', async () => {
    const run = await under('power loss of the leader', async (now) => {
      await lab.kill(now.leader);
      await Promise.all([writes(now, 'a1'), writes(now, 'a2')]);
      await lab.boot(now.leader);
    });
    for (const place of vipPlaces) expect(run.writers[place].gapMs(run.beganMs)).toBeLessThan(45_000);
  });

  test('the VIP’s host reboots', async () => {
    await under('reboot of the leader', async (now) => {
      await lab.reboot(now.leader);
      await Promise.all([writes(now, 'a1'), writes(now, 'a2')]);
    });
  });

  test.each(['away', 'home'] as const)('both hosts of the datacentre %s are off: writes go on through the other one', async (dark) => {
    const run = await under(
      `both hosts of ${dark} off`,
      async (now) => {
        const off = databases.filter((host) => seats[host].segment === now[dark]);
        await Promise.all(off.map((host) => lab.kill(host)));
        await writes(now, now[dark === 'home' ? 'away' : 'home']);
        await pause(20_000);
        expect(watch.holders(now[dark])).toEqual([]);
        await Promise.all(off.map((host) => lab.boot(host)));
      },
      { dark: (now) => now[dark] },
    );
    if (dark === 'home') return;
    expect(leaderOf(await status(lab))).toBe(run.leader);
    expect(watch.path(run.home, run.beganMs)).toEqual([run.leader]);
  });
});

describe('links', () => {
  test.each(vipPlaces.flatMap((home) => datacenters.map((cut) => ({ home, cut }))))(
    'the leader in $home, $cut cut off for a minute',
    async ({ home, cut }) => {
      await leadIn(lab, home);
      await untilHealthy(lab);
      const run = await under(`${cut} cut off, leader in ${home}`, async (now) => {
        const place: Host = cut === 'a1' ? 'backup' : cut === 'a2' ? 'pg-a2-2' : 'arb-a3';
        const inside = cut === 'a3' ? null : await startVipWriter(lab, cut, { firstId: freshId(), place });
        await inside?.more(50);
        const cutMs = Date.now();
        await lab.cut(cut);
        for (const open of vipPlaces.filter((each) => each !== cut)) await writes(now, open);
        await pause(Math.max(0, cutMs + 60_000 - Date.now()));
        await inside?.stop();
        if (inside === null || cut !== home) return;
        const others = vipPlaces.flatMap((each) => now.writers[each].acknowledged());
        const firstMs = Math.min(...others.flatMap(({ atMs, server }) => (hostAt(server) === now.leader ? [] : [atMs])));
        expect(inside.acknowledged().filter(({ atMs }) => atMs > firstMs)).toEqual([]);
      });
      if (cut !== home) expect(leaderOf(await status(lab))).toBe(run.leader);
    },
  );

  // Raft's leader decides which side keeps Consul; seen from both, the leader of PostgreSQL keeps its lock, and its lost standbys stay listed.
  test.each(['home', 'a3', 'away'] as const)(
    'the link between a1 and a2 is cut for a minute while both see a3, raft’s leader in %s',
    async (raft) => {
      await under(`a1-a2 cut, raft’s leader in ${raft}`, async (now) => {
        const segment = raft === 'a3' ? 'a3' : now[raft];
        await leadRaftOn(lab, (host) => seats[host].segment === segment);
        const writing = raft === 'away' ? now.away : now.home;
        await lab.cut('a1', 'a2');
        const cutMs = Date.now();
        await writes(now, writing, 45_000);
        await pause(Math.max(0, cutMs + 60_000 - Date.now()));
        expect(leaderOf(await status(lab)) === now.leader).toBe(raft !== 'away');
      });
    },
  );

  test('the link between a1 and a2 flaps every 5 s for 2 minutes', async () => {
    const run = await under('a1-a2 flapping', async () => {
      for (let round = 0; round < 12; round++) {
        await lab.cut('a1', 'a2');
        await pause(5_000);
        await lab.heal();
        await pause(5_000);
      }
    });
    await nothingMoved(run);
    expect(run.writers[run.home].gapMs(run.beganMs)).toBeLessThan(20_000);
  });

  test('40 ms and 2 % loss between all datacentres for 5 minutes: no failover, no VIP moves', async () => {
    const run = await under('40 ms and 2 % loss', async () => {
      for (const datacenter of datacenters) await lab.delay(datacenter, 10, 1);
      await pause(300_000);
    });
    await nothingMoved(run);
  });
});

test('5556 while the sync role moves: never the leader, sync standbys only within the stated window', async () => {
  const { leader, neighbour } = await leadBesideSync(lab);
  await untilHealthy(lab);
  const roles: { readonly atMs: number; readonly leader: string | null; readonly sync: readonly string[] }[] = [];
  const done = new AbortController();
  const watching = (async () => {
    while (!done.signal.aborted) {
      const { leader: now, members } = await status(lab);
      roles.push({ atMs: Date.now(), leader: now, sync: members.filter(({ state }) => state === 'sync_standby').map(({ name }) => name) });
    }
  })();
  const switched = pause(3_000).then(() => switchOver(lab, neighbour));
  const calls = (await Promise.all(vipPlaces.map((place) => callThrough(lab, { address: vips[place], port: 5556, calls: 500 })))).flat();
  await switched;
  // Without looks from before and after, nobody would know who was synchronous when.
  await expect.poll(() => [roles[0]?.leader, roles.at(-1)?.leader]).toEqual([leader, neighbour]);
  done.abort();
  await watching;
  // A standby learns of its role with its Patroni's next round.
  const windowMs = 1000 * timing.loopWait + windows.roSaid + slackMs;
  const behind = calls.filter(({ atMs, server, standby }) => {
    const host = server === null ? undefined : hostAt(server);
    const lately = roles.filter((role) => role.atMs > atMs - windowMs && role.atMs <= atMs);
    const known = lately.length > 0 && roles.some((role) => role.atMs < atMs - windowMs);
    return known && standby && host !== undefined && lately.every(({ sync }) => sync.includes(host));
  });
  const atLeader = calls.filter(({ server, standby }) => server !== null && !standby);
  say(`5556 under a switchover: ${JSON.stringify(landed(calls))}`);
  expect(calls.filter(({ standby }) => standby).length).toBeGreaterThan(950);
  expect(atLeader).toEqual([]);
  expect(behind).toEqual([]);
});
