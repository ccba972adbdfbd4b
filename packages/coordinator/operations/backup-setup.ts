import { TamadaError } from '@tamada/core/errors';
import { requireIgnorable } from '@tamada/core/preflight';
import { backupSetupSequence, describeSequence, runCommands } from '@tamada/core/sequence';
import { clusterView, said, silenceWords, type ClusterView } from '@tamada/core/view';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withReach, type Reach } from '../connections/reach.ts';
import { backupHost } from '../jobs/backup-host.ts';
import { backupSetupText } from '../report/backup-setup-text.ts';
import { sequenceText, type NodePlan } from '../report/plan-text.ts';
import { recordedRun, type RunWish } from '../runner/recorded-run.ts';
import { observe } from '../tasks/observe.ts';
import { standingCluster, type Bundles, type StandingCluster } from '../tasks/standing.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';
import { planOf } from './ask-plan.ts';

export interface BackupSetupOptions {
  readonly dryRun: boolean;
  /** Names of checks of preflight whose failures do not stop it. */
  readonly ignore: readonly string[];
  readonly confirm: Confirm;
}

/** Gives a cluster that stands its backups, or goes on with an earlier run. */
export async function backupSetup(context: OperationContext, options: BackupSetupOptions): Promise<Answer> {
  return withReach(context, (reach) => backupSetupThrough(reach, options));
}

export async function backupSetupThrough(reach: Reach, { dryRun, ignore, confirm }: BackupSetupOptions): Promise<Answer> {
  const { context, topology } = reach;
  requireIgnorable(ignore);
  backupHost(topology);
  const { workspace, paint } = context;
  const [secrets, templates] = await Promise.all([loadSecrets(workspace, topology), loadTemplates(workspace)]);
  const cluster = await standingCluster(reach, templates);
  if (cluster === null)
    throw unsafe('no cluster stands: no member that answers has ever run', 'run `tamada bootstrap`: it makes the backups, too');
  refuseSilence(cluster);
  const planned = (bundles: Bundles, node: string) => planOf(node, { topology, secrets, bundles, connections: reach.connections });
  await refuseOtherChanges(cluster, (node) => planned(cluster.before, node));
  const view = clusterView(topology, cluster.observations);
  refuseRestart(view);

  const phases = backupSetupSequence(topology, view.leader.name);
  const missing = [...cluster.nodes].flatMap(([node, standing]) => (standing === 'as wanted' ? [] : [node]));
  const nodes: readonly NodePlan[] = await Promise.all(missing.map((node) => planned(cluster.wanted, node)));
  const shown = backupSetupText({ topology, nodes }, paint);
  const data = { sequence: 'backup_setup', phases: describeSequence(phases), nodes };
  if (dryRun) return { exitCode: 0, data, text: `${sequenceText(data.phases, paint)}\n\n${shown}` };
  context.say(shown);
  if (!(await confirm(`Set up backups of ${topology.name} on ${backupHost(topology).node.name}?`))) return cancelled;
  const wish: RunWish = { sequence: 'backup_setup', secrets, templates, ignore, phases: async () => phases };
  return recordedRun(reach, wish, async (record, { changed, found }) => ({
    exitCode: 0,
    data: { run: record.id, result: 'done', changed, generation: found.generation },
    text: `${topology.name} has its backups${changed ? '' : ', nothing was changed'}${await newest(reach)}\nlook at them: tamada backup list`,
  }));
}

async function newest({ topology, connections }: Reach): Promise<string> {
  const { name } = backupHost(topology).node;
  const { nodes } = await observe({ topology, connections }, [name]);
  const backups = said(nodes.find((node) => node.name === name)?.status?.backup);
  const id = said(backups?.catalogue)?.lastGood?.id;
  return id === undefined ? '' : `: the newest is ${id}`;
}

/** Whoever is silent may hold something that nobody compares. */
function refuseSilence({ observations, wanted }: StandingCluster): void {
  const silent = observations.flatMap((one) => (one.status === null ? [`  ${one.node}: ${silenceWords('its agent', one.silence)}`] : []));
  const unknown = observations.flatMap(({ node, status }) =>
    status !== null && !wanted.has(node) ? [`  ${node}: it does not tell its facts`] : [],
  );
  const lines = [...silent, ...unknown];
  if (lines.length === 0) return;
  const next = 'see that the agents run; a new server becomes a node by `tamada enroll NODE`';
  throw unsafe(['before backups are set up every agent must answer', ...lines].join('\n'), next);
}

/** A list of what else would change, file by file where the agents tell. */
async function refuseOtherChanges({ nodes }: StandingCluster, plan: (node: string) => Promise<NodePlan>): Promise<void> {
  const others = [...nodes].flatMap(([node, standing]) => (standing === 'other' ? [node] : []));
  if (others.length === 0) return;
  const lines = await Promise.all(
    others.map(async (node) => {
      const { steps } = await plan(node);
      const subjects = [...new Set((steps ?? []).map(({ subject }) => subject).filter((subject) => subject.startsWith('/')))];
      return `  ${node}: ${subjects.length === 0 ? 'its last bundle was another one' : subjects.join(', ')}`;
    }),
  );
  throw unsafe(
    ['cluster.yaml and what was applied to the cluster differ by more than missing backups', ...lines].join('\n'),
    'undo the other changes of cluster.yaml and of the templates, or set backups up from the workspace that began it; `tamada plan` shows all differences',
  );
}

/** Members archive only when they were started with archive_mode. Bootstrap turns it on; whoever turned it off did so by hand. */
function refuseRestart({ dcs, members, leader }: ClusterView): void {
  const json = dcs.any?.config?.json;
  if (json === undefined) throw unsafe("nobody can read Patroni's dynamic configuration", '`tamada status` shows how Consul stands');
  const wrong = archiveMode(json) !== 'on';
  const waiting = members.filter(({ own }) => own?.pendingRestart === true).map(({ name }) => name);
  if (!wrong && waiting.length === 0) return;
  const restarts = `then restart the members one at a time by \`patronictl restart --pending\`: replicas, then ${leader.name ?? 'the leader'}`;
  throw wrong
    ? unsafe(
        "archive_mode is not `on` in Patroni's dynamic configuration, so no member would archive, and changing it restarts PostgreSQL",
        `set it by \`patronictl edit-config\`, ${restarts}; then run \`${runCommands.backup_setup}\` again`,
      )
    : unsafe(
        `${waiting.join(', ')} ${waiting.length === 1 ? 'waits' : 'wait'} for a restart of PostgreSQL, so nobody knows with which settings it will archive`,
        `look at what is pending, ${restarts}; then run \`${runCommands.backup_setup}\` again`,
      );
}

function archiveMode(json: string): unknown {
  const config = JSON.parse(json) as { readonly postgresql?: { readonly parameters?: { readonly archive_mode?: unknown } } };
  const value = config.postgresql?.parameters?.archive_mode;
  return value === true ? 'on' : value;
}

function unsafe(problem: string, next: string): TamadaError<'unsafe'> {
  return new TamadaError({ code: 'unsafe', problem, next });
}
