import { describeError, errorDetail } from '@tamada/core/errors';
import { describeJob, hasEnded, type JobSpec } from '@tamada/core/jobs';
import { makeLogger, systemClock } from '@tamada/runtime';
import type { TimedJob } from '../arguments.ts';
import { hostCommands } from '../host-commands.ts';
import { agentPaths } from '../paths.ts';
import { startJob } from './start.ts';
import { makeJobStore } from './store.ts';

/** Timer → the job that it begins. */
export const timedJobs: Readonly<Record<TimedJob, JobSpec>> = {
  full: { kind: 'backup', order: { type: 'full', source: '' } },
  incremental: { kind: 'backup', order: { type: 'incremental', source: '' } },
  verify: { kind: 'verify', order: { backup: '' } },
  prove: { kind: 'prove', order: { backup: '', query: '', database: '' } },
  expire: { kind: 'expire', order: { dryRun: false } },
};

/**
 * What a timer does: the job goes its own way, and is watched like any other. The same that still waits is enough; a full backup is not the
 * same as an incremental one: after a night without power both are due at once.
 */
export async function runJobNow({
  root,
  job,
  journal,
}: {
  readonly root: string;
  readonly job: TimedJob;
  readonly journal: boolean;
}): Promise<number> {
  const paths = agentPaths(root);
  const logger = makeLogger({ level: 'info', journal });
  const spec = timedJobs[job];
  try {
    const busy = (await makeJobStore(paths, systemClock).list(50)).find(
      (state) => !hasEnded(state) && state.subject === describeJob(spec) && state.askedBy === 'timer',
    );
    if (busy !== undefined) {
      logger.warn('the one before is not done yet: none is started', { job: busy.id });
      return 0;
    }
    await startJob(spec, 'timer', { paths, run: hostCommands(paths), clock: systemClock, logger });
    return 0;
  } catch (error) {
    const detail = errorDetail(error);
    logger.error('the job cannot be started', { ...describeError(detail), error: detail });
    return 1;
  }
}
