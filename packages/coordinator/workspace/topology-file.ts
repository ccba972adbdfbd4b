import { describeProblem, TamadaError } from '@tamada/core/errors';
import { parseTopology, type ParsedTopology, type Topology } from '@tamada/core/topology';
import { readOptional } from '@tamada/runtime';
import type { OperationContext } from '../cli/context.ts';
import { workspaceLayout } from './layout.ts';

/** The topology's name in messages. */
export const topologyFileName = 'cluster.yaml';

type Needed = Pick<OperationContext, 'workspace'>;

interface TopologyFile {
  readonly topology: Topology;
  readonly text: string;
  /** As an operator reads them. */
  readonly warnings: readonly string[];
}

/** The workspace's topology; its errors are thrown, its warnings are not of interest. */
export async function loadTopology(context: Needed): Promise<Topology> {
  return (await loadTopologyFile(context)).topology;
}

/** The same, with the text of the file and its warnings. */
export async function loadTopologyFile(context: Needed): Promise<TopologyFile> {
  const { file, topology, problems, text } = await readTopology(workspaceLayout(context.workspace).topology, topologyFileName);
  if (topology === null) throw new TamadaError({ code: 'file_invalid', file, problems });
  return { topology, text, warnings: problems.map((problem) => describeProblem(file, problem)) };
}

/** A topology file with everything that was found in it; `shownAs` is its name in messages. */
export async function readTopology(path: string, shownAs: string): Promise<ParsedTopology & { readonly text: string }> {
  const text = await readOptional(path);
  if (text === null)
    throw new TamadaError({ code: 'file_missing', file: shownAs, next: 'run `tamada init` to make one, or give its folder with `-C`' });
  return { ...parseTopology(text, shownAs), text };
}
