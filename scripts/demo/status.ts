import type { ClusterStatus } from '@tamada/core/verdict';
import { until } from '@tamada/runtime';
import { tamada } from './operator.ts';
import type { LabView } from '../lab/index.ts';

/** What `tamada status --json` says. */
export async function status(lab: LabView): Promise<ClusterStatus> {
  const { stdout, stderr } = await tamada(lab, ['status', '--json'], 20_000);
  const said = JSON.parse(stdout === '' ? '{}' : stdout) as ClusterStatus | { error: unknown };
  if ('error' in said || !('members' in said)) throw new Error(`tamada status --json: ${stdout}${stderr}`);
  return said;
}

/** Waits until the status is as wanted; the error carries the last one's members and warnings. */
export async function untilStatus(
  lab: LabView,
  condition: string,
  wanted: (status: ClusterStatus) => boolean,
  deadlineMs = 120_000,
): Promise<ClusterStatus> {
  return until({
    condition,
    deadlineMs,
    intervalMs: 500,
    look: async () => {
      const now = await status(lab);
      if (wanted(now)) return { ready: true, value: now };
      const members = now.members.map(
        ({ name, state, running, timeline }) => `${name} ${state ?? '?'} ${running ? 'up' : 'down'} ${String(timeline)}`,
      );
      return { ready: false, seen: [...members, ...now.warnings].join('; ') };
    },
  });
}

/** Everything runs, replicates and holds its guarantee. */
export async function untilHealthy(lab: LabView, deadlineMs?: number): Promise<ClusterStatus> {
  return untilStatus(lab, 'the cluster is healthy', (now) => now.health === 'healthy', deadlineMs);
}

/** The leader's name; an error where there is none. */
export function leaderOf(now: ClusterStatus): string {
  if (now.leader === null) throw new Error(`no leader: ${JSON.stringify(now.members)}`);
  return now.leader;
}
