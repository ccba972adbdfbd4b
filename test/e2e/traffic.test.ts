import { askedOfPatroni, patroniBudget, timingOf, trafficWindows } from '@tamada/core/timing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy, untilStatus } from '../../scripts/cluster/status.ts';
import { seats, type Host, type Lab } from '../../scripts/lab/index.ts';
import { callThrough, landed } from './support/callers.ts';
import { startVipWriter, type OutsideWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { onAll } from './support/on-all.ts';
import { readsOf, untilReadsSettle } from './support/reads.ts';
import { makeWriterTable, missingRows } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed, leadBesideSync, switchOver } from '../../scripts/cluster/leaders.ts';
import { type VipPlace, databases, vipPlaces, vips } from '../../scripts/cluster/known.ts';
import { watchPatronis } from './support/patroni-watch.ts';
import { watchVips, type VipWatch } from './support/vips.ts';

const timing = timingOf('default', databases.length);
const windows = trafficWindows(timing);
/** A machine that does other things as well. */
const slackMs = 1_000;

let lab: Lab;
let watch: VipWatch;
let nextId = 1;
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

async function writers(): Promise<readonly (readonly [VipPlace, OutsideWriter])[]> {
  return Promise.all(
    vipPlaces.map(async (place) => [place, await startVipWriter(lab, place, { firstId: (nextId += 10_000_000) })] as const),
  );
}

async function nothingMissing(written: readonly (readonly [VipPlace, OutsideWriter])[]): Promise<void> {
  const ids = written.flatMap(([, writer]) => writer.acknowledged().map(({ id }) => id));
  expect(await missingRows(lab, hostNamed(leaderOf(await status(lab))), ids)).toEqual([]);
}

/** Each VIP was held the whole time, but for moves no longer than this, and never twice for longer than that. */
function heldOnce(sinceMs: number, { nobodyMs, twoMs }: { readonly nobodyMs: number; readonly twoMs: number }): void {
  for (const place of vipPlaces) {
    const seen = watch
      .spans(place, sinceMs)
      .map(({ holders, fromMs, toMs }) => `${holders.join('+') || 'nobody'} ${(toMs - fromMs).toFixed(0)} ms`);
    expect(watch.longestWith(place, 0, sinceMs), `${place}: ${seen.join(', ')}`).toBeLessThan(nobodyMs);
    expect(watch.longestWith(place, 2, sinceMs), `${place}: ${seen.join(', ')}`).toBeLessThan(twoMs);
  }
}

describe('where the two ports lead, through both VIPs', () => {
  test('each VIP is held once, in the leader’s datacentre by its host, and status says so', async () => {
    const now = await status(lab);
    const home = now.members.find(({ name }) => name === now.leader)?.datacenter;
    for (const place of vipPlaces) {
      expect(now.vips[place]).toMatchObject({ address: vips[place], holders: watch.holders(place) });
      expect(watch.holders(place)).toHaveLength(1);
      if (place === home) expect(watch.holders(place)).toEqual([now.leader]);
    }
  });

  test('explain says the same, and why', async () => {
    const leader = leaderOf(await status(lab));
    const explained = await explain<Record<VipPlace, { holders: readonly Host[]; expected: Host; verdict: string }>>('vip');
    for (const place of vipPlaces) {
      const holders = watch.holders(place);
      expect(explained[place]).toMatchObject({ holders, expected: holders[0], verdict: expect.stringContaining('as it should') as string });
    }
    expect(await explain('rw')).toMatchObject({ leader, leadsTo: leader });
    const { hosts: readers } = await explain<{ hosts: readonly { servers: readonly string[] }[] }>('ro');
    expect(readers).toHaveLength(databases.length);
    expect(readers.flatMap(({ servers }) => servers)).not.toContain(leader);
  });

  test.each(vipPlaces)('%s: 5555 writes to the leader', async (place) => {
    const calls = await callThrough(lab, { address: vips[place], port: 5555, calls: 50 });
    expect(landed(calls)).toEqual({ [leaderOf(await status(lab))]: 50 });
    expect(calls.some(({ standby }) => standby)).toBe(false);
  });

  test.each(vipPlaces)('%s: 5556 reads from asynchronous replicas only', async (place) => {
    const { members } = await untilReadsSettle(lab, 1);
    const calls = landed(await callThrough(lab, { address: vips[place], port: 5556, calls: 200 }));
    expect(Object.keys(calls).sort(), JSON.stringify(calls)).toEqual(readsOf(members, place));
  });

  test('5556 prefers its own datacentre where both have an asynchronous replica', async () => {
    const leader = hostNamed(leaderOf(await status(lab)));
    await editConfig(leader, 'synchronous_node_count=1');
    try {
      const { members } = await untilReadsSettle(lab, 2);
      for (const place of vipPlaces) {
        const calls = landed(await callThrough(lab, { address: vips[place], port: 5556, calls: 50 }));
        expect(Object.keys(calls).sort(), place).toEqual(readsOf(members, place));
      }
    } finally {
      await editConfig(leader, 'synchronous_node_count=2');
    }
  });

  test.each([5555, 5556])('%i: a client outside of the topology’s networks is refused, one inside is not', async (port) => {
    const [holder] = watch.holders('a1');
    if (holder === undefined) throw new Error('nobody holds the VIP');
    await lab.exec(holder, ['ip', 'address', 'add', '192.0.2.9/32', 'dev', 'lo']);
    expect(await sslAnswer(holder, '192.0.2.9', port)).toBe('closed');
    expect(await sslAnswer(holder, seats[holder].address, port)).toBe('S');
    await lab.exec(holder, ['ip', 'address', 'del', '192.0.2.9/32', 'dev', 'lo']);
  });
});

