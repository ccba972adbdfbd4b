import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderNode } from '@tamada/core/bundle';
import { clusterStatus, whyService } from '@tamada/core/verdict';
import { clusterView } from '@tamada/core/view';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFrontends, readServers, serverQuestions } from '../../../packages/agent/haproxy/read-answer.ts';
import { ensureBase } from '../../../scripts/lab/base/build.ts';
import { labPaths } from '../../../scripts/lab/paths.ts';
import { stateStore } from '../../../scripts/lab/state.ts';
import { nowMs, observations, said, topology } from '../../builders/cluster.ts';
import { restTls } from '../../builders/rest-tls.ts';
import { shippedTemplates } from '../../builders/templates.ts';
import { hostTree, type HostTree } from '../render/support/host-tree.ts';

/** What the runtime socket told, and whether the kernel took a connection to 5555. */
type Looks = Readonly<Record<string, { readonly answer: string; readonly rw: boolean }>>;

let tree: HostTree;
let looks: Looks;

beforeAll(async () => {
  const paths = labPaths(process.env);
  const { root } = await ensureBase({ paths, state: stateStore(paths), log: () => undefined, signal: new AbortController().signal });
  tree = await hostTree(root);
  const [node] = topology().nodes;
  if (node === undefined) throw new Error('a cluster without nodes');
  const { files } = renderNode({ topology: topology(), node, facts: null, templates: shippedTemplates() });
  for (const { path, content } of files) if (path === '/etc/haproxy/haproxy.cfg') await tree.write(path, content);
  for (const [path, content] of await restTls(topology().nodes)) await tree.write(path, content);
  await tree.write('/tmp/runtime-socket.py', readFileSync(join(import.meta.dirname, 'support/runtime-socket.py'), 'utf8'));
  const { code, lines } = await tree.run(['python3', '/tmp/runtime-socket.py', serverQuestions], 60_000);
  if (code !== 0) throw new Error(lines.join('\n'));
  looks = JSON.parse(lines.at(-1) ?? '') as Looks;
}, 1_200_000);
afterAll(() => tree.remove());

/** A cluster whose pg-a1-1 sees that through the rendered HAProxy. */
function seenAt(name: string) {
  const answer = looks[name]?.answer ?? '';
  const own = { servers: readServers(answer), frontends: readFrontends(answer) };
  const seen = observations({ 'pg-a1-1': { haproxy: said(own) } });
  const { findings } = clusterStatus({ topology: topology(), observations: seen, certificates: [], nowMs });
  const byHand = findings.filter(({ code, node }) => code === 'haproxy_set_by_hand' && node === 'pg-a1-1').map(({ fields }) => fields);
  return { own, view: clusterView(topology(), seen), byHand };
}

test('a fresh HAProxy is as rendered, and its count of yeses is told', () => {
  const { own, byHand } = seenAt('counting');
  expect(byHand).toEqual([]);
  const neighbour = own.servers.find(({ backend, name }) => backend === 'rw' && name === 'pg-a1-2');
  expect(neighbour).toMatchObject({ up: false, check: { is: 'yes', text: 'L7OK/200' }, address: '10.10.1.2:5432' });
  expect(neighbour).toMatchObject({ state: { is: 'down' }, counting: { counted: expect.any(Number) as number } });
});

test('a port that was disabled refuses, and is told', () => {
  const { view, byHand } = seenAt('disabled');
  expect(looks.disabled?.rw).toBe(false);
  expect(byHand).toEqual([{ what: 'rw', set: 'disabled (PAUSED)' }]);
  expect(whyService('rw', view).hosts[0]).toMatchObject({ servers: [], why: expect.stringContaining('disabled') as string });
});

test('addresses that were set by hand are told, those of checks too', () => {
  expect(seenAt('address').byHand).toEqual([
    { what: 'rw/pg-a2-1', set: 'address 10.9.9.9:6000 instead of 10.10.2.1:5432' },
    { what: 'rw/pg-a2-2', set: 'checked at 10.9.9.9' },
  ]);
});

test('a port without a session to give, and one that was shut down, are told', () => {
  expect(seenAt('full').byHand[0]).toEqual({ what: 'ro', set: 'no session is allowed (maxconn 0)' });
  expect(seenAt('shut down').byHand[0]).toEqual({ what: 'rw', set: 'shut down (STOP)' });
});

test.each(['reloaded', 'reloaded again'])('a reload takes it all back (%s)', (name) => {
  expect(looks[name]?.rw).toBe(true);
  expect(seenAt(name).byHand).toEqual([]);
});
