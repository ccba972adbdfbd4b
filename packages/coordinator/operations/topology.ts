import { showTopology } from '@tamada/core/topology';
import type { Answer } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import { loadTopologyFile } from '../workspace/topology-file.ts';

/** The workspace's topology with every default; as data also the paths that are defaults. */
export async function showWorkspaceTopology(context: Pick<OperationContext, 'workspace'>): Promise<Answer> {
  const { topology, text } = await loadTopologyFile(context);
  const { yaml, defaults } = showTopology(topology, text);
  return { exitCode: 0, data: { topology, defaults }, text: yaml };
}
