import { backupsAlong, fittingBackup, holeAfter, newestTimeline } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { describeTarget } from '@tamada/core/jobs';
import { describeSequence, restoreSequence, type ClusterRestore } from '@tamada/core/sequence';
import { databaseNodes } from '@tamada/core/topology';
import { cancelled, type Answer, type Confirm, type OperationContext } from '../cli/context.ts';
import { withReach, type Reach } from '../connections/reach.ts';
import { backupHost } from '../jobs/backup-host.ts';
import { latest, parseTarget } from '../jobs/words.ts';
import { moment } from '../report/backup-text.ts';
import { sequenceText } from '../report/plan-text.ts';
import { recordedRun, type RunWish } from '../runner/recorded-run.ts';
import { observe } from '../tasks/observe.ts';
import { newRunId, readRuns } from '../workspace/runs.ts';
import { loadSecrets } from '../workspace/secrets.ts';
import { loadTemplates } from '../workspace/templates.ts';

export interface RestoreClusterOptions {
  /** Null: the end of the archive. */
  readonly to: string | null;
  /** Null: the newest one that reaches the target. */
  readonly backup: string | null;
  /** Null: the newest one of the archive. */
  readonly timeline: number | null;
  /** The cluster's name, from whoever knows what this is about. */
  readonly destroyDataOf: string | null;
  readonly keepOldData: boolean;
  /** Whatever an unfinished restore has done already. */
  readonly startOver: boolean;
  readonly dryRun: boolean;
  readonly confirm: Confirm;
}

const catalogueMs = 60_000;
const dryRunMs = 10 * 60_000;

/** The whole cluster from its backups, after a disaster. Goes on with an earlier run that wanted the same and has not ended. */
export async function restoreCluster(context: OperationContext, options: RestoreClusterOptions): Promise<Answer> {
  return withReach(context, (reach) => restoreClusterThrough(reach, options));
}

export async function restoreClusterThrough(reach: Reach, options: RestoreClusterOptions): Promise<Answer> {
  const { context, topology } = reach;
  if (options.destroyDataOf !== topology.name) {
    const problem =
      options.destroyDataOf === null
        ? 'all data that the members have now is given up'
        : `this workspace's cluster is ${topology.name}, not ${options.destroyDataOf}`;
    throw new TamadaError({ code: 'unsafe', problem, next: `if that is what you want, add --destroy-data-of ${topology.name}` });
  }
  const { workspace } = context;
  const unfinished = await unfinishedRestore(reach, options);
  const restore = unfinished ?? (await newRestore(reach, options));
  const plan = await planText(reach, restore, unfinished !== null);
  const phases = restoreSequence(topology, restore);
  if (options.dryRun) {
    const described = describeSequence(phases);
    const text = `${plan}\n${sequenceText(described, context.paint)}`;
    return { exitCode: 0, data: { sequence: 'restore', restore, phases: described }, text };
  }
  context.say(plan);
  if (!(await options.confirm(`Restore ${topology.name}, and give up what its members have now?`))) return cancelled;
  const [secrets, templates] = await Promise.all([loadSecrets(workspace, topology), loadTemplates(workspace)]);
  const command = `tamada restore --cluster --destroy-data-of ${topology.name}${again(options)}`;
  const wish: RunWish = {
    sequence: 'restore',
    secrets,
    templates,
    ignore: [],
    phases: async () => phases,
    restore: { what: restore, command },
  };
  return recordedRun(reach, wish, (_record, { changed }) => success(reach, restore, changed));
}

function again({ to, backup, timeline, keepOldData }: RestoreClusterOptions): string {
  const words = [
    ...(to === null ? [] : [`--to '${to}'`]),
    ...(backup === null ? [] : [`--backup ${backup}`]),
    ...(timeline === null ? [] : [`--timeline ${String(timeline)}`]),
    ...(keepOldData ? [] : ['--delete-old-data']),
  ];
  return words.map((word) => ` ${word}`).join('');
}

/** The last run, where it is a restore that has not ended; one that wants something else must be told from it. */
async function unfinishedRestore({ context }: Reach, options: RestoreClusterOptions): Promise<ClusterRestore | null> {
  const runs = await readRuns(context.workspace);
  const last = runs.toSorted((one, other) => one.startedAtMs - other.startedAtMs).at(-1);
  if (options.startOver || last === undefined || last.result === 'done' || last.restore == null) return null;
  const { restore } = last;
  const { to, backup, timeline } = options;
  const same = restore.to === to && (backup ?? restore.backup) === restore.backup && (timeline ?? restore.timeline) === restore.timeline;
  if (same) return restore;
  const problem = `a restore to ${describeTarget(restore.target)} from backup ${restore.backup} has not ended`;
  const next = 'ask for the same to go on with it, or add --start-over: what it has restored is then given up, too';
  throw new TamadaError({ code: 'unsafe', problem, next });
}

