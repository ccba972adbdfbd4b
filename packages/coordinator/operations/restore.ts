import type { Answer, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { backupHost } from '../jobs/backup-host.ts';
import { doJob } from '../jobs/do-job.ts';
import { latest, parseTarget } from '../jobs/words.ts';
import { moment } from '../report/backup-text.ts';
import { part } from './backup.ts';

export interface RestoreOptions {
  /** Null: the end of the archive. */
  readonly to: string | null;
  /** Null: the newest one that reaches the target. */
  readonly backup: string | null;
  /** Full path on the backup host, empty or absent. */
  readonly directory: string;
  /** Null: restored, but not started. */
  readonly port: number | null;
}

/** Restores to a moment into an empty folder on the backup host, and starts what is there, away from the cluster and its archive. */
export async function restore(context: OperationContext, options: RestoreOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => restoreThrough(reach, options));
}

export async function restoreThrough(reach: Reach, { to, backup, directory, port }: RestoreOptions): Promise<Answer> {
  const { name } = backupHost(reach.topology).node;
  const { paint } = reach.context;
  const target = to === null ? latest : parseTarget(to);
  return doJob(reach, {
    spec: { kind: 'restore', order: { backup: backup ?? '', target, directory, port: port ?? 0 } },
    outcome: (done) => {
      const made = part(done, 'restore');
      const where = `${paint.good('restored')} backup ${made.backup} to ${made.directory} on ${name}`;
      if (made.port === 0) return { text: `${where}; it was not started` };
      const upTo = made.atMs === null ? '' : `; its newest commit is of ${moment(made.atMs, true)}`;
      return { text: `${where}${upTo}\non ${name}: runuser -u postgres -- psql 'host=${made.socket} port=${String(made.port)}'` };
    },
  });
}
