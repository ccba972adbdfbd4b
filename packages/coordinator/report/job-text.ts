import { hasEnded, type JobState } from '@tamada/core/jobs';
import type { Paint } from './paint.ts';
import { table } from './paint.ts';
import { duration } from './quantity.ts';

/** How a job is doing: `42 %, copying base/16384`, `waits for another job`. */
export function jobLine({ state, percent, doing }: JobState): string {
  if (state === 'queued') return doing === '' ? 'waits for the job before it' : doing;
  return [percent === null ? '' : `${String(Math.floor(percent))} %`, doing === '' && percent === null ? state : doing]
    .filter((part) => part !== '')
    .join(', ');
}

/** A job that did not end well, or that goes on: what happened, and what to do next. */
export function jobEndText(
  { id, subject, state, failure }: JobState,
  { node, elsewhere = false }: { readonly node: string; readonly elsewhere?: boolean },
  paint: Paint,
): string {
  const on = elsewhere ? ` --on ${node}` : '';
  switch (state) {
    case 'queued':
    case 'running':
      return [
        `${subject}: it goes on without us`,
        `look at it: tamada job watch ${id}${on}`,
        `end it:     tamada job cancel ${id}${on}`,
      ].join('\n');
    case 'done':
      return `${subject}: ${paint.good('done')}`;
    case 'cancelled':
      return `${subject}: cancelled`;
    case 'lost':
      return `${paint.bad('error')}: ${node}: ${subject}: the job is gone and left no word, as after a power loss\nnext: run the command again`;
    case 'failed': {
      const { problem, next } = failure ?? { problem: 'it left no reason', next: '' };
      const step = next === '' ? `look at \`journalctl -u tamada-job-${id}\` on ${node}` : next;
      return `${paint.bad('error')}: ${node}: ${subject}: ${problem}\nnext: ${step}`;
    }
  }
}

/** Jobs, newest first. */
export function jobsText(jobs: readonly JobState[], paint: Paint): string {
  if (jobs.length === 0) return 'no job is known';
  const colours = { queued: paint.warn, running: paint.warn, done: paint.good, failed: paint.bad, cancelled: paint.faint, lost: paint.bad };
  const rows = jobs.map((job) => [
    job.id,
    colours[job.state](job.state),
    new Date(job.askedAtMs).toISOString().slice(0, 19).replace('T', ' '),
    job.startedAtMs === null || job.endedAtMs === null ? '' : duration(job.endedAtMs - job.startedAtMs),
    job.askedBy,
    `${job.subject}${hasEnded(job) ? endWords(job) : `: ${jobLine(job)}`}`,
  ]);
  return table([['JOB', 'STATE', 'ASKED (UTC)', 'TOOK', 'BY', ''].map(paint.faint), ...rows]);
}

function endWords({ failure }: JobState): string {
  return failure === null ? '' : `: ${failure.problem}`;
}