async function newRestore({ context, topology, connections }: Reach, options: RestoreClusterOptions): Promise<ClusterRestore> {
  const { to, keepOldData } = options;
  const host = backupHost(topology).node.name;
  const { backups, archive } = await connections.ask(host, (client, call) => client.readCatalogue({ backup: '' }, call), {
    deadlineMs: catalogueMs,
  });
  const target = to === null ? latest : parseTarget(to);
  const timeline = options.timeline ?? newestTimeline(archive);
  if (timeline === null || !archive.timelines.some((one) => one.timeline === timeline)) {
    const problem = timeline === null ? 'the archive is empty' : `the archive has no timeline ${String(timeline)}`;
    throw new TamadaError({ code: 'unsafe', problem, next: 'see `tamada backup list`' });
  }
  const candidates = backupsAlong(backups, archive, timeline);
  const backup =
    options.backup === null
      ? fittingBackup(candidates, target.kind === 'xid' ? latest : target)
      : (candidates.find(({ id }) => id === options.backup) ?? null);
  if (backup === null) {
    const problem =
      options.backup === null
        ? `no good backup on the way of timeline ${String(timeline)} had ended before ${describeTarget(target)}`
        : `${options.backup} is no good backup on the way of timeline ${String(timeline)}`;
    throw new TamadaError({ code: 'unsafe', problem, next: 'see `tamada backup list`' });
  }
  const [first] = databaseNodes(topology);
  if (first === undefined) throw new TamadaError({ code: 'internal', problem: 'the topology has no database node' });
  const id = newRunId(context.now());
  const wish = { backup: backup.id };
  const { tablespaces } = await connections.ask(host, (client, call) => client.readCatalogue(wish, call), { deadlineMs: catalogueMs });
  const places = tablespaces.map(({ place }) => place);
  return { id, to, backup: backup.id, timeline, member: first.name, keepOldData, tablespaces: places, target };
}

/** What is restored, and what becomes of the data of each member: asked of all of them before anything happens. */
async function planText(reach: Reach, restore: ClusterRestore, resumed: boolean): Promise<string> {
  const { topology, connections } = reach;
  const host = backupHost(topology).node.name;
  const { backups, archive } = await connections.ask(host, (client, call) => client.readCatalogue({ backup: '' }, call), {
    deadlineMs: catalogueMs,
  });
  const backup = backups.find(({ id }) => id === restore.backup);
  const endedAtMs = backup?.endedAtMs ?? null;
  const hole = backup === undefined || restore.target.kind !== 'latest' ? null : holeAfter(backup, archive, restore.timeline);
  const made = endedAtMs === null ? '' : ` of ${moment(endedAtMs, true)}`;
  const members = databaseNodes(topology).map(({ name }) => name);
  const request = { restore: restore.id, keep: restore.keepOldData, tablespaces: restore.tablespaces };
  const lines = await Promise.all(
    members.map(async (name) => {
      const { changes } = await connections.ask(name, (client, call) => client.planEmptyMember(request, call), { deadlineMs: dryRunMs });
      return `  ${name}: ${changes.join('; ')}`;
    }),
  );
  return [
    resumed ? `continuing the restore ${restore.id}` : `restoring ${topology.name}`,
    `  backup ${restore.backup}${made}, recovered to ${describeTarget(restore.target)} along timeline ${String(restore.timeline)}`,
    ...(hole === null ? [] : [`  the archive has a hole, ${hole.from} to ${hole.to}: nothing that came after it comes back`]),
    `  ${restore.member} is restored, the other members are copied from it; then the delayed replica is made again`,
    ...lines,
  ].join('\n');
}

async function success(reach: Reach, restore: ClusterRestore, changed: boolean): Promise<Answer> {
  const { topology } = reach;
  const members = databaseNodes(topology).map(({ name }) => name);
  const { name: leader } = (await observe(reach, members)).leader;
  const words = leader === null ? 'its leader is changing right now' : `its leader is ${leader}`;
  return {
    exitCode: 0,
    data: { run: restore.id, result: 'done', changed, restore, leader },
    text: `${topology.name} stands again, as of ${describeTarget(restore.target)}: ${words}\nlook at it: tamada status`,
  };
}
