import type { BackupSite } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import type { Halt } from '@tamada/core/jobs';
import { until } from '@tamada/runtime';
import { needDelayed } from '../backup/site.ts';
import { delayedPsql, delayedUnit, lookDelayed, type DelayedNeeds, type DelayedServer } from './look.ts';
import { allowLeading, writeHalt } from './target-file.ts';

const settleMs = 20_000;
const startMs = 120_000;
const enoughRestarts = 2;

/** Halts replay; what it waits to apply stays unapplied. A host that goes down meanwhile comes back halted at the same place. */
export async function pauseDelayed(site: BackupSite, needs: DelayedNeeds): Promise<void> {
  const delayed = needDelayed(site);
  const before = await needRecovery(site, needs);
  if (before.state === 'at_target') return;
  await delayedPsql(needs, site).execute('pause the delayed replica', 'SELECT pg_wal_replay_pause();');
  const paused = await settle('the delayed replica is paused', site, needs, ({ state }) => state === 'paused', settleMs);
  if (paused.replayLsn !== null) await writeHalt(delayed, needs.paths, { why: 'paused', target: { kind: 'lsn', lsn: paused.replayLsn } });
}

/**
 * Lets it follow again. At a reached target PostgreSQL's own resume would end recovery: then the target is removed and it starts again as the
 * standby that it is, on the same timeline.
 */
export async function resumeDelayed(site: BackupSite, needs: DelayedNeeds): Promise<void> {
  const delayed = needDelayed(site);
  const before = await lookDelayed(site, needs, null);
  if (before.state === 'promoted' || before.state === 'absent') {
    await needRecovery(site, needs);
    return;
  }
  if (before.hasTarget || before.state === 'stopped' || before.state === 'starting') {
    await restartDelayed(site, needs, null);
  } else {
    await writeHalt(delayed, needs.paths, null);
    await delayedPsql(needs, site).execute('resume the delayed replica', 'SELECT pg_wal_replay_resume();');
  }
  await settle('the delayed replica follows', site, needs, ({ state }) => state === 'replaying' || state === 'waiting', startMs);
}

/** A writable server of its own from where it stands now; its archive_mode is off, so that nothing of it reaches the archive. */
export async function promoteDelayed(site: BackupSite, needs: DelayedNeeds): Promise<DelayedServer> {
  const delayed = needDelayed(site);
  const before = await needRecovery(site, needs);
  // PostgreSQL would first replay all that the archive has, without delay: only at a target it ends where it stands.
  if (before.state !== 'at_target' && before.replayLsn !== null) {
    await restartDelayed(site, needs, { why: 'advanced', target: { kind: 'lsn', lsn: before.replayLsn } });
    await settle('the delayed replica stands still', site, needs, ({ state }) => state === 'at_target', startMs);
  }
  await allowLeading(delayed, needs.paths);
  await delayedPsql(needs, site).execute('promote the delayed replica', 'SELECT pg_promote(true, 60);');
  const promoted = await settle('the delayed replica is promoted', site, needs, ({ state }) => state === 'promoted', startMs);
  await writeHalt(delayed, needs.paths, null);
  return { ...promoted, target: null };
}

/** Starts it again with other settings. Stopped first: a start that systemd makes by itself would write the old ones back. */
export async function restartDelayed(site: BackupSite, needs: DelayedNeeds, halt: Halt | null): Promise<void> {
  await needs.units.change('stop', delayedUnit);
  await writeHalt(needDelayed(site), needs.paths, halt);
  await needs.units.change('start', delayedUnit);
}

export async function needRecovery(site: BackupSite, needs: DelayedNeeds): Promise<DelayedServer> {
  const server = await lookDelayed(site, needs, null);
  const words: Partial<Record<DelayedServer['state'], string>> = {
    absent: 'the delayed replica was never made',
    stopped: `the delayed replica does not run: ${server.problem ?? ''}`,
    starting: `the delayed replica does not answer yet: ${server.problem ?? ''}`,
    promoted: 'the delayed replica was promoted: it follows nobody any more',
  };
  const problem = words[server.state];
  if (problem === undefined) return server;
  throw new TamadaError({ code: 'unsafe', problem, next: 'run `tamada delayed rebuild`, or look at `tamada delayed status`' });
}

export function settle(
  condition: string,
  site: BackupSite,
  needs: DelayedNeeds,
  good: (server: DelayedServer) => boolean,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<DelayedServer> {
  return until({
    condition,
    intervalMs: 300,
    deadlineMs,
    signal,
    async look() {
      const server = await lookDelayed(site, needs, null);
      if (good(server)) return { ready: true, value: server };
      // One that was killed comes back and goes on. Where it cannot start it ends each time, and waiting changes nothing.
      if (server.state === 'stopped' && (server.restarts ?? enoughRestarts) >= enoughRestarts) {
        throw new TamadaError({ code: 'unhealthy', program: 'delayed replica', problem: server.problem ?? 'it does not run' });
      }
      return { ready: false, seen: `${server.state}${server.problem === null ? '' : `: ${server.problem}`}` };
    },
  });
}
