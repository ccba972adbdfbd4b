import { describeError, errorDetail, TamadaError } from '@tamada/core/errors';
import { hasEnded, type JobSpec, type JobState } from '@tamada/core/jobs';
import type { AgentContext } from '../agent-context.ts';
import { startTransient } from '../observe/units.ts';
import { isAlive } from './process.ts';
import { makeJobStore } from './store.ts';

export type JobNeeds = Pick<AgentContext, 'paths' | 'run' | 'clock' | 'logger'>;

const agentProgram = '/opt/tamada/current/bin/tamada-agent';
/** Between SIGTERM and the end of everything that the job has started; it stops servers and removes folders meanwhile. */
const stopSeconds = 90;

export function jobUnit(id: string): string {
  return `tamada-job-${id}.service`;
}

/** Writes the order down and lets systemd start a unit for it: it belongs neither to the call nor to this process. */
export async function startJob(spec: JobSpec, askedBy: string, needs: JobNeeds): Promise<JobState> {
  const { paths, run, clock, logger } = needs;
  const store = makeJobStore(paths, clock);
  await store.prune();
  const state = await store.create(spec, askedBy);
  const { id } = state;
  logger.info('job asked for', { job: id, subject: state.subject, askedBy });
  try {
    await startTransient(run, {
      name: jobUnit(id),
      description: `tamada job ${spec.kind}`,
      // Only the first process hears SIGTERM; whatever it leaves behind, as a tool's workers, ends with the unit.
      properties: ['Type=exec', 'KillMode=mixed', `TimeoutStopSec=${String(stopSeconds)}`],
      program: [paths.at(agentProgram), 'job', id, ...(paths.root === '/' ? [] : ['--root', paths.root])],
    });
    return state;
  } catch (error) {
    const { message, next } = describeError(errorDetail(error));
    const failure = { code: errorDetail(error).code, problem: message, next };
    await store.write({ ...state, state: 'failed', endedAtMs: clock.now(), failure });
    throw error;
  }
}

/** Ends a job and waits for its end. */
export async function cancelJob(id: string, needs: JobNeeds): Promise<JobState> {
  const { paths, run, clock, logger } = needs;
  const store = makeJobStore(paths, clock);
  const state = await store.read(id);
  if (hasEnded(state)) return state;
  logger.info('job is cancelled', { job: id, subject: state.subject });
  // Only systemd sends SIGTERM: a second one would end the job in the middle of its cleaning up.
  const { stderr, timedOut } = await run(['systemctl', 'stop', '--', jobUnit(id)], { timeoutMs: (stopSeconds + 10) * 1000 });
  const worker = await store.process(id);
  if (worker !== null && (await isAlive(worker))) {
    const output = timedOut ? 'systemd did not answer' : stderr.trim();
    throw new TamadaError({ code: 'unit_failed', unit: jobUnit(id), wanted: 'inactive', output });
  }
  const last = await store.read(id);
  if (hasEnded(last) && last.state !== 'lost') return last;
  const cancelled: JobState = { ...last, state: 'cancelled', endedAtMs: clock.now(), failure: null, doing: '', percent: null };
  await store.write(cancelled);
  return cancelled;
}
