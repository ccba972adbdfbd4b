import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderNode } from '@tamada/core/bundle';
import { askedOfPatroni, timingOf, trafficWindows } from '@tamada/core/timing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBase } from '../../../scripts/lab/base/build.ts';
import { labPaths } from '../../../scripts/lab/paths.ts';
import { stateStore } from '../../../scripts/lab/state.ts';
import { topology } from '../../builders/cluster.ts';
import { restTls } from '../../builders/rest-tls.ts';
import { shippedTemplates } from '../../builders/templates.ts';
import { hostTree } from './support/host-tree.ts';
import type { HostTree } from './support/host-tree.ts';

/** Names of servers with how often each answered. Seconds; null for a session that was not cut. */
interface Seen {
  readonly rw: Readonly<Record<string, number>>;
  readonly ro: Readonly<Record<string, number>>;
  readonly cut: number | null;
  readonly remote: number | null;
  readonly roLocal: Readonly<Record<string, number>>;
  readonly neighbour: number | null;
  readonly reload: Readonly<Record<string, number>>;
  readonly afterReload: number | null;
  readonly frozen: number | null;
  readonly thawed: number | null;
  readonly oldProcess: number | null;
  /** HAProxy's answer on the leader's host to tamada-check, and to those who ask for something else. */
  readonly leader: readonly (string | null)[];
  /** Requests a second that HAProxy alone asks of each Patroni. */
  readonly asked: Readonly<Record<string, number>>;
  /** Of a Patroni that takes connections and answers none of them for 20 s, under a session of 5555. */
  readonly hanging: { readonly threads: number; readonly asked: number; readonly cut: boolean };
  /** Until a leader is led to that is back after its host had gone without a word, with a request under way. */
  readonly returned: number | null;
  /** The status of HAProxy's answer to tamada-check while clients ask for more connections than there are. */
  readonly flooded: string | null;
}

const timing = timingOf('default', 4);
const windows = trafficWindows(timing);
/** Answers of the stand-ins, and a machine that does other things as well. */
const slackSeconds = 1.5;
let tree: HostTree;
let seen: Seen;

beforeAll(async () => {
  const paths = labPaths(process.env);
  const { root } = await ensureBase({ paths, state: stateStore(paths), log: () => undefined, signal: new AbortController().signal });
  tree = await hostTree(root);
  const cluster = topology();
  const [node] = cluster.nodes;
  if (node === undefined) throw new Error('a cluster without nodes');
  const { files } = renderNode({ topology: cluster, node, facts: null, templates: shippedTemplates() });
  for (const { path, content } of files) if (path === '/etc/haproxy/haproxy.cfg') await tree.write(path, content);
  for (const [path, content] of await restTls(cluster.nodes)) await tree.write(path, content);
  await tree.write('/tmp/traffic.py', readFileSync(join(import.meta.dirname, 'support/traffic.py'), 'utf8'));
  const { code, lines } = await tree.run(['python3', '/tmp/traffic.py'], 120_000);
  if (code !== 0) throw new Error(lines.join('\n'));
  seen = JSON.parse(lines.at(-1) ?? '') as Seen;
}, 1_200_000);
afterAll(() => tree.remove());

test('5555 leads to the leader only, 5556 to the asynchronous replica though it stands elsewhere', () => {
  expect([Object.keys(seen.rw), Object.keys(seen.ro)]).toEqual([['pg-a1-1'], ['pg-a2-2']]);
});

test('5556 prefers the own datacentre', () => {
  expect(Object.keys(seen.roLocal)).toEqual(['pg-a1-1']);
});

test('a leader that says no loses its sessions, and the next one in another datacentre is led to, within the window', () => {
  expect(seen.cut).toBeLessThan(windows.rwSaid / 1000 + slackSeconds);
  expect(seen.remote).toBeLessThan(windows.rwSaid / 1000 + slackSeconds);
});

test('a neighbour is led to only after the VIP had time to go there', () => {
  const delay = (timing.haproxy.neighbourRise - 1) * timing.haproxy.rw.intervalMs;
  expect(seen.neighbour).toBeGreaterThanOrEqual(delay / 1000);
  expect(seen.neighbour).toBeLessThan(delay / 1000 + 1 + 2 * slackSeconds);
});

test('a reload leads nobody elsewhere and cuts no session', () => {
  const { refused = 0, ...led } = seen.reload;
  expect(Object.keys(led)).toEqual(['pg-a1-2']);
  expect(refused).toBeLessThan(30);
  expect(seen.afterReload).toBeNull();
});

test('a Patroni that answers nothing for 12 s costs no session', () => {
  expect(seen.frozen).toBeNull();
  expect(seen.thawed).toBeLessThan(windows.rwSaid / 1000 + slackSeconds);
});

test('tamada-check is told through HAProxy who leads, and nobody anything else', () => {
  expect(seen.leader).toEqual(['200', '403', '403']);
});

test('each Patroni is asked as often as the budget counts', () => {
  const { requestsPerSecond } = askedOfPatroni({ ...timing, databases: 1, own: { agent: 0, check: 0 } });
  for (const rate of Object.values(seen.asked)) {
    expect(rate).toBeGreaterThan(requestsPerSecond / 2);
    expect(rate).toBeLessThanOrEqual(requestsPerSecond + 3 / 4);
  }
});

test('a Patroni that hangs has one request to answer, and no session at the end', () => {
  expect(seen.hanging.threads).toBeLessThanOrEqual(2);
  expect(seen.hanging.asked).toBeLessThanOrEqual(3);
  expect(seen.hanging.cut).toBe(true);
});

test('a host that went without a word while it was asked is seen when it is back', () => {
  expect(seen.returned).toBeLessThan((timing.haproxy.rw.intervalMs + 3_000) / 1000 + 2 * slackSeconds);
});

// Why hard-stop-after is set.
test('the process before a reload checks nothing any more', () => {
  expect(seen.oldProcess).toBeNull();
});

test('clients that take every connection there is do not take the VIP: tamada-check is still answered', () => {
  expect(seen.flooded).toBe('200');
});
