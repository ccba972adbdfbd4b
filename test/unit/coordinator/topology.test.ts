import { parseTopology, topologyTemplate, type Topology } from '@tamada/core/topology';
import { expect, it } from 'vitest';
import { tamada, workspaceWith } from './workspace-folder.ts';

const text = topologyTemplate('single-dc', 'geo');

it('shows a file that parses to the same, with defaults marked', async () => {
  const { code, out } = await tamada('topology', 'show', '-C', await workspaceWith({ 'cluster.yaml': text }));
  expect(code).toBe(0);
  expect(out).toContain('  port: 5432 # default\n');
  expect(out).toContain('  guarantee: node\n');
  expect(parseTopology(out, 'f').topology).toEqual(parseTopology(text, 'f').topology);
});

it('as data: the whole topology and the paths of the defaults', async () => {
  const { out } = await tamada('topology', 'show', '--json', '-C', await workspaceWith({ 'cluster.yaml': text }));
  const { topology, defaults } = JSON.parse(out) as { topology: Topology; defaults: string[] };
  expect(topology).toEqual(parseTopology(text, 'f').topology);
  expect(defaults).toContain('agent.port');
  expect(defaults).not.toContain('synchronous.guarantee');
});

it('a topology with mistakes is not shown: all of them are said, exit code 2', async () => {
  const { code, out, err } = await tamada(
    'topology',
    'show',
    '-C',
    await workspaceWith({ 'cluster.yaml': `${text}colour: red\nsize: 3\n` }),
  );
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/colour[^]*size/);
});
