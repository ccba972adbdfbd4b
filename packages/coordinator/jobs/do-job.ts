import type { JobDone, JobSpec, JobState } from '@tamada/core/jobs';
import { hasEnded } from '@tamada/core/jobs';
import type { Answer, ExitCode } from '../cli/context.ts';
import type { Reach } from '../connections/reach.ts';
import { jobEndText, jobLine } from '../report/job-text.ts';
import { backupHost } from './backup-host.ts';
import { followJob, startJob } from './follow.ts';

/** What a job that is done means to whoever asked for it. */
export interface Outcome {
  readonly text: string;
  /** 0 where nothing is said. */
  readonly exitCode?: ExitCode;
}

export interface JobWish {
  readonly spec: JobSpec;
  /** The backup host where none is named. */
  readonly node?: string;
  /** Do not wait for it. */
  readonly detach?: boolean;
  readonly outcome: (done: JobDone) => Outcome | Promise<Outcome>;
}

/** Begins a job and watches it. Its data is the job's last state. */
export async function doJob(reach: Reach, { spec, node, detach = false, outcome }: JobWish): Promise<Answer> {
  const job = await startJob(reach, spec, node);
  if (detach) return { exitCode: 0, data: job, text: endText(reach, job, node) };
  return jobAnswer(reach, await watch(reach, job, node), outcome, node);
}

/** How a job ended that did not end well, or that it goes on. */
export function endText({ topology, context }: Reach, job: JobState, node?: string): string {
  const host = backupHost(topology).node.name;
  return jobEndText(job, { node: node ?? host, elsewhere: node !== undefined && node !== host }, context.paint);
}

/** Watches a job, with its progress on the screen and its notes as remarks. */
export async function watch(reach: Reach, job: JobState, node?: string): Promise<JobState> {
  const { context, topology } = reach;
  const about = { phase: 'job', task: job.subject, node: node ?? backupHost(topology).node.name };
  const told = new Set<string>();
  const onJob = (state: JobState): void => {
    for (const note of state.notes.filter((one) => !told.has(one))) {
      told.add(note);
      context.emit({ kind: 'task_remark', ...about, line: note });
    }
    if (!hasEnded(state)) context.emit({ kind: 'task_progress', ...about, line: jobLine(state) });
  };
  return followJob(reach, job, onJob, node);
}

/** The answer to a job that has ended, or that goes on without us. */
export async function jobAnswer(
  reach: Reach,
  job: JobState,
  outcome: (done: JobDone) => Outcome | Promise<Outcome>,
  node?: string,
): Promise<Answer> {
  if (job.state === 'done' && job.done !== null) {
    const { text, exitCode = 0 } = await outcome(job.done);
    return { exitCode, data: job, text };
  }
  const refused = job.failure?.code === 'unsafe';
  return { exitCode: job.state === 'done' ? 0 : refused ? 3 : 1, data: job, text: endText(reach, job, node) };
}
