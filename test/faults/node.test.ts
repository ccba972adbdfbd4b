import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeWriterTable } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy } from '../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../scripts/lab/index.ts';
import { told } from '../e2e/support/delayed.ts';
import { underWriters } from './support/under-writers.ts';

/** A host goes down and comes back, and its member catches up. */
const rebootMs = 1_800_000;
/** A handover, or a VIP that moves: what a client that connects again at once feels, on a machine that does other things as well. */
const mostGapMs = 20_000;
const tags = ['nofailover', 'nosync', 'noloadbalance'];

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

async function on(host: Host, argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await lab.exec(host, argv);
  if (code !== 0) throw new Error(`${argv.join(' ')} on ${host}: ${stdout}${stderr}`);
  return stdout.trim();
}

const boot = (host: Host): Promise<string> => on(host, ['cat', '/proc/sys/kernel/random/boot_id']);
const started = (host: Host): Promise<string> =>
  on(host, ['systemctl', 'show', '--property=InvocationID', '--value', 'patroni', 'haproxy']);

test('a standby that holds a VIP is drained under writers, stays so over an apply and a new agent, and serves again', async () => {
  const before = await status(lab);
  const holders = Object.values(before.vips).flatMap((vip) => vip.holders);
  const node = hostNamed(holders.find((holder) => holder !== before.leader) ?? '');
  const programs = await started(node);
  const gapMs = await underWriters(lab, `NODE drain of ${node}`, async () => {
    const done = await told(lab, ['node', 'drain', node, '--deadline', '5m', '--yes'], 900_000);
    say(`NODE drain ${node}: ${JSON.stringify(done)}`);
    const drained = await status(lab);
    expect(drained.findings).toContainEqual(expect.objectContaining({ code: 'node_drained', node }));
    expect(drained.members.find(({ name }) => name === node)).toMatchObject({ state: 'replica', runs: 'yes' });
    expect(Object.values(drained.vips).flatMap((vip) => vip.holders)).not.toContain(node);
    const config = await on(node, ['cat', '/etc/patroni/config.yml']);
    for (const tag of tags) expect(config).toContain(`${tag}: true`);

    const again = await tamada(lab, ['node', 'drain', neighbourOf(node), '--yes']);
    expect({ code: again.code, words: again.stderr }).toEqual({ code: 3, words: expect.stringContaining(`${node} is drained`) as string });
    await on(node, ['systemctl', 'restart', 'tamada-agent']);
    expect(await told(lab, ['apply', '--yes'])).toMatchObject({ result: 'nothing', drift: false });
    expect((await status(lab)).findings).toContainEqual(expect.objectContaining({ code: 'node_drained', node }));

    await told(lab, ['node', 'undrain', node]);
  });
  expect(gapMs).toBeLessThan(mostGapMs);
  expect(await started(node)).toBe(programs);
  const config = await on(node, ['cat', '/etc/patroni/config.yml']);
  for (const tag of tags) expect(config).toContain(`${tag}: false`);
});

function neighbourOf(host: string): string {
  return host.endsWith('1') ? `${host.slice(0, -1)}2` : `${host.slice(0, -1)}1`;
}

test("the leader's host is rebooted under writers: it hands over, comes back as a standby, and no acknowledged row is lost", async () => {
  const leader = hostNamed(leaderOf(await status(lab)));
  const before = await boot(leader);
  const gapMs = await underWriters(lab, `NODE reboot of ${leader}`, async () => {
    const done = await told(lab, ['node', 'reboot', leader, '--deadline', '5m', '--despite-sessions', '--yes'], rebootMs);
    say(`NODE reboot ${leader}: ${JSON.stringify(done)}`);
    expect(done).toMatchObject({ result: 'done', from: leader });
  });
  expect(gapMs).toBeLessThan(mostGapMs);
  expect(await boot(leader)).not.toBe(before);
  expect(leaderOf(await status(lab))).not.toBe(leader);
});

test('the witness is rebooted, and clients feel nothing', async () => {
  const before = await boot('arb-a3');
  const { leader } = await status(lab);
  const gapMs = await underWriters(lab, 'NODE reboot of arb-a3', async () => {
    const done = await told(lab, ['node', 'reboot', 'arb-a3', '--yes'], rebootMs);
    say(`NODE reboot arb-a3: ${JSON.stringify(done)}`);
  });
  expect(gapMs).toBeLessThan(mostGapMs);
  expect(await boot('arb-a3')).not.toBe(before);
  expect((await status(lab)).leader).toBe(leader);
});
