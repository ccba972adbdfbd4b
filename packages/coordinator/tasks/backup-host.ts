import type { Backup } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import { hasEnded, type JobSpec, type JobState } from '@tamada/core/jobs';
import { databaseNodes } from '@tamada/core/topology';
import { said } from '@tamada/core/view';
import { until } from '@tamada/runtime';
import { askStatus } from '../connections/look.ts';
import { backupHost, lookAtDelayed } from '../jobs/backup-host.ts';
import { followJob, startJob } from '../jobs/follow.ts';
import { jobLine } from '../report/job-text.ts';
import { byteSize, duration } from '../report/quantity.ts';
import type { TaskControl } from '../runner/run-sequence.ts';
import { awaitLeader } from './observe.ts';
import { persist } from './persist.ts';
import { changeResult, runCall, type TaskExecutor, type TaskTools } from './tools.ts';

const prepareMs = 5 * 60_000;
const catalogueMs = 60_000;
/** The segment itself takes a second; an archive that does not answer is given up within this by the tool, too. */
const archiveMs = 90_000;

export const prepareCatalogue: TaskExecutor<'prepare_catalogue'> = async ({ node }, tools, control) =>
  changeResult(await persist(() => tools.connections.client(node).prepareCatalogue({}, runCall(tools, control, prepareMs)), control));

export const checkArchive: TaskExecutor<'check_archive'> = async ({ members }, tools, control) => {
  const startedAt = performance.now();
  const note = await until<string>({
    condition: 'a segment of the leader is in the archive',
    intervalMs: 1_000,
    deadlineMs: archiveMs,
    signal: control.signal,
    onSeen: control.progress,
    look: async () => {
      const leader = await awaitLeader(tools, members, control);
      const { segment } = await persist(() => checkOnce(leader, tools, control), control);
      // PostgreSQL believes its archive_command, also while the one before this is in force: only what the catalogue has counts.
      const { archive } = await tools.connections.client(host(tools)).readCatalogue({ backup: '' }, runCall(tools, control, catalogueMs));
      const there = archive.timelines.some(({ last }) => last !== null && last.slice(0, 8) === segment.slice(0, 8) && last >= segment);
      if (!there) return { ready: false, seen: `${segment} of ${leader} is not there yet` };
      return { ready: true, value: `${segment} of ${leader} was there after ${duration(performance.now() - startedAt)}` };
    },
  });
  return { changed: false, note };
};

function checkOnce(leader: string, tools: TaskTools, control: TaskControl): Promise<{ readonly segment: string }> {
  return tools.connections.client(leader).checkArchive({ patienceMs: archiveMs - 10_000 }, runCall(tools, control, archiveMs));
}

function host({ topology }: TaskTools): string {
  return backupHost(topology).node.name;
}

export const firstBackup: TaskExecutor<'first_backup'> = async ({ node, on }, tools, control) => {
  const options = runCall(tools, control, catalogueMs);
  const { backups } = await persist(() => tools.connections.client(node).readCatalogue({ backup: '' }, options), control);
  const timeline = on === 'any_timeline' ? null : await leadersTimeline(tools, control);
  const good = goodFull(backups, timeline);
  if (good !== undefined) return { changed: false, note: `there is ${good.id}` };
  const { done } = await finishJob({ kind: 'backup', order: { type: 'full', source: '' } }, tools, control);
  const made = done?.backup;
  const { backups: now } = await tools.connections.client(node).readCatalogue({ backup: '' }, options);
  const bytes = now.find(({ id }) => id === made?.id)?.bytes ?? null;
  return { changed: true, note: made == null ? '' : `${made.id} from ${made.source}${bytes === null ? '' : `, ${byteSize(bytes)}`}` };
};

function goodFull(backups: readonly Backup[], timeline: number | null): Backup | undefined {
  return backups.find((one) => one.kind === 'full' && one.state === 'ok' && (timeline === null || one.timeline === timeline));
}

async function leadersTimeline(tools: TaskTools, control: TaskControl): Promise<number> {
  const members = databaseNodes(tools.topology).map(({ name }) => name);
  const leader = await awaitLeader(tools, members, control);
  const timeline = said((await tools.connections.ask(leader, askStatus)).member)?.timeline ?? null;
  if (timeline === null) throw failed(tools, `${leader} does not say on which timeline it leads`);
  return timeline;
}

/** Whether it was made after the newest full backup; both times are the backup host's. */
async function isRebuilt(node: string, tools: TaskTools, control: TaskControl): Promise<boolean> {
  const client = tools.connections.client(node);
  const { backups } = await persist(() => client.readCatalogue({ backup: '' }, runCall(tools, control, catalogueMs)), control);
  const jobs = await client.listJobs({ most: 100 }, runCall(tools, control, catalogueMs));
  const endedAtMs = goodFull(backups, null)?.endedAtMs ?? Infinity;
  return jobs.some(({ kind, state, startedAtMs }) => kind === 'rebuild' && state === 'done' && (startedAtMs ?? 0) >= endedAtMs);
}

export const rebuildDelayed: TaskExecutor<'rebuild_delayed'> = async ({ node, again }, tools, control) => {
  const { state } = await persist(() => lookAtDelayed(tools), control);
  if (again ? await isRebuilt(node, tools, control) : state !== 'absent') return { changed: false, note: 'there is one' };
  await finishJob({ kind: 'rebuild', order: { backup: '' } }, tools, control);
  return { changed: true, note: '' };
};

/** Follows such a job if one runs already, else begins it; returns when it is done. */
export async function finishJob(spec: JobSpec, tools: TaskTools, control: TaskControl, node = host(tools)): Promise<JobState> {
  const jobs = await persist(() => tools.connections.client(node).listJobs({ most: 100 }, runCall(tools, control, catalogueMs)), control);
  const begun = jobs.find((job) => job.kind === spec.kind && !hasEnded(job)) ?? (await persist(() => startJob(tools, spec, node), control));
  const told = new Set<string>();
  const job = await followJob(
    tools,
    begun,
    (now) => {
      control.progress(jobLine(now));
      for (const note of now.notes.filter((one) => !told.has(one))) control.remark(note);
      now.notes.forEach((note) => told.add(note));
    },
    node,
  );
  const again = node === host(tools) ? `tamada job watch ${job.id}` : 'the same command follows it again';
  if (!hasEnded(job)) control.remark(`it goes on without us: ${again}`);
  control.signal.throwIfAborted();
  if (job.state === 'done') return job;
  const { problem, next } = job.failure ?? { problem: `the job ${job.id} is ${job.state}`, next: '' };
  throw failed(tools, next === '' ? problem : `${problem}; ${next}`, job.subject);
}

function failed({ topology }: TaskTools, problem: string, request = 'backup'): TamadaError<'request_failed'> {
  return new TamadaError({ code: 'request_failed', program: backupHost(topology).backup.tool, request, problem });
}
