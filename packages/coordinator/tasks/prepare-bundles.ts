import { TamadaError } from '@tamada/core/errors';
import { chooseGeneration, type Task } from '@tamada/core/sequence';
import { renderAll } from '../bundles/index.ts';
import type { Executor } from '../runner/index.ts';
import { readRuns } from '../workspace/runs.ts';
import { observeEach } from './observe.ts';
import type { TaskTools } from './tools.ts';

export const prepareBundles: Executor<Extract<Task, { kind: 'prepare_bundles' }>, TaskTools> = async (_task, tools, control) => {
  const { topology, templates, connections, context, found, assign } = tools;
  found.bundles = renderAll({ topology, facts: found.facts, templates });
  const [observed, runs] = await Promise.all([observeEach(connections, [...found.bundles.keys()], control), readRuns(context.workspace)]);
  const choice = chooseGeneration({
    digests: new Map([...found.bundles].map(([node, { digest }]) => [node, digest])),
    observed,
    recorded: Math.max(0, ...runs.map(({ generation }) => generation)),
  });
  if (choice.kind === 'unbelievable') {
    throw new TamadaError({
      code: 'unsafe',
      problem: `the agents of ${choice.nodes.join(', ')} say a generation beyond ${String(choice.believed)}, which no run and no other agent bears out`,
      next: 'look at these hosts; where the agent is sound, stop it and write the number of its last bundle into /var/lib/tamada/journal.json',
    });
  }
  if (choice.kind === 'refused') {
    throw new TamadaError({
      code: 'unsafe',
      problem: `the cluster stands (${choice.established.join(', ')} ran already), and these nodes would be changed: ${choice.differing.join(', ')}`,
      next: '`tamada plan` shows what would change; bootstrap only makes clusters, so undo the change in the workspace',
    });
  }
  await assign(choice.generation);
  return {
    changed: false,
    note: choice.kind === 'keep' ? `generation ${String(choice.generation)}, as it is` : `generation ${String(choice.generation)}`,
  };
};
