import { requireCheckNames } from '@tamada/core/preflight';
import { bootstrapSequence, describeSequence, resumedRun, type Phase, type RunRecord } from '@tamada/core/sequence';
import type { Topology } from '@tamada/core/topology';
import { lockFile } from '@tamada/runtime';
import type { Answer } from '../cli/answer.ts';
import type { OperationContext } from '../cli/context.ts';
import { openConnections, type Connections } from '../connections/index.ts';
import { sequenceText } from '../report/sequence-text.ts';
import { observe } from '../tasks/index.ts';
import { workspaceLayout } from '../workspace/layout.ts';
import { inputsDigest, newRunId, readRuns } from '../workspace/runs.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { loadTopology } from '../workspace/topology-file.ts';
import { runBootstrap } from './bootstrap-run.ts';

export interface BootstrapOptions {
  readonly dryRun: boolean;
  /** Names of checks of preflight whose failures do not stop it; an earlier run's are remembered. */
  readonly ignore: readonly string[];
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Makes the cluster, or goes on with making it. */
export async function bootstrap(context: OperationContext, options: BootstrapOptions): Promise<Answer> {
  requireCheckNames(options.ignore);
  const topology = await loadTopology(context);
  const connections = await openConnections(context, topology);
  try {
    return await (options.dryRun ? showPhases(context, topology, connections) : lockedRun(context, topology, connections, options));
  } finally {
    connections.close();
  }
}

async function showPhases(context: OperationContext, topology: Topology, connections: Connections): Promise<Answer> {
  const phases = describeSequence(await phasesNow(topology, connections));
  return { exitCode: 0, data: { sequence: 'bootstrap', phases }, text: sequenceText(phases, context.paint) };
}

async function lockedRun(
  context: OperationContext,
  topology: Topology,
  connections: Connections,
  { ignore, confirm }: BootstrapOptions,
): Promise<Answer> {
  const { workspace } = context;
  const [secrets, templates] = await Promise.all([loadSecrets(workspace, topology), loadTemplates(workspace)]);
  const nodes = topology.nodes.map(({ name }) => name);
  if (!(await confirm(`Bootstrap ${topology.name} on ${nodes.join(', ')}?`)))
    return { exitCode: 1, data: { result: 'cancelled' }, text: 'nothing was done' };
  const lock = await lockFile(workspaceLayout(workspace).lock, 'tamada bootstrap');
  try {
    const record = await newRecord(context, topology, templates, ignore);
    const phases = await phasesNow(topology, connections);
    return await runBootstrap({ context, topology, connections, secrets, templates, phases, record });
  } finally {
    await lock.release();
  }
}

async function phasesNow(topology: Topology, connections: Connections): Promise<readonly Phase[]> {
  const nodes = topology.nodes.map(({ name }) => name);
  return bootstrapSequence(topology, { observed: await observe(connections, nodes) });
}

/** A record for this run, with what it takes over from one that did not end well. */
async function newRecord(
  { workspace, now, say }: OperationContext,
  topology: Topology,
  templates: ReadonlyMap<string, string>,
  ignore: readonly string[],
): Promise<RunRecord> {
  const inputs = inputsDigest(topology, templates);
  const resumed = resumedRun(await readRuns(workspace), inputs);
  if (resumed !== null)
    say(`goes on with run ${resumed.record.id}${resumed.inputsDiffer ? '; cluster.yaml or the templates have changed since' : ''}`);
  const ignored = [...new Set([...(resumed?.record.ignored ?? []), ...ignore])];
  if (ignored.length > 0) say(`failures of these checks are ignored: ${ignored.join(', ')}`);
  const startedAtMs = now();
  return {
    id: newRunId(startedAtMs),
    sequence: 'bootstrap',
    startedAtMs,
    endedAtMs: null,
    inputs,
    ignored,
    generation: 0,
    result: 'running',
    phase: '',
  };
}
