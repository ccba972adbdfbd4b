import { TamadaError } from '@tamada/core/errors';
import { backupTimers, type Backup } from '@tamada/core/backup';
import type { JobDone } from '@tamada/core/jobs';
import type { CatalogueAnswer } from '@tamada/wire';
import type { Answer, Confirm, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { backupHost, lookAtBackups } from '../jobs/backup-host.ts';
import { doJob } from '../jobs/do-job.ts';
import { chooseDatabase, parseTime } from '../jobs/words.ts';
import { backupDoneText, backupText, catalogueText, damageText, expiryText, proofText, scheduleText } from '../report/backup-text.ts';

/** The tool reads its catalogue; a large one takes seconds. */
const catalogueMs = 60_000;
const dayMs = 24 * 60 * 60_000;

export interface RunOptions {
  /** Null: a full one where there is none yet, else an incremental one. */
  readonly kind: Backup['kind'] | null;
  /** Null for the topology's. */
  readonly source: string | null;
  readonly detach: boolean;
}

export type BackupWish =
  | ({ readonly what: 'run' } & RunOptions)
  | { readonly what: 'list' }
  | { readonly what: 'show'; readonly id: string }
  | { readonly what: 'verify'; readonly id: string | null; readonly detach: boolean }
  | { readonly what: 'schedule' }
  | { readonly what: 'expire'; readonly dryRun: boolean; readonly confirm: Confirm }
  | { readonly what: 'pin'; readonly id: string; readonly until: PinWish }
  | {
      readonly what: 'prove';
      readonly id: string | null;
      readonly query: string | null;
      readonly database: string | null;
      readonly detach: boolean;
    };

export type PinWish = { readonly time: string } | { readonly days: string } | 'no longer';

/** Everything that is done with backups. */
export async function backup(context: OperationContext, wish: BackupWish): Promise<Answer> {
  return withQuietReach(context, (reach) => backupThrough(reach, wish));
}

export async function backupThrough(reach: Reach, wish: BackupWish): Promise<Answer> {
  const { paint } = reach.context;
  switch (wish.what) {
    case 'run':
      return run(reach, wish);
    case 'list': {
      const catalogue = await readCatalogue(reach);
      return { exitCode: 0, data: catalogue, text: catalogueText(catalogue, paint) };
    }
    case 'show': {
      const catalogue = await readCatalogue(reach);
      const found = backupNamed(catalogue, wish.id);
      return { exitCode: 0, data: found, text: backupText(found, catalogue, paint) };
    }
    case 'verify':
      return doJob(reach, {
        spec: { kind: 'verify', order: { backup: wish.id ?? '' } },
        detach: wish.detach,
        outcome: (done) => {
          const damage = part(done, 'verify').damage;
          return { text: damageText(damage, paint), exitCode: damage.length === 0 ? 0 : 1 };
        },
      });
    case 'schedule':
      return schedule(reach);
    case 'expire':
      return expire(reach, wish);
    case 'pin':
      return pin(reach, wish.id, wish.until);
    case 'prove':
      return doJob(reach, {
        spec: {
          kind: 'prove',
          order: {
            backup: wish.id ?? '',
            query: wish.query ?? '',
            database: wish.query === null ? '' : chooseDatabase(reach.topology, wish.database),
          },
        },
        detach: wish.detach,
        outcome: (done) => ({ text: proofText(part(done, 'prove'), paint) }),
      });
  }
}

async function run(reach: Reach, { kind, source, detach }: RunOptions): Promise<Answer> {
  const { topology, context } = reach;
  const databases = topology.nodes.filter(({ role }) => role === 'database').map(({ name }) => name);
  if (source !== null && !databases.includes(source)) {
    const problem = `${source} is no database node`;
    throw new TamadaError({ code: 'usage', problem, next: `backups can be taken from ${databases.join(', ')}` });
  }
  const type = kind ?? ((await readCatalogue(reach)).backups.some(isGoodFull) ? 'incremental' : 'full');
  return doJob(reach, {
    spec: { kind: 'backup', order: { type, source: source ?? '' } },
    detach,
    outcome: (done) => ({ text: backupDoneText(part(done, 'backup'), context.paint) }),
  });
}

function isGoodFull({ kind, state }: Backup): boolean {
  return kind === 'full' && state === 'ok';
}

/** What is really deleted is shown first. */
async function expire(reach: Reach, { dryRun, confirm }: Extract<BackupWish, { what: 'expire' }>): Promise<Answer> {
  const { context } = reach;
  const one = (dry: boolean): Promise<Answer> =>
    doJob(reach, {
      spec: { kind: 'expire', order: { dryRun: dry } },
      outcome: (done) => ({ text: expiryText(part(done, 'expire'), context.paint) }),
    });
  const plan = await one(true);
  if (dryRun || plan.exitCode !== 0) return plan;
  context.say(plan.text);
  if (!(await confirm('Remove this for good?'))) return { exitCode: 1, data: { result: 'cancelled' }, text: 'nothing was removed' };
  return one(false);
}

async function pin(reach: Reach, id: string, until: PinWish): Promise<Answer> {
  const { connections, topology, context } = reach;
  const untilMs = pinnedUntil(until, context.now());
  backupNamed(await readCatalogue(reach), id);
  const host = backupHost(topology).node.name;
  const change = await connections.ask(host, (client, call) => client.pinBackup({ backup: id, untilMs }, call), {
    deadlineMs: catalogueMs,
  });
  const words = untilMs === 0 ? 'stays no longer than the others' : `stays at least until ${new Date(untilMs).toISOString().slice(0, 10)}`;
  return { exitCode: 0, data: { backup: id, untilMs, ...change }, text: `${id} ${words}` };
}

function pinnedUntil(until: PinWish, nowMs: number): number {
  if (until === 'no longer') return 0;
  if ('days' in until) {
    if (!/^[1-9][0-9]{0,4}d$/.test(until.days)) throw usage(`--for ${until.days} is no number of days`, 'write it as 90d');
    return nowMs + Number(until.days.slice(0, -1)) * dayMs;
  }
  const untilMs = parseTime(/^\d{4}-\d{2}-\d{2}$/.test(until.time) ? `${until.time} 00:00Z` : until.time);
  if (untilMs <= nowMs) throw usage(`${until.time} has passed`, 'name a time to come; --remove ends the pin');
  return untilMs;
}

/** What the topology wants, and what the host's timers do. */
async function schedule(reach: Reach): Promise<Answer> {
  const { topology, context } = reach;
  const { backup: options } = backupHost(topology);
  const { timers } = await lookAtBackups(reach);
  const jobs = backupTimers.map((job) => {
    const { active = null, nextAtMs = null, lastAtMs = null, last = null, failures = 0 } = timers.find((one) => one.job === job) ?? {};
    return { job, calendar: options.schedule[job], active, nextAtMs, lastAtMs, last, failures };
  });
  return { exitCode: 0, data: { jobs, retention: options.retention }, text: scheduleText(jobs, options.retention, context.paint) };
}

/** All that the catalogue holds, read now. */
async function readCatalogue({ topology, connections }: Reach): Promise<CatalogueAnswer> {
  const host = backupHost(topology).node.name;
  return connections.ask(host, (client, call) => client.readCatalogue({ backup: '' }, call), { deadlineMs: catalogueMs });
}

function backupNamed({ backups }: CatalogueAnswer, id: string): Backup {
  const found = backups.find((one) => one.id === id);
  if (found === undefined) throw usage(`there is no backup ${id}`, '`tamada backup list` shows them');
  return found;
}

/** The part of what was done that belongs to this kind of job. */
export function part<K extends keyof JobDone>(done: JobDone, kind: K): NonNullable<JobDone[K]> {
  const found = done[kind];
  if (found === null) throw new TamadaError({ code: 'internal', problem: `the job ${kind} ended without a result` });
  return found;
}

function usage(problem: string, next: string): TamadaError<'usage'> {
  return new TamadaError({ code: 'usage', problem, next });
}
