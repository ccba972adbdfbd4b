import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProblem, TamadaError } from '@tamada/core/errors';
import { parseTopology, type ParsedTopology, type Topology } from '@tamada/core/topology';
import type { OperationContext } from '../cli/context.ts';

/** The topology's name inside a workspace. */
export const topologyFileName = 'cluster.yaml';

/** The workspace's topology; its warnings are said, its errors thrown. */
export async function loadTopology(context: Pick<OperationContext, 'workspace' | 'say'>): Promise<Topology> {
  const { file, topology, problems } = await readTopology(join(context.workspace, topologyFileName), topologyFileName);
  if (topology === null) throw new TamadaError({ code: 'file_invalid', file, problems });
  for (const problem of problems) context.say(describeProblem(file, problem));
  return topology;
}

/** A topology file with everything that was found in it; `shownAs` is its name in messages. */
export async function readTopology(path: string, shownAs: string): Promise<ParsedTopology & { readonly text: string }> {
  const text = await readText(path, shownAs);
  return { ...parseTopology(text, shownAs), text };
}

async function readText(path: string, shownAs: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new TamadaError({ code: 'file_missing', file: shownAs, next: 'run `tamada init` to make one, or name its folder by `-C`' });
  }
}
