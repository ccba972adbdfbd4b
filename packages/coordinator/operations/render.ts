import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createRenderer, type Bundle } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { platforms, type Platform } from '@tamada/core/facts';
import { nodeOf, type Node, type Topology } from '@tamada/core/topology';
import type { Answer, OperationContext } from '../cli/context.ts';
import { type Paint, table } from '../report/paint.ts';
import { counted } from '../report/quantity.ts';
import { readFacts } from '../workspace/facts-store.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { loadTopology } from '../workspace/topology-file.ts';

export interface RenderOptions {
  /** Empty for all. */
  readonly nodes: readonly string[];
  /** Null for the workspace's `rendered`. */
  readonly output: string | null;
  /** For nodes without facts. */
  readonly platform: Platform | null;
}

type Needed = Pick<OperationContext, 'workspace' | 'say' | 'paint'>;

interface Rendered {
  readonly bundle: Bundle;
  readonly platform: Platform;
  /** Whether its agent's facts were there, or the platform's defaults were taken. */
  readonly facts: boolean;
}

/** Writes each node's files below a folder of its name, under the paths that they have on the host. */
export async function render(context: Needed, options: RenderOptions): Promise<Answer> {
  const topology = await loadTopology(context);
  // Everything is rendered before anything is written: a mistake leaves the last result as it was.
  const rendered = await renderAll(context.workspace, topology, chosen(topology, options.nodes), options.platform);
  for (const line of guesses(rendered)) context.say(line);
  const output = options.output === null ? workspaceLayout(context.workspace).rendered : resolve(options.output);
  for (const { bundle } of rendered) {
    if (options.output === null) await rm(join(output, bundle.node), { recursive: true, force: true });
    await writeBundle(bundle, output);
  }
  return { exitCode: 0, data: { output, nodes: rendered.map(asData) }, text: asText(output, rendered, context.paint) };
}

async function renderAll(
  workspace: string,
  topology: Topology,
  nodes: readonly Node[],
  platform: Platform | null,
): Promise<readonly Rendered[]> {
  const renderNode = createRenderer(await loadTemplates(workspace));
  return Promise.all(
    nodes.map(async (node) => {
      const facts = await readFacts(workspace, node.name);
      const taken = facts?.platform ?? platform ?? 'debian';
      return { bundle: renderNode({ topology, node, facts, platform: taken }), platform: taken, facts: facts !== null };
    }),
  );
}

/** What was assumed, because nobody has reported it yet. */
function guesses(rendered: readonly Rendered[]): readonly string[] {
  return platforms.flatMap((platform) => {
    const names = rendered.filter((each) => !each.facts && each.platform === platform).map(({ bundle }) => bundle.node);
    return names.length === 0 ? [] : [`no facts of ${names.join(', ')} yet: rendered with the defaults of ${platform}`];
  });
}

function asData({ bundle, platform, facts }: Rendered): object {
  const files = bundle.files.map(({ path, program, owner, group, mode }) => ({ path, program, owner, group, mode: octal(mode) }));
  return { node: bundle.node, platform, facts: facts ? 'workspace' : 'defaults', files, units: bundle.units };
}

function asText(output: string, rendered: readonly Rendered[], paint: Paint): string {
  const rows = rendered.flatMap(({ bundle }) =>
    bundle.files.map(({ path, owner, group, mode }) => [`${bundle.node}${path}`, octal(mode), `${owner}:${group}`]),
  );
  return [table([['FILE', 'MODE', 'OWNER'].map(paint.strong), ...rows]), `${counted(rows.length, 'file')} in ${output}`].join('\n');
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

function chosen(topology: Topology, names: readonly string[]): readonly Node[] {
  if (names.length === 0) return topology.nodes;
  return [...new Set(names)].map((name) => {
    const node = nodeOf(topology, name);
    if (node !== undefined) return node;
    const next = `nodes: ${topology.nodes.map((each) => each.name).join(', ')}`;
    throw new TamadaError({ code: 'usage', problem: `there is no node ${name}`, next });
  });
}

async function writeBundle(bundle: Bundle, output: string): Promise<void> {
  for (const { path, content } of bundle.files) {
    const target = join(output, bundle.node, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}
