import { rolePrograms } from '@tamada/core/platform';
import type { SecretValues } from '@tamada/core/bundle';
import type { Topology } from '@tamada/core/topology';
import { bundleParts } from '@tamada/wire';
import { bundleOf, cargo, renderAll, type RenderedBundle } from '../bundles/index.ts';
import type { Answer } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import { openConnections, type Connections, type Reply } from '../connections/index.ts';
import { planText, type NodePlan } from '../report/plan-text.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { loadTopology } from '../workspace/topology-file.ts';

const factsDeadlineMs = 10_000;
const planDeadlineMs = 30_000;

/** Asks every agent which steps the rendered bundle would take. Exit code 1 where one could not be asked. */
export async function plan(context: OperationContext): Promise<Answer> {
  const topology = await loadTopology(context);
  const [secrets, templates] = await Promise.all([loadSecrets(context.workspace, topology), loadTemplates(context.workspace)]);
  const connections = await openConnections(context, topology);
  try {
    const names = topology.nodes.map(({ name }) => name);
    const options = { deadlineMs: factsDeadlineMs };
    const facts = await connections.askAll(names, (client, call) => client.getFacts({}, call), options);
    const known = new Map(facts.flatMap((reply) => (reply.ok ? [[reply.node, reply.value]] : [])));
    const bundles = renderAll({ topology, facts: known, templates });
    const plans = await Promise.all(facts.map((reply) => nodePlan(reply, { topology, secrets, bundles, connections })));
    return {
      exitCode: plans.some(({ error }) => error !== null) ? 1 : 0,
      data: { changes: plans.some(({ steps }) => (steps ?? []).length > 0), nodes: plans },
      text: planText(plans, context.paint),
    };
  } finally {
    connections.close();
  }
}

interface PlanTools {
  readonly topology: Topology;
  readonly secrets: SecretValues;
  readonly bundles: ReadonlyMap<string, RenderedBundle>;
  readonly connections: Connections;
}

async function nodePlan(facts: Reply<unknown>, { topology, secrets, bundles, connections }: PlanTools): Promise<NodePlan> {
  const { node } = facts;
  if (!facts.ok) return { node, steps: null, error: facts.error };
  const [reply] = await connections.askAll(
    [node],
    async (client, options) => {
      const { agent } = await client.getStatus({}, { ...options, deadlineMs: factsDeadlineMs });
      const role = topology.nodes.find(({ name }) => name === node)?.role ?? 'backup';
      const rendered = bundleOf(bundles, node);
      // The number that an apply would bring: the same for the same bundle, else a higher one.
      const generation = agent.digest === rendered.digest ? agent.activeGeneration : agent.activeGeneration + 1;
      const load = cargo({ rendered, role, generation, start: rolePrograms(role), secrets });
      return client.planBundle(bundleParts(load), { ...options, deadlineMs: planDeadlineMs });
    },
    {},
  );
  if (reply?.ok === true) return { node, steps: reply.value.steps, error: null };
  return { node, steps: null, error: reply?.error ?? { code: 'internal', problem: 'no reply' } };
}