describe('what moves, and what does not', () => {
  test.each(['inside the datacentre', 'to the other datacentre'] as const)(
    'a switchover %s: the VIP follows, each client reconnects once',
    async (where) => {
      const { datacenter, leader, neighbour } = await leadBesideSync(lab);
      const { members } = await untilHealthy(lab);
      const away = members.find(({ name, state }) => state === 'sync_standby' && name !== neighbour);
      const candidate = where === 'inside the datacentre' ? neighbour : hostNamed(away?.name ?? '');
      const written = await writers();
      await Promise.all(written.map(([, writer]) => writer.more(100)));
      const began = Date.now();
      await switchOver(lab, candidate);
      await watch.untilHeldBy(seats[candidate].segment === 'a1' ? 'a1' : 'a2', candidate);
      await Promise.all(written.map(([, writer]) => writer.more(300)));
      await untilHealthy(lab);
      await Promise.all(written.map(([, writer]) => writer.more(100)));
      for (const [place, writer] of written) {
        await writer.stop();
        const whose = place === datacenter ? 'the old leader’s datacentre' : 'the other one';
        say(
          `switchover ${where}, through the VIP of ${whose}: gap ${String(writer.gapMs(began))} ms, ${String(writer.lost().length)} reconnects`,
        );
        expect(
          writer.lost().map(({ problem }) => problem),
          place,
        ).toHaveLength(1);
        expect(writer.acknowledged().at(-1)?.server).toBe(seats[candidate].address);
      }
      expect(watch.path(datacenter, began)).toEqual(candidate === neighbour ? [leader, neighbour] : [leader]);
      heldOnce(began, { nobodyMs: windows.vipToLeader + slackMs, twoMs: slackMs });
      await nothingMissing(written);
    },
  );

  test('HAProxy stopped where the VIP is: it moves; started again: it is back with the leader', async () => {
    const { place, holder, other } = await seat();
    const began = Date.now();
    await onAll(lab, [holder], ['systemctl', 'stop', 'haproxy']);
    await watch.untilHeldBy(place, other);
    say(`HAProxy stopped: the VIP moved after ${String(Date.now() - began)} ms`);
    expect(Date.now() - began).toBeLessThan(windows.vipOffStopped + windows.vipToLeader + slackMs);
    expect(landed(await callThrough(lab, { address: vips[place], port: 5555, calls: 10 }))).toEqual({ [holder]: 10 });
    await onAll(lab, [holder], ['systemctl', 'start', 'haproxy']);
    await watch.untilHeldBy(place, holder);
    heldOnce(began, { nobodyMs: windows.vipToLeader + slackMs, twoMs: slackMs });
  });

  test('HAProxy reloaded: nothing moves, nobody reconnects', async () => {
    const written = await writers();
    await Promise.all(written.map(([, writer]) => writer.more(50)));
    const began = Date.now();
    await onAll(lab, databases, ['systemctl', 'reload', 'haproxy']);
    await Promise.all(written.map(([, writer]) => writer.more(400)));
    await Promise.all(written.map(([, writer]) => writer.stop()));
    expect(written.map(([, writer]) => writer.lost())).toEqual([[], []]);
    for (const place of vipPlaces) expect(watch.path(place, began)).toHaveLength(1);
    heldOnce(began, { nobodyMs: 1, twoMs: 1 });
  });

  test('the leader’s postmaster is killed: nobody asks Patroni more than it can answer, and writes come back', async () => {
    const leader = hostNamed(leaderOf(await status(lab)));
    const patronis = await watchPatronis(lab);
    const written = await writers();
    await Promise.all(written.map(([, writer]) => writer.more(50)));
    const began = Date.now();
    await lab.exec(leader, ['sh', '-c', 'kill -KILL $(head -n 1 /var/lib/postgresql/15/main/postmaster.pid)']);
    await Promise.all(written.map(([, writer]) => writer.more(100, 1000 * (timing.ttl + timing.loopWait) + 20_000)));
    await Promise.all([...written.map(([, writer]) => writer.stop()), patronis.stop()]);
    const [threads, asked] = [patronis.mostThreads(began), patronis.mostAsked(began)];
    say(
      `postmaster killed: gap ${String(written[0]?.[1].gapMs(began))} ms, threads ${JSON.stringify(threads)}, asked ${JSON.stringify(asked)}`,
    );
    // Patroni's own are four, and a few beside its loop.
    expect(Math.max(...Object.values(threads))).toBeLessThan(askedOfPatroni(timing).atOnce + 10);
    expect(asked.inTen).toBeLessThanOrEqual(patroniBudget);
    await nothingMissing(written);
  });

  test('no leader anywhere: each VIP stays in its datacentre, held once', async () => {
    const leader = hostNamed(leaderOf(await status(lab)));
    const began = Date.now();
    await onAll(
      lab,
      databases.filter((host) => host !== leader),
      ['systemctl', 'stop', 'patroni'],
    );
    await lab.exec(leader, ['systemctl', 'stop', 'patroni'], { timeoutMs: 90_000 });
    await untilStatus(lab, 'nobody leads', (now) => now.leader === null && now.services.rw.leadsTo === null);
    const leaderless = Date.now();
    await untilStatus(lab, 'ten seconds have passed', () => Date.now() - leaderless > 10_000);
    expect(watch.longestWith('a1', 0, leaderless) + watch.longestWith('a2', 0, leaderless)).toBe(0);
    heldOnce(began, { nobodyMs: windows.vipToLeader + slackMs, twoMs: slackMs });
    expect(landed(await callThrough(lab, { address: vips.a1, port: 5555, calls: 3 }))).not.toHaveProperty(leader);
    await onAll(lab, [leader], ['systemctl', 'start', 'patroni']);
    await onAll(lab, databases, ['systemctl', 'start', 'patroni']);
  });
});

