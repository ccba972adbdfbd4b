import { TamadaError } from '@tamada/core/errors';
import { jobIdPattern, type JobState } from '@tamada/core/jobs';
import type { Answer, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { restoreNode } from '../jobs/backup-host.ts';
import { endText, jobAnswer, watch } from '../jobs/do-job.ts';
import { jobsText } from '../report/job-text.ts';
import { persist } from '../tasks/persist.ts';

const most = 50;
/** A job's programs get some time to end. */
const cancelMs = 60_000;

/** `on`: of which node; null: of the backup host. */
export type JobQuestion = { readonly on: string | null } & (
  { readonly what: 'list' } | { readonly what: 'watch' | 'cancel'; readonly id: string }
);

/** Looks at jobs, watches one, or ends one: from any workspace of the cluster, also one that another began. */
export async function job(context: OperationContext, question: JobQuestion): Promise<Answer> {
  return withQuietReach(context, (reach) => jobThrough(reach, question));
}

export async function jobThrough(reach: Reach, question: JobQuestion): Promise<Answer> {
  const { context, topology, connections } = reach;
  const host = restoreNode(topology, question.on);
  const list = (): Promise<readonly JobState[]> => connections.ask(host, (client, call) => client.listJobs({ most }, call));
  // Whoever watches waits anyway, also for an agent that restarts.
  const progress = (line: string): void => context.emit({ kind: 'task_progress', phase: 'job', task: 'job', node: host, line });
  const jobs = await (question.what === 'watch' ? persist(list, { progress, signal: context.signal }) : list());
  if (question.what === 'list') return { exitCode: 0, data: { jobs }, text: jobsText(jobs, context.paint) };
  const known = jobNamed(jobs, question.id);
  if (question.what === 'cancel') {
    const ended = await connections.ask(host, (client, call) => client.cancelJob({ id: known.id }, call), { deadlineMs: cancelMs });
    return { exitCode: 0, data: ended, text: endText(reach, ended, host) };
  }
  return jobAnswer(reach, await watch(reach, known, host), () => ({ text: `${known.subject}: ${context.paint.good('done')}` }), host);
}

function jobNamed(jobs: readonly JobState[], id: string): JobState {
  const found = jobs.find((one) => one.id === id);
  if (found !== undefined) return found;
  const problem = jobIdPattern.test(id) ? `no job ${id} is known` : `${id} does not name a job`;
  throw new TamadaError({ code: 'usage', problem, next: '`tamada job list` shows the jobs' });
}
