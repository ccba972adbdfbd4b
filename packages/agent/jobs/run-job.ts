import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readAgentConfig } from '@tamada/core/bundle';
import { backupToolOf } from '@tamada/core/backup';
import { describeError, TamadaError } from '@tamada/core/errors';
import { hasEnded, nothingDone, type JobKind, type JobSpec, type JobState } from '@tamada/core/jobs';
import { makeLogger, onShutdown, systemClock, type Logger } from '@tamada/runtime';
import { needSite, readSite } from '../backup/site.ts';
import { runTalk, talkThrough } from '../backup/run-talk.ts';
import { hostCommands } from '../host-commands.ts';
import { makeSecretStore, withoutSecrets } from '../journal/secret-store.ts';
import { makeAccounts } from '../observe/accounts.ts';
import { makeUnits } from '../observe/units.ts';
import { agentConfigPath, agentPaths } from '../paths.ts';
import { firstQueue, jobBodies } from './bodies/index.ts';
import type { Job, JobBody } from './job.ts';
import { thisProcess } from './process.ts';
import { withQueue } from './queue.ts';
import { makeReport, type Report } from './report.ts';
import { jobUnit } from './start.ts';
import { makeJobStore, type JobStore } from './store.ts';

/** The whole life of one job, in a process of its own. Resolves with the exit code; what happened stands in the job's folder. */
export async function runJob({
  root,
  id,
  journal,
}: {
  readonly root: string;
  readonly id: string;
  readonly journal: boolean;
}): Promise<number> {
  const paths = agentPaths(root);
  const logger = makeLogger({ level: 'info', journal }).with({ job: id });
  const shutdown = onShutdown();
  const store = makeJobStore(paths, systemClock);
  const [spec, asked] = await Promise.all([store.spec(id), store.read(id)]);
  // systemd starts a unit once; a second process would do the work twice.
  if (hasEnded(asked) || (await store.process(id)) !== null) return 1;
  await store.begin(id, await thisProcess());
  const report = makeReport(asked, store, systemClock);
  try {
    logger.info('job begins', { subject: asked.subject });
    const done = await work(spec, { root, id, logger, store, report, signal: shutdown.signal });
    await report.end({ state: 'done', done: { ...nothingDone, [spec.kind]: done } });
    logger.info('job done', { subject: asked.subject });
    return 0;
  } catch (thrown) {
    const error = await withoutSecrets(thrown, makeSecretStore(paths));
    const cancelled = shutdown.signal.aborted;
    const { message, next } = describeError(error.detail);
    const node = await readSite(paths).then(
      (site) => site?.node ?? null,
      () => null,
    );
    const failure = { code: error.detail.code, problem: message, next: next === '' ? lookAt(id, node) : next };
    await report.end(cancelled ? { state: 'cancelled' } : { state: 'failed', failure });
    logger[cancelled ? 'warn' : 'error'](cancelled ? 'job cancelled' : 'job failed', { subject: asked.subject, error: error.detail });
    return 1;
  } finally {
    shutdown.dispose();
  }
}

/** Where nobody knows what to do, the log of the job says more than its last word. */
function lookAt(id: string, node: string | null): string {
  return `look at \`journalctl -u ${jobUnit(id)}\`${node === null ? '' : ` on ${node}`}`;
}

interface Means {
  readonly root: string;
  readonly id: string;
  readonly logger: Logger;
  readonly store: JobStore;
  readonly report: Report;
  readonly signal: AbortSignal;
}

async function work(spec: JobSpec, { root, id, logger, store, report, signal }: Means): Promise<unknown> {
  const paths = agentPaths(root);
  const run = hostCommands(paths);
  const accounts = makeAccounts(paths, run);
  const site = await needSite(paths, 'anywhere');
  const needs = { run, accounts, paths };
  // A body that talks is in the queue already, or does only what needs none.
  const talking = { inQueue: true, signal };
  const job: Job = {
    ...needs,
    id,
    site,
    signal,
    logger,
    config: readAgentConfig(agentConfigPath, await readFile(paths.config, 'utf8')),
    tool: backupToolOf(site.tool),
    units: makeUnits(run),
    clock: systemClock,
    doing: report.doing,
    percent: report.percent,
    note: report.note,
    inQueue(name, inside) {
      const waits = (holder: string): void => {
        report.doing(`waits for: ${holder}`);
      };
      const mustWait = (): Promise<string | null> => olderOne(store, report.state());
      return withQueue(name, { paths, what: report.state().subject, signal, waits, mustWait }, async () => {
        report.begin();
        return inside();
      });
    },
    talk: (request, talk) => talkThrough(request, talk, needs, talking),
    tryTalk: (talk) => runTalk(talk, needs, talking),
  };
  await removeLeftovers(site.restoreDirectory, store);
  const body = jobBodies[spec.kind] as JobBody<JobKind>;
  if (signal.aborted) throw new TamadaError({ code: 'cancelled', what: 'the job, before it began' });
  return body(spec.order, job);
}

/** Scratch folders of jobs that were killed: nobody else would ever remove them. */
async function removeLeftovers(folder: string, store: JobStore): Promise<void> {
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    const id = /^(?:prove|search|history)-([0-9]{8}-[0-9]{6}-[a-z]+-[0-9a-f]{4})/.exec(name)?.[1];
    if (id === undefined) continue;
    const state = await store.read(id).catch(() => null);
    if (state === null || hasEnded(state)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Whoever was asked first begins first. One that waits for a second queue has begun, and passes nobody. */
async function olderOne(store: JobStore, own: JobState): Promise<string | null> {
  if (own.startedAtMs !== null) return null;
  const waiting = (await store.list(50)).filter(
    ({ state, id, kind }) => state === 'queued' && id !== own.id && firstQueue[kind] === firstQueue[own.kind],
  );
  const older = waiting.findLast(({ askedAtMs, id }) => askedAtMs < own.askedAtMs || (askedAtMs === own.askedAtMs && id < own.id));
  return older?.subject ?? null;
}
