import { TamadaError } from '@tamada/core/errors';
import { appliedBy, chooseGeneration, runCommands } from '@tamada/core/sequence';
import { readRuns, writeRun } from '../workspace/runs.ts';
import { digestsOf, renderAll } from './bundles.ts';
import { observeEach } from './observe.ts';
import { remembered } from './remembered.ts';
import { bundlesWithoutBackups, digestsBefore, lacksOnlyBackups, standings } from './standing.ts';
import type { TaskExecutor } from './tools.ts';

export const prepareBundles: TaskExecutor<'prepare_bundles'> = async ({ standing }, tools, control) => {
  const { topology, templates, connections, record, found } = tools;
  const { workspace } = tools.context;
  const input = { topology, facts: found.facts, templates };
  const bundles = renderAll(input);
  const [observed, runs] = await Promise.all([observeEach(connections, [...bundles.keys()], control), readRuns(workspace)]);
  const earlier = await remembered(tools, runs, control);
  const before = digestsBefore(bundlesWithoutBackups(input), runs);
  const choice = chooseGeneration({
    digests: new Map(Object.entries(digestsOf(bundles))),
    observed,
    recorded: Math.max(0, ...runs.map(({ generation }) => generation)),
    ...(standing === 'nothing' ? {} : { from: standing === 'backups' ? before : 'anything' }),
    stands: earlier.ended !== 'no',
  });
  if (choice.kind === 'unbelievable') {
    throw new TamadaError({
      code: 'unsafe',
      problem: `the agents of ${choice.nodes.join(', ')} say a generation beyond ${String(choice.believed)}, and no run and no other agent confirms it`,
      next: 'check these hosts; if the agent is sound, stop it and write the generation of its last bundle into /var/lib/tamada/journal.json',
    });
  }
  if (choice.kind === 'refused') {
    const only = lacksOnlyBackups(topology, standings(observed, bundles, before));
    throw new TamadaError({
      code: 'unsafe',
      problem: `the cluster stands (${choice.established.join(', ')} ran already), and these nodes would be changed: ${choice.differing.join(', ')}`,
      next: only
        ? `run \`${runCommands.backup_setup}\`: it gives a cluster that stands its backups; bootstrap only creates clusters`
        : '`tamada plan` shows what would change, and `tamada apply` carries it out; bootstrap only creates clusters',
    });
  }
  const { generation } = choice;
  // Written before the first agent hears of it, so that no later run gives the number to other bundles.
  await writeRun(workspace, { ...record, generation, digests: digestsOf(bundles), applied: appliedBy(topology) });
  const note = `generation ${String(generation)}${choice.kind === 'keep' ? ', as it is' : ''}`;
  return { changed: false, note, found: { bundles, generation, before: earlier } };
};
