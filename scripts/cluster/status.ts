import type { ClusterStatus } from '@tamada/core/verdict';
import { until } from '@tamada/runtime';
import { tamada } from './operator.ts';
import type { LabView } from '../lab/index.ts';

/** What `tamada status --json` says. */
export async function status(lab: LabView): Promise<ClusterStatus> {
  const { stdout, stderr } = await tamada(lab, ['status', '--json'], 120_000);
  const said = JSON.parse(stdout === '' ? '{}' : stdout) as ClusterStatus | { error: unknown };
  if ('error' in said || !('members' in said)) throw new Error(`tamada status --json: ${stdout}${stderr}`);
  return said;
}

/**
 * A wait ends on its condition. This deadline is for what hangs: about ten times what the slowest of them takes on a quiet machine, a member
 * that comes back after a power loss, within 60 s.
 */
const hangsMs = 600_000;

/** Waits until the status is as wanted; the error carries the last one's members, findings and what did not answer. */
export async function untilStatus(
  lab: LabView,
  condition: string,
  wanted: (status: ClusterStatus) => boolean,
  deadlineMs = hangsMs,
): Promise<ClusterStatus> {
  return until({
    condition,
    deadlineMs,
    intervalMs: 500,
    look: async () => {
      const now = await status(lab);
      if (wanted(now)) return { ready: true, value: now };
      const members = now.members.map(({ name, state, runs, timeline }) => `${name} ${state ?? '?'} ${runs} ${String(timeline)}`);
      const missing = now.unanswered.map(({ node, source, problem }) => `${node} ${source}: ${problem}`);
      return { ready: false, seen: [now.health, ...members, ...now.findings.map(({ message }) => message), ...missing].join('; ') };
    },
  });
}

/** Everything runs, replicates and holds its guarantee, and nothing worse than a notice is found. */
export async function untilHealthy(lab: LabView): Promise<ClusterStatus> {
  return untilStatus(lab, 'the cluster is healthy', (now) => now.health === 'healthy');
}

/**
 * After a datacentre was cut off. The lab's delayed replica is behind by less than a cut lasts, so it may have replayed what its leader wrote
 * alone: then it is made again, as `status` says.
 */
export async function untilHealthyAgain(lab: LabView): Promise<ClusterStatus> {
  const isAstray = ({ findings }: ClusterStatus): boolean => findings.some(({ code }) => code === 'delayed_astray');
  const now = await untilStatus(
    lab,
    'the cluster is healthy, or its delayed replica went astray',
    (seen) => seen.health === 'healthy' || isAstray(seen),
  );
  if (now.health === 'healthy') return now;
  const { code, stdout, stderr } = await tamada(lab, ['delayed', 'rebuild', '--yes']);
  if (code !== 0) throw new Error(`tamada delayed rebuild: ${stdout}${stderr}`);
  process.stderr.write('the delayed replica had gone astray, and was made again\n');
  return untilHealthy(lab);
}

/** The leader's name; an error where there is none. */
export function leaderOf(now: ClusterStatus): string {
  if (now.leader === null) throw new Error(`no leader: ${JSON.stringify(now.members)}`);
  return now.leader;
}
