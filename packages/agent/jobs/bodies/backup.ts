import type { Talk } from '@tamada/core/backup';
import { describeError, errorDetail, TamadaError } from '@tamada/core/errors';
import { sleep } from '@tamada/runtime';
import { toolFailed } from '../../backup/run-talk.ts';
import { changeMemory, listBackups } from '../../backup/memory.ts';
import { chooseSource, readMembers, runningLeader, type ClusterMember, type Source } from '../../backup/cluster.ts';
import type { Job, JobBody } from '../job.ts';

const progressMs = 2000;

export const backupBody: JobBody<'backup'> = (order, job) =>
  job.inQueue('catalogue', async () => {
    const { site, tool, paths } = job;
    await cleanUp(job);
    const kind = await fitKind(order.type, job);
    const wanted = order.source === '' ? site.source : order.source;
    const { source, id, damaged } = await withSecondTry({
      choose: async () => chooseSource(wanted, await membersWithLeader(job)),
      take: async ({ source, leader, note }) => {
        if (note !== null) job.note(note);
        job.doing(`${kind} backup from ${source}`);
        const made = await withProgress(job, () => whileLocked(() => tool.backup(site, { kind, source, leader }), job));
        return { source, ...made };
      },
      again: async (error, was, now) => {
        const change =
          now.leader === was.leader
            ? `${was.source} is no source any more`
            : `${was.leader} led when it began, and ${now.leader} leads now`;
        job.note(`the first try failed: ${describeError(errorDetail(error)).message}; ${change}: tried once more`);
        job.percent(null);
        await cleanUp(job);
      },
      signal: job.signal,
    });
    if (!damaged) return { id, damaged, source };
    await changeMemory(paths, (memory) => ({ ...memory, damaged: [...new Set([...memory.damaged, id])] }));
    const next = `look at the disk of ${source}, and take another: \`tamada backup run --full --source NODE\``;
    const problem = `backup ${id} was made, but pages of ${source} are damaged: it does not count, and pushes out no good one`;
    throw new TamadaError({ code: 'tool_failed', program: tool.name, request: 'backup', problem, next });
  });

interface Tries<T> {
  readonly choose: () => Promise<Source>;
  readonly take: (source: Source) => Promise<T>;
  /** Before the second try. */
  readonly again: (error: unknown, was: Source, now: Source) => Promise<void>;
  readonly signal: AbortSignal;
}

/** A switchover, or a source that dies, ends a backup of a cluster that is well a moment later: then it is taken once more, by who fits now. */
export async function withSecondTry<T>({ choose, take, again, signal }: Tries<T>): Promise<T> {
  const was = await choose();
  try {
    return await take(was);
  } catch (error) {
    if (signal.aborted) throw error;
    const now = await choose().catch(() => was);
    if (now.leader === was.leader && now.source === was.source) throw error;
    await again(error, was, now);
    return take(now);
  }
}

async function cleanUp(job: Job): Promise<void> {
  for (const left of await job.talk('clean', job.tool.clean(job.site))) job.note(`removed what an earlier backup left: ${left}`);
}

const leaderMs = 120_000;
const pauseMs = 2000;

/** A failover takes its time: the backup of a night must not fail by it. Without a leader when that time has ended. */
async function membersWithLeader(job: Job): Promise<readonly ClusterMember[]> {
  const giveUpMs = job.clock.monotonic() + leaderMs;
  for (;;) {
    const members = await readMembers(job.site, job);
    if (runningLeader(members) !== undefined || job.clock.monotonic() >= giveUpMs) return members;
    job.doing('waits until the cluster has a leader');
    await sleep(pauseMs, job.signal);
  }
}

const lockedMs = 120_000;

/**
 * Nobody else works on the catalogue, but database hosts have locks of their own: those of a backup whose host lost its power live there until
 * the connection's time has ended.
 */
export async function whileLocked<T>(talk: () => Talk<T>, job: Pick<Job, 'tryTalk' | 'doing' | 'clock' | 'signal'>): Promise<T> {
  const giveUpMs = job.clock.monotonic() + lockedMs;
  for (;;) {
    const answer = await job.tryTalk(talk());
    if (answer.ok) return answer.said;
    if (answer.trouble !== 'busy' || job.clock.monotonic() >= giveUpMs) throw toolFailed('backup', answer);
    job.doing('waits for a lock that another backup has on a database host');
    await sleep(pauseMs, job.signal);
  }
}

/** An incremental one stands on a full one that is good. */
async function fitKind(wanted: 'full' | 'incremental', job: Job): Promise<'full' | 'incremental'> {
  if (wanted === 'full') return wanted;
  const newest = (await listBackups(job)).find(({ kind }) => kind === 'full');
  if (newest?.state === 'ok') return wanted;
  job.note(
    newest === undefined ? 'there is no full backup yet: this is one' : `the last full backup ${newest.id} is not good: this is a full one`,
  );
  return 'full';
}

/** Asks the tool how far it is, for as long as the work goes on. */
async function withProgress<T>(job: Job, work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const asking = (async () => {
    while (!done.signal.aborted) {
      await sleep(progressMs, done.signal);
      const answer = await job.tryTalk(job.tool.progress(job.site));
      if (answer.ok && answer.said !== null) job.percent(answer.said * 100);
    }
  })().catch(() => undefined);
  try {
    return await work();
  } finally {
    done.abort();
    await asking;
  }
}
