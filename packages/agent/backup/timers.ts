import { backupTimers } from '@tamada/core/backup';
import { describeJob, hasEnded, type JobState } from '@tamada/core/jobs';
import { timerUnit } from '@tamada/core/platform';
import type { TimerSaid } from '@tamada/core/view';
import type { AgentContext } from '../agent-context.ts';
import { timedJobs } from '../jobs/job-now.ts';
import type { JobStore } from '../jobs/store.ts';
import { showTimers } from '../observe/units.ts';

/** What runs by itself: what systemd says of each timer, and what became of the jobs that it began. */
export async function lookAtTimers({ run }: Pick<AgentContext, 'run'>, store: JobStore): Promise<readonly TimerSaid[]> {
  const [states, jobs] = await Promise.all([showTimers(run, backupTimers.map(timerUnit)), store.list()]);
  const timed = jobs.filter((one) => one.askedBy === 'timer' && hasEnded(one));
  return backupTimers.map((job, index) => {
    const { active = false, nextAtMs = null, lastAtMs = null } = states[index] ?? {};
    return { job, active, nextAtMs, lastAtMs, ...resultsOf(timed.filter(({ subject }) => subject === describeJob(timedJobs[job]))) };
  });
}

/** `jobs`: newest first. One that somebody cancelled is neither a failure nor a success. */
function resultsOf(jobs: readonly JobState[]): Pick<TimerSaid, 'last' | 'failures'> {
  const [newest] = jobs;
  const good = jobs.findIndex(({ state }) => state === 'done');
  const since = good < 0 ? jobs : jobs.slice(0, good);
  const failures = since.filter(({ state }) => state === 'failed' || state === 'lost').length;
  if (newest === undefined) return { last: null, failures };
  const { id, state, endedAtMs, askedAtMs, failure } = newest;
  return { last: { id, state, endedAtMs: endedAtMs ?? askedAtMs, problem: failure?.problem ?? null }, failures };
}
