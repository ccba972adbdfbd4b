import type { DelayedSaid, JobState } from '@tamada/core/jobs';
import { until } from '@tamada/runtime';
import { wantedTool } from '../../../scripts/cluster/backup-tool.ts';
import { tamada } from '../../../scripts/cluster/operator.ts';
import type { LabView } from '../../../scripts/lab/index.ts';

/** Of the tests' cluster.yaml. */
export const delaySeconds = 40;
const port = '5433';

/** What a command of the product prints with --json; an error that carries its words where it does not end with 0. */
export async function told<T>(lab: LabView, args: readonly string[], timeoutMs = 600_000): Promise<T> {
  const { code, stdout, stderr } = await tamada(lab, [...args, '--json'], timeoutMs);
  if (code !== 0) throw new Error(`tamada ${args.join(' ')} ended with ${String(code)}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as T;
}

/** A job's result. */
export async function jobDone(lab: LabView, args: readonly string[], timeoutMs?: number): Promise<NonNullable<JobState['done']>> {
  const { done } = await told<JobState>(lab, args, timeoutMs);
  if (done === null) throw new Error(`tamada ${args.join(' ')}: no result`);
  return done;
}

/** A query on the delayed replica, over its socket; null while it does not take it. */
export async function delayedSql(lab: LabView, query: string, database = 'app'): Promise<readonly string[] | null> {
  const psql = ['psql', '--no-psqlrc', '--tuples-only', '--no-align', '--port', port, '--dbname', database, '--command', query];
  const { code, stdout } = await lab.exec('backup', ['runuser', '-u', 'postgres', '--', ...psql], { timeoutMs: 30_000 });
  return code === 0 ? stdout.split('\n').filter((line) => line !== '') : null;
}

/** Waits until the delayed replica answers a query as wanted. */
export async function untilDelayed(
  lab: LabView,
  condition: string,
  query: string,
  wanted: (rows: readonly string[]) => boolean,
): Promise<void> {
  await until<true>({
    condition,
    deadlineMs: 10 * 60_000,
    intervalMs: 1_000,
    look: async () => {
      const rows = await delayedSql(lab, query);
      return rows !== null && wanted(rows) ? { ready: true, value: true } : { ready: false, seen: rows?.join(' ') ?? 'no answer' };
    },
  });
}

export async function untilDelayedState(lab: LabView, states: readonly DelayedSaid['state'][]): Promise<DelayedSaid> {
  return until<DelayedSaid>({
    condition: `the delayed replica is ${states.join(' or ')}`,
    deadlineMs: 10 * 60_000,
    intervalMs: 1_000,
    look: async () => {
      const { stdout, stderr } = await tamada(lab, ['delayed', 'status', '--json'], 60_000);
      const now = stdout === '' ? null : (JSON.parse(stdout) as DelayedSaid | { error: unknown });
      if (now === null || 'error' in now) return { ready: false, seen: stdout + stderr };
      return states.includes(now.state) ? { ready: true, value: now } : { ready: false, seen: JSON.stringify(now) };
    },
  });
}

/** Names of all files below the archive, as they are on the backup host. */
export async function archiveFiles(lab: LabView): Promise<readonly string[]> {
  const folder = { pgbackrest: '/var/lib/pgbackrest/archive', pg_probackup: '/var/lib/pg_probackup/wal' }[wantedTool(process.env)];
  const { stdout } = await lab.exec('backup', ['find', folder, '-type', 'f']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();
}
