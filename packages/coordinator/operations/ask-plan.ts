import type { SecretValues } from '@tamada/core/bundle';
import { errorDetail } from '@tamada/core/errors';
import { rolePrograms } from '@tamada/core/platform';
import type { Topology } from '@tamada/core/topology';
import { bundleParts } from '@tamada/wire';
import type { Connections } from '../connections/connections.ts';
import { askStatus } from '../connections/look.ts';
import type { NodePlan } from '../report/plan-text.ts';
import { bundleOf, cargo, type RenderedBundle } from '../tasks/bundles.ts';
import { nodeNamed } from '../tasks/tools.ts';

const planDeadlineMs = 30_000;

export interface PlanTools {
  readonly topology: Topology;
  readonly secrets: SecretValues;
  readonly bundles: ReadonlyMap<string, RenderedBundle>;
  readonly connections: Connections;
}

/** The steps that this bundle would take on a node, or why nobody can say. */
export async function planOf(node: string, tools: PlanTools): Promise<NodePlan> {
  try {
    return { node, steps: await askSteps(node, tools), error: null };
  } catch (error) {
    return { node, steps: null, error: errorDetail(error) };
  }
}

async function askSteps(name: string, { topology, secrets, bundles, connections }: PlanTools): Promise<NonNullable<NodePlan['steps']>> {
  const node = nodeNamed(topology, name);
  const { agent } = await connections.ask(name, askStatus);
  const rendered = bundleOf(bundles, name);
  // The number that an apply would bring: the same for the same bundle, else a higher one.
  const active = agent.activeGeneration ?? 0;
  const generation = agent.digest === rendered.digest ? active : active + 1;
  const parts = bundleParts(cargo({ rendered, role: node.role, generation, start: rolePrograms(node.role), secrets }));
  const { steps } = await connections.ask(name, (client, options) => client.planBundle(parts, options), { deadlineMs: planDeadlineMs });
  return steps;
}
