import { createReadStream } from 'node:fs';
import { TamadaError } from '@tamada/core/errors';
import { jobKinds, jobSpecSchema, type JobKind, type JobSpec, type JobState } from '@tamada/core/jobs';
import type { RequestOf } from '@tamada/wire';
import { needSite } from '../backup/site.ts';
import { cancelJob, startJob } from '../jobs/start.ts';
import { makeJobStore, type JobStore } from '../jobs/store.ts';
import { watchJob } from '../jobs/watch.ts';
import type { MakeHandler } from '../agent-context.ts';

/** Everything is done where the backups are, but what fills a database host. */
function placeOf(kind: JobKind): Parameters<typeof needSite>[1] {
  if (kind === 'member') return 'database host';
  return kind === 'restore' ? 'anywhere' : 'backup host';
}

export const startJobHandler: MakeHandler<'StartJob'> =
  (context) =>
  async (request, { caller }) => {
    const spec = readSpec(request);
    await needSite(context.paths, placeOf(spec.kind));
    return startJob(spec, caller.name, context);
  };

/** The one order that was set. */
function readSpec(request: RequestOf<'StartJob'>): JobSpec {
  const given = jobKinds.filter((kind) => request[kind] != null);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    throw new TamadaError({
      code: 'usage',
      problem: 'a job is one order, no more and no less',
      next: 'use the same version of tamada on both sides',
    });
  }
  return jobSpecSchema.parse({ kind, order: request[kind] });
}

export const watchJobHandler: MakeHandler<'WatchJob'> = ({ paths, clock, signal: end }) =>
  async function* ({ id }, { signal }) {
    yield* watchJob(id, makeJobStore(paths, clock), AbortSignal.any([signal, end]));
  };

/** On the backup host. The folder is the caller's own: its certificate says whose. */
export const sendBackupHandler: MakeHandler<'SendBackup'> = (context) =>
  async function* (wish, { caller, signal }) {
    const { paths, clock, signal: end } = context;
    await needSite(paths, 'backup host');
    const store = makeJobStore(paths, clock);
    const { id } = (await sentBefore(wish.job, store)) ?? (await startJob(sendSpec(caller.name, wish), caller.name, context));
    yield* watchJob(id, store, AbortSignal.any([signal, end]));
    // Whoever waits for it is gone; when this agent ends, it asks again.
    if (signal.aborted && !end.aborted) await cancelJob(id, context);
  };

function sendSpec(node: string, { tablespaces, ...wish }: RequestOf<'SendBackup'>): JobSpec {
  return { kind: 'send', order: { node, ...wish, tablespaces: tablespaces.map((one) => ({ ...one })) } };
}

async function sentBefore(job: string, store: JobStore): Promise<JobState | null> {
  for (const state of await store.list(50)) {
    const spec = state.kind === 'send' ? await store.spec(state.id) : null;
    if (spec?.kind === 'send' && spec.order.job === job) return state;
  }
  return null;
}

export const listJobsHandler: MakeHandler<'ListJobs'> =
  ({ paths, clock }) =>
  async ({ most }) => ({ jobs: await makeJobStore(paths, clock).list(most || 50) });

export const cancelJobHandler: MakeHandler<'CancelJob'> =
  (context) =>
  ({ id }) =>
    cancelJob(id, context);

const partBytes = 64 * 1024;

export const readDumpHandler: MakeHandler<'ReadDump'> = ({ paths, clock }) =>
  async function* ({ id }) {
    const { done } = await makeJobStore(paths, clock).read(id);
    const path = done?.dump?.path;
    if (path === undefined) throw new TamadaError({ code: 'usage', problem: `job ${id} has made no dump`, next: 'see `tamada job list`' });
    for await (const content of createReadStream(path, { highWaterMark: partBytes })) yield { content: content as Buffer };
  };