/** The leader's datacentre, its host with the VIP, and the other one of the two. */
async function seat(): Promise<{ readonly place: VipPlace; readonly holder: Host; readonly other: Host }> {
  const holder = hostNamed(leaderOf(await status(lab)));
  const place = vipPlaces.find((each) => each === seats[holder].segment);
  const other = databases.find((host) => host !== holder && seats[host].segment === place);
  if (place === undefined || other === undefined) throw new Error(`${holder} has no VIP to hold`);
  await watch.untilHeldBy(place, holder);
  return { place, holder, other };
}

async function explain<Explained>(what: string): Promise<Explained> {
  const { stdout, stderr } = await tamada(lab, ['explain', what, '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Explained;
}

async function editConfig(host: Host, setting: string): Promise<void> {
  const argv = ['patronictl', '-c', '/etc/patroni/config.yml', 'edit-config', '--force', '--quiet', '--set', setting];
  const { code, stdout, stderr } = await lab.exec(host, argv);
  if (code !== 0) throw new Error(`patronictl edit-config: ${stdout}${stderr}`);
}

/** What a port of 10.10.1.3 says to a request for TLS from this address. */
async function sslAnswer(host: Host, source: string, port: number): Promise<string> {
  const input = `import socket
try:
    s = socket.create_connection(('${vips.a1}', ${String(port)}), 3, ('${source}', 0))
    s.sendall(bytes([0, 0, 0, 8, 4, 210, 22, 47]))
    print(s.recv(1).decode() or 'closed')
except ConnectionError:
    print('closed')`;
  return (await lab.exec(host, ['python3', '-'], { input, timeoutMs: 10_000 })).stdout.trim();
}
