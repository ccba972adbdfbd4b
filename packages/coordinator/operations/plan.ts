import type { SecretValues } from '@tamada/core/bundle';
import { errorDetail } from '@tamada/core/errors';
import { rolePrograms } from '@tamada/core/platform';
import { runCommands } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { bundleParts } from '@tamada/wire';
import type { Answer, OperationContext } from '../cli/context.ts';
import { askStatus } from '../connections/look.ts';
import type { Connections, Reply } from '../connections/connections.ts';
import { planText, type NodePlan } from '../report/plan-text.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { bundleOf, cargo, renderAll, type RenderedBundle } from '../tasks/bundles.ts';
import { lacksOnlyBackups, standingCluster } from '../tasks/standing.ts';
import { nodeNamed } from '../tasks/tools.ts';
import { withReach, type Reach } from '../connections/reach.ts';

const factsDeadlineMs = 10_000;
const planDeadlineMs = 30_000;

/** Asks every agent which steps the rendered bundle would take. Exit code 1 where one could not be asked. */
export async function plan(context: OperationContext): Promise<Answer> {
  return withReach(context, planThrough);
}

export async function planThrough({ context, topology, connections }: Reach): Promise<Answer> {
  const [secrets, templates] = await Promise.all([loadSecrets(context.workspace, topology), loadTemplates(context.workspace)]);
  const names = topology.nodes.map(({ name }) => name);
  const facts = await connections.askAll(names, (client, call) => client.getFacts({}, call), { deadlineMs: factsDeadlineMs });
  const known = new Map(facts.flatMap((reply) => (reply.ok ? [[reply.node, reply.value]] : [])));
  const bundles = renderAll({ topology, facts: known, templates });
  const plans = await Promise.all(facts.map((reply) => nodePlan(reply, { topology, secrets, bundles, connections })));
  const standing = topology.backup === null ? null : await standingCluster({ context, topology, connections }, templates);
  const next = standing !== null && lacksOnlyBackups(topology, standing.nodes) ? runCommands.backup_setup : null;
  return {
    exitCode: plans.some(({ error }) => error !== null) ? 1 : 0,
    data: { changes: plans.some(({ steps }) => (steps ?? []).length > 0), next, nodes: plans },
    text: [planText(plans, context.paint), ...(next === null ? [] : [`next: \`${next}\` sets up the backups; nothing else differs`])].join(
      '\n',
    ),
  };
}

export interface PlanTools {
  readonly topology: Topology;
  readonly secrets: SecretValues;
  readonly bundles: ReadonlyMap<string, RenderedBundle>;
  readonly connections: Connections;
}

async function nodePlan(facts: Reply<unknown>, tools: PlanTools): Promise<NodePlan> {
  return facts.ok ? planOf(facts.node, tools) : { node: facts.node, steps: null, error: facts.error };
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
