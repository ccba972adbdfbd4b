import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts } from '@tamada/core/facts';
import { topologyTemplate } from '@tamada/core/topology';
import { expect, it, onTestFinished } from 'vitest';
import { writeFacts } from '../../../packages/coordinator/workspace/facts-store.ts';
import { tamada, workspaceWith } from './workspace-folder.ts';

const text = topologyTemplate('two-plus-two-plus-one', 'geo');

const rhel: Facts = {
  platform: 'rhel',
  osName: 'Rocky Linux',
  osVersion: '9.4',
  arch: 'x86_64',
  hostname: 'pg-a1-1',
  interface: null,
  programs: [],
  cpus: 2,
  memoryBytes: 4e9,
};

interface Data {
  readonly output: string;
  readonly nodes: readonly {
    readonly node: string;
    readonly platform: string;
    readonly facts: string;
    readonly files: readonly { path: string }[];
  }[];
}

it("writes every node's files under the names that they have on the host, and lists them", async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': text });
  const { code, out, err } = await tamada('render', '-C', workspace);
  expect(code).toBe(0);
  expect(err).toContain('no facts of pg-a1-1, pg-a1-2, pg-a2-1, pg-a2-2, arb-a3, backup yet: rendered with the defaults of debian');
  expect(out).toMatch(/^pg-a2-1\/etc\/patroni\/config\.yml +0600 +postgres:postgres$/m);
  const patroni = await readFile(join(workspace, 'rendered/pg-a2-1/etc/patroni/config.yml'), 'utf8');
  expect(patroni).toContain('10.10.2.1');
  expect(patroni).toContain('@{slot:yaml:postgres_superuser}');
  await expect(stat(join(workspace, 'rendered/arb-a3/etc/consul.d/consul.json'))).resolves.toBeDefined();
  await expect(stat(join(workspace, 'rendered/arb-a3/etc/patroni'))).rejects.toThrow('ENOENT');
});

it('takes the facts that the workspace holds, and the platform only for nodes without', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': text });
  await writeFacts(workspace, 'pg-a1-1', rhel);
  const both = await render(workspace, 'pg-a1-1', 'pg-a1-2');
  expect(both.nodes.map(({ node, platform, facts }) => [node, platform, facts])).toEqual([
    ['pg-a1-1', 'rhel', 'workspace'],
    ['pg-a1-2', 'debian', 'defaults'],
  ]);
  const other = await render(workspace, 'pg-a1-1', 'pg-a1-2', '--platform', 'rhel');
  expect(other.nodes.map(({ platform }) => platform)).toEqual(['rhel', 'rhel']);
});

it('a file of the same path in templates/ takes the place of ours; one that is no template is refused', async () => {
  const template = 'systemd/consul.service';
  const workspace = await workspaceWith({ 'cluster.yaml': text, [`templates/${template}`]: '# ours\n' });
  const { nodes, output } = await render(workspace, 'arb-a3');
  const path = nodes[0]?.files.find((file) => file.path.endsWith('/consul.service'))?.path ?? '';
  expect(await readFile(join(output, 'arb-a3', path), 'utf8')).toBe('# ours\n');

  const wrong = await tamada('render', '-C', await workspaceWith({ 'cluster.yaml': text, 'templates/consul.service': 'x' }));
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('templates/consul.service overrides nothing');
  expect(wrong.err).toContain(template);
});

it('a template with an unknown name leaves the last result as it was', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': text });
  await tamada('render', 'arb-a3', '-C', workspace);
  const file = join(workspace, 'rendered/arb-a3/etc/consul.d/consul.json');
  const before = await readFile(file, 'utf8');
  await mkdir(join(workspace, 'templates/consul'), { recursive: true });
  await writeFile(join(workspace, 'templates/consul/consul.json'), '{{nonsense}}');
  const { code, err } = await tamada('render', 'arb-a3', '-C', workspace);
  expect(code).toBe(2);
  expect(err).toContain('nonsense');
  expect(await readFile(file, 'utf8')).toBe(before);
});

it('the workspace’s folder holds no file of an earlier run; a folder of the operator keeps what is there', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': text, 'rendered/arb-a3/etc/old': '', 'rendered/note': '' });
  await render(workspace, 'arb-a3');
  await expect(stat(join(workspace, 'rendered/arb-a3/etc/old'))).rejects.toThrow('ENOENT');
  await expect(stat(join(workspace, 'rendered/note'))).resolves.toBeDefined();

  const output = await mkdtemp(join(tmpdir(), 'tamada-output-'));
  onTestFinished(() => rm(output, { recursive: true }));
  await mkdir(join(output, 'arb-a3'));
  await writeFile(join(output, 'arb-a3/mine'), '');
  await render(workspace, 'arb-a3', '--output', output);
  await expect(stat(join(output, 'arb-a3/mine'))).resolves.toBeDefined();
  await expect(stat(join(output, 'arb-a3/etc/consul.d/consul.json'))).resolves.toBeDefined();
});

it('a node that does not exist', async () => {
  const { code, err } = await tamada('render', 'pg-a9', '-C', await workspaceWith({ 'cluster.yaml': text }));
  expect(code).toBe(2);
  expect(err).toContain('there is no node pg-a9');
});

it('facts that cannot be read are said, not guessed', async () => {
  const workspace = await workspaceWith({ 'cluster.yaml': text, 'facts/arb-a3.json': '{"platform": "beos"}' });
  const { code, err } = await tamada('render', 'arb-a3', '-C', workspace);
  expect(code).toBe(2);
  expect(err).toContain('facts/arb-a3.json');
});

async function render(workspace: string, ...rest: readonly string[]): Promise<Data> {
  const { code, out, err } = await tamada('render', '--json', '-C', workspace, ...rest);
  if (code !== 0) throw new Error(err + out);
  return JSON.parse(out) as Data;
}
