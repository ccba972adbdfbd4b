import { errorDetail } from '@tamada/core/errors';
import { hasEnded, type JobSpec, type JobState } from '@tamada/core/jobs';
import { sleep } from '@tamada/runtime';
import type { RequestOf } from '@tamada/wire';
import type { Reach } from '../connections/reach.ts';
import { backupHost } from './backup-host.ts';

/** No job takes longer; a watch that ends is begun again anyway. */
const longestMs = 24 * 60 * 60_000;
const shortMs = 20_000;
/** An agent that restarts, or a host that reboots: the job goes on, or is known to be lost. */
const awayMs = 5 * 60_000;
const againMs = 1_000;

/** Hears how the job is doing. */
export type OnJob = (job: JobState) => void;

/** Begins a job on a node, the backup host where none is named. */
export async function startJob({ topology, connections }: Reach, { kind, order }: JobSpec, node?: string): Promise<JobState> {
  const request = { [kind]: order } as RequestOf<'StartJob'>;
  return connections.ask(node ?? backupHost(topology).node.name, (client, call) => client.startJob(request, call), { deadlineMs: shortMs });
}

/** Watches a job until it has ended; with Ctrl-C its last state comes back, and it goes on. */
export async function followJob({ topology, connections, context }: Reach, job: JobState, onJob: OnJob, node?: string): Promise<JobState> {
  const client = connections.client(node ?? backupHost(topology).node.name);
  const { signal } = context;
  const stopped = (): boolean => signal.aborted;
  let last = job;
  let heardAt = performance.now();
  while (!hasEnded(last) && !stopped()) {
    try {
      for await (const state of client.watchJob({ id: job.id }, { deadlineMs: longestMs, signal })) {
        last = state;
        heardAt = performance.now();
        onJob(state);
      }
    } catch (error) {
      const gone = errorDetail(error).code !== 'node_unreachable' || performance.now() - heardAt > awayMs;
      if (gone && !stopped()) throw error;
    }
    if (!hasEnded(last)) await sleep(againMs, signal).catch(() => undefined);
  }
  return last;
}
