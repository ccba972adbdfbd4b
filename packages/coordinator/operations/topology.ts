import { resolve } from 'node:path';
import { describeProblem, type FileProblem } from '@tamada/core/errors';
import { showTopology } from '@tamada/core/topology';
import type { Answer, OperationContext } from '../cli/context.ts';
import { counted } from '../report/quantity.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { loadTopologyFile, readTopology, topologyFileName } from '../workspace/topology-file.ts';

/** Says everything that is wrong with a topology file. */
export async function validate(context: Pick<OperationContext, 'workspace' | 'paint'>, path: string | null): Promise<Answer> {
  const [at, shownAs] = path === null ? [workspaceLayout(context.workspace).topology, topologyFileName] : [resolve(path), path];
  const { file, topology, problems } = await readTopology(at, shownAs);
  const valid = topology !== null;
  const verdict = `${file} is ${valid ? context.paint.good('valid') : context.paint.bad('invalid')}${counts(problems)}`;
  return {
    exitCode: valid ? 0 : 2,
    data: { file, problems, valid },
    text: [...problems.map((problem) => describeProblem(file, problem)), verdict].join('\n'),
  };
}

function counts(problems: readonly FileProblem[]): string {
  const words = (['error', 'warning'] as const).flatMap((level) => {
    const count = problems.filter((problem) => problem.level === level).length;
    return count === 0 ? [] : [counted(count, level)];
  });
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}

/** The workspace's topology with every default; as data also the paths that are defaults. */
export async function showWorkspaceTopology(context: Pick<OperationContext, 'workspace'>): Promise<Answer> {
  const { topology, text } = await loadTopologyFile(context);
  const { yaml, defaults } = showTopology(topology, text);
  return { exitCode: 0, data: { topology, defaults }, text: yaml };
}
