import { hasEnded, type JobSpec, type JobState } from '@tamada/core/jobs';
import { follow } from '@tamada/runtime';
import type { RequestOf } from '@tamada/wire';
import type { Reach } from '../connections/reach.ts';
import { backupHost } from './backup-host.ts';

/** No job takes longer; a watch that ends is begun again anyway. */
const longestMs = 24 * 60 * 60_000;
const shortMs = 20_000;
/** An agent that restarts, or a host that reboots: the job goes on, or is known to be lost. */
const awayMs = 5 * 60_000;

/** Hears how the job is doing. */
export type OnJob = (job: JobState) => void;

/** Begins a job on a node, the backup host where none is named. */
export async function startJob({ topology, connections }: Reach, { kind, order }: JobSpec, node?: string): Promise<JobState> {
  const request = { [kind]: order } as RequestOf<'StartJob'>;
  return connections.ask(node ?? backupHost(topology).node.name, (client, call) => client.startJob(request, call), { deadlineMs: shortMs });
}

/** Watches a job until it has ended; with Ctrl-C its last state comes back, and it goes on. */
export async function followJob({ topology, connections, context }: Reach, job: JobState, onJob: OnJob, node?: string): Promise<JobState> {
  if (hasEnded(job)) return job;
  const client = connections.client(node ?? backupHost(topology).node.name);
  const { signal } = context;
  const watch = (): AsyncIterable<JobState> => client.watchJob({ id: job.id }, { deadlineMs: longestMs, signal });
  return (await follow(watch, { hasEnded, onState: onJob, awayMs, signal })) ?? job;
}
