import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { databases } from '../../scripts/cluster/known.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { step, tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status, untilHealthy } from '../../scripts/cluster/status.ts';
import type { Lab } from '../../scripts/lab/index.ts';
import { told } from '../e2e/support/delayed.ts';

const config = '/etc/haproxy/haproxy.cfg';
let lab: Lab;
let template: string;

beforeAll(async () => {
  lab = await standOn('bootstrapped');
  template = join(lab.operator.workspace, 'templates', 'haproxy', 'haproxy.cfg');
  await mkdir(dirname(template), { recursive: true });
});
afterAll(() => lab.close());
beforeEach(async () => {
  await untilHealthy(lab);
  // HAProxy takes this file, and finds no leader with it: 5555 leads nowhere.
  await writeFile(template, (await readFile('configs/haproxy/haproxy.cfg', 'utf8')).replaceAll('expect status 200', 'expect status 418'));
});
afterEach(async () => {
  await rm(template, { force: true });
});

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** HAProxy's configuration on every database host. */
function configs(): Promise<readonly string[]> {
  return Promise.all(databases.map((host) => readFile(lab.fileOf(host, config), 'utf8')));
}

test('a file that HAProxy takes and that breaks it: the node goes back, the rollout stops, and all is as before', async () => {
  const before = await configs();
  const leader = leaderOf(await status(lab));
  const failed = await tamada(lab, ['apply', '--yes']);
  say(`${failed.stdout}${failed.stderr}`);
  expect({ code: failed.code, text: `${failed.stdout}${failed.stderr}` }).toMatchObject({
    code: 1,
    text: expect.stringMatching(/went back to generation \d+: the rollout failed[^]*was not touched[^]*next: /) as string,
  });
  expect(await configs()).toEqual(before);
  expect(leaderOf(await status(lab))).toBe(leader);
  const { stdout } = await tamada(lab, ['status']);
  expect(stdout).toMatch(/went back from generation/);
  await rm(template);
  // What is wanted again is what is there: the apply only takes the mark away.
  await step({ lab, say }, ['apply', '--yes']);
  expect(await configs()).toEqual(before);
  expect((await tamada(lab, ['status'])).stdout).not.toMatch(/went back/);
});

test('a node that is cut off while it is on trial goes back by itself', async () => {
  const before = await configs();
  const leader = leaderOf(await status(lab));
  const segment = leader.startsWith('pg-a1') ? 'a2' : 'a1';
  const node = hostNamed(`pg-${segment}-2`);
  const child = lab.spawnIn(
    'ops',
    [lab.operator.program, '-C', lab.operator.workspace, '--json', 'apply', '--yes', '--node', node, '--confirm-within', '30'],
    ['ignore', 'ignore', 'pipe'],
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const onTrial = new Promise<void>((resolve) => {
    let heard = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      heard += chunk.toString('utf8');
      if (heard.includes('"kind":"task_done","phase":"standbys"')) resolve();
    });
  });
  await Promise.race([onTrial, ended]);
  await lab.cut(segment);
  try {
    expect(await readFile(lab.fileOf(node, config), 'utf8')).toContain('expect status 418');
    await expect.poll(() => readFile(lab.fileOf(node, config), 'utf8'), { timeout: 120_000, interval: 1000 }).not.toContain('status 418');
  } finally {
    await lab.heal();
  }
  await ended;
  expect(await configs()).toEqual(before);
  const { agents } = await told<{ agents: readonly { name: string; converged: boolean }[] }>(lab, ['status']);
  expect(agents.find(({ name }) => name === node)).toMatchObject({ converged: true });
});
