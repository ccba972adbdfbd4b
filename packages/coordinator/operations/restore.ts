import type { Answer, OperationContext } from '../cli/context.ts';
import { withQuietReach, type Reach } from '../connections/reach.ts';
import { restoreNode } from '../jobs/backup-host.ts';
import { doJob } from '../jobs/do-job.ts';
import { latest, parseTarget } from '../jobs/words.ts';
import { moment } from '../report/backup-text.ts';
import { table } from '../report/paint.ts';
import { part } from './backup.ts';

export interface RestoreOptions {
  /** Null: the end of the archive. */
  readonly to: string | null;
  /** Null: the newest one that reaches the target. */
  readonly backup: string | null;
  /** Null: on the backup host. */
  readonly on: string | null;
  /** Full path there, empty or absent. */
  readonly directory: string;
  /** Null: restored, but not started. */
  readonly port: number | null;
}

/** Restores to a moment into an empty folder of a host, and starts what is there, away from the cluster and its archive. */
export async function restore(context: OperationContext, options: RestoreOptions): Promise<Answer> {
  return withQuietReach(context, (reach) => restoreThrough(reach, options));
}

export async function restoreThrough(reach: Reach, { to, backup, on, directory, port }: RestoreOptions): Promise<Answer> {
  const name = restoreNode(reach.topology, on);
  const { paint } = reach.context;
  const target = to === null ? latest : parseTarget(to);
  return doJob(reach, {
    spec: { kind: 'restore', order: { backup: backup ?? '', target, directory, port: port ?? 0 } },
    node: name,
    outcome: (done) => {
      const made = part(done, 'restore');
      const where = `${paint.good('restored')} backup ${made.backup} to ${made.directory} on ${name}`;
      const remove = `remove it: tamada restore remove ${made.directory}${on === null ? '' : ` --on ${name}`}`;
      if (made.port === 0) return { text: `${where}; it was not started\n${remove}` };
      const upTo = made.atMs === null ? '' : `; its newest commit is of ${moment(made.atMs, true)}`;
      const connect = `on ${name}: runuser -u postgres -- psql 'host=${made.socket} port=${String(made.port)}'`;
      return { text: [`${where}${upTo}`, connect, remove].join('\n') };
    },
  });
}

export type RestoredQuestion = { readonly on: string | null } & (
  { readonly what: 'list' } | { readonly what: 'remove'; readonly directory: string }
);

/** It stops, and a large folder takes its time. */
const removeMs = 60 * 60_000;

/** Looks at what `restore` has made, or removes one of it. */
export async function restored(context: OperationContext, question: RestoredQuestion): Promise<Answer> {
  return withQuietReach(context, (reach) => restoredThrough(reach, question));
}

export async function restoredThrough({ topology, connections, context }: Reach, question: RestoredQuestion): Promise<Answer> {
  const node = restoreNode(topology, question.on);
  if (question.what === 'remove') {
    const { directory } = question;
    const { changes } = await connections.ask(node, (client, call) => client.removeRestored({ directory }, call), { deadlineMs: removeMs });
    return { exitCode: 0, data: { node, directory, removed: true }, text: `${node}: ${changes.join('; ')}` };
  }
  const all = (await connections.ask(node, (client, call) => client.listRestored({}, call))).restored;
  if (all.length === 0) return { exitCode: 0, data: { node, restored: all }, text: `${node} has no restored server` };
  const { paint } = context;
  const rows = all.map(({ directory, port, backup, madeAtMs, running }) => [
    directory,
    port === 0 ? '' : String(port),
    running ? paint.good('running') : 'stopped',
    backup,
    moment(madeAtMs),
  ]);
  return {
    exitCode: 0,
    data: { node, restored: all },
    text: table([['FOLDER', 'PORT', 'STATE', 'BACKUP', 'MADE'].map(paint.faint), ...rows]),
  };
}
