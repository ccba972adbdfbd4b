import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { renderNode, type Bundle } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { Platform } from '@tamada/core/facts';
import { nodeOf, type Node, type Topology } from '@tamada/core/topology';
import type { Answer } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import { table } from '../report/table.ts';
import { readFacts } from '../workspace/facts-store.ts';
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

/** Writes each node's files below a folder of its name, under the paths that they have on the host. */
export async function render(context: Needed, options: RenderOptions): Promise<Answer> {
  const topology = await loadTopology(context);
  const nodes = chosen(topology, options.nodes);
  const templates = await loadTemplates(context.workspace);
  const rendered = await Promise.all(
    nodes.map(async (node) => {
      const facts = await readFacts(context.workspace, node.name);
      const platform = facts?.platform ?? options.platform ?? 'debian';
      if (facts === null) context.say(`${node.name}: no facts yet, rendered with the defaults of ${platform}`);
      return { platform, facts: facts !== null, bundle: renderNode({ topology, node, facts, platform, templates }) };
    }),
  );
  // Everything is rendered before anything is written: a mistake leaves the last result as it was.
  const output = options.output === null ? join(context.workspace, 'rendered') : resolve(options.output);
  for (const { bundle } of rendered) {
    if (options.output === null) await rm(join(output, bundle.node), { recursive: true, force: true });
    await writeBundle(bundle, output);
  }
  return {
    exitCode: 0,
    data: {
      output,
      nodes: rendered.map(({ bundle, ...rest }) => ({ node: bundle.node, ...rest, files: files(bundle), units: bundle.units })),
    },
    text: table([
      ['FILE', 'MODE', 'OWNER'].map(context.paint.strong),
      ...rendered.flatMap(({ bundle }) =>
        files(bundle).map(({ path, mode, owner, group }) => [relative('.', join(output, bundle.node, path)), mode, `${owner}:${group}`]),
      ),
    ]),
  };
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

function files(bundle: Bundle) {
  return bundle.files.map(({ path, owner, group, mode, program }) => ({
    path,
    owner,
    group,
    mode: mode.toString(8).padStart(4, '0'),
    program,
  }));
}
