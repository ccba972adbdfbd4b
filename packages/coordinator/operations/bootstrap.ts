import { TamadaError } from '@tamada/core/errors';
import { requireIgnorable } from '@tamada/core/preflight';
import { bootstrapSequence, describeSequence, runCommands, type Phase, type RunRecord } from '@tamada/core/sequence';
import { databaseNodes } from '@tamada/core/topology';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { lookAt } from '../connections/look.ts';
import { withReach, type Reach } from '../connections/reach.ts';
import { sequenceText } from '../report/plan-text.ts';
import { recordedRun, type RunWish } from '../runner/recorded-run.ts';
import type { RunResult } from '../runner/run-sequence.ts';
import { observe } from '../tasks/observe.ts';
import { remembered } from '../tasks/remembered.ts';
import { lacksOnlyBackups, standingCluster } from '../tasks/standing.ts';
import type { Found } from '../tasks/tools.ts';
import { readRuns } from '../workspace/runs.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';

/** Long enough for a busy host: a member that ran before must not be missed. */
const patientMs = 10_000;

export interface BootstrapOptions {
  readonly dryRun: boolean;
  /** Names of checks of preflight whose failures do not stop it; an earlier run's are remembered. */
  readonly ignore: readonly string[];
  readonly confirm: Confirm;
}

/** Makes the cluster, or continues an earlier run. */
export async function bootstrap(context: OperationContext, options: BootstrapOptions): Promise<Answer> {
  return withReach(context, (reach) => bootstrapThrough(reach, options));
}

export async function bootstrapThrough(reach: Reach, options: BootstrapOptions): Promise<Answer> {
  requireIgnorable(options.ignore);
  await refuseSetup(reach);
  return options.dryRun ? showPhases(reach) : lockedRun(reach, options);
}

/** A cluster that stands and lacks nothing but its backups gets them by a sequence of their own. */
async function refuseSetup(reach: Reach): Promise<void> {
  if (reach.topology.backup === null) return;
  const standing = await standingCluster(reach, await loadTemplates(reach.context.workspace));
  if (standing === null || !lacksOnlyBackups(reach.topology, standing.nodes)) return;
  // Until a bootstrap has ended well there is no cluster that stands, and bootstrap goes on.
  if ((await remembered(reach, await readRuns(reach.context.workspace))).ended === 'no') return;
  throw new TamadaError({
    code: 'unsafe',
    problem: 'the cluster stands, and bootstrap only creates clusters; what it lacks of cluster.yaml are its backups',
    next: `run \`${runCommands.backup_setup}\`: it sets them up while the cluster runs`,
  });
}

async function showPhases(reach: Reach): Promise<Answer> {
  const phases = describeSequence(await phasesNow(reach));
  return { exitCode: 0, data: { sequence: 'bootstrap', phases }, text: sequenceText(phases, reach.context.paint) };
}

async function lockedRun(reach: Reach, { ignore, confirm }: BootstrapOptions): Promise<Answer> {
  const { context, topology } = reach;
  const { workspace } = context;
  const [secrets, templates] = await Promise.all([loadSecrets(workspace, topology), loadTemplates(workspace)]);
  const nodes = topology.nodes.map(({ name }) => name);
  if (!(await confirm(`Bootstrap ${topology.name} on ${nodes.join(', ')}?`))) return cancelled;
  const wish: RunWish = { sequence: 'bootstrap', secrets, templates, ignore, phases: () => phasesNow(reach) };
  return recordedRun(reach, wish, (record, result) => success(reach, record, result));
}

async function phasesNow({ context, topology, connections }: Reach): Promise<readonly Phase[]> {
  const nodes = topology.nodes.map(({ name }) => name);
  const observed = (await lookAt(connections, nodes, { deadlineMs: patientMs })).flatMap(({ status }) => status ?? []);
  const ran = observed.some(({ agent }) => agent.memberEstablished);
  const corrects = ran && (await remembered({ topology, connections }, await readRuns(context.workspace))).ended === 'no';
  return bootstrapSequence(topology, { observed, corrects });
}

async function success({ topology, connections }: Reach, record: RunRecord, { found, changed }: RunResult<Found>): Promise<Answer> {
  const members = databaseNodes(topology).map(({ name }) => name);
  const { name: leader } = (await observe({ topology, connections }, members)).leader;
  const words = leader === null ? 'its leader is changing right now' : `its leader is ${leader}`;
  return {
    exitCode: 0,
    data: { run: record.id, result: 'done', changed, generation: found.generation, leader },
    text: `${topology.name} stands${changed ? '' : ', nothing was changed'}: ${words}\nlook at it: tamada status`,
  };
}
