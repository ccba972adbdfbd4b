import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupSite } from '@tamada/core/backup';
import type { DelayedSaid } from '@tamada/core/jobs';
import { parseSegment } from '@tamada/core/wal';
import { readOptional } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';
import type { ArchiveSeen } from '../backup/backups.ts';
import { numberOrNull, parseObject, textOrNull } from '../json/fields.ts';
import type { UnitState } from '../observe/units.ts';
import { lastFatal } from '../postgres/postmaster.ts';
import { makePsql, type Psql } from '../postgres/psql.ts';
import { readHalt } from './target-file.ts';

export const delayedUnit = 'tamada-delayed.service';

/** What a server that was stopped on purpose has said last is no failure. */
const passing = /starting up|shutting down|not yet accepting/;

export type DelayedNeeds = Pick<AgentContext, 'run' | 'units' | 'paths' | 'clock'>;

/** The delayed replica with everything that decides what it may be asked. Positions as PostgreSQL writes them. */
export interface DelayedServer extends DelayedSaid {
  /** From where it would read again after a restart. */
  readonly redoLsn: string | null;
  /** Settings with a target are in force: resuming would end recovery. */
  readonly hasTarget: boolean;
  /** Of a stopped one that systemd will start again: how often it has done so since somebody did. Null where it will not. */
  readonly restarts: number | null;
}

/** What others are told of it. */
export function saidOf({ redoLsn: _redo, hasTarget: _target, restarts: _restarts, ...said }: DelayedServer): DelayedSaid {
  return said;
}

export function delayedPsql({ run }: Pick<AgentContext, 'run'>, site: BackupSite): Psql {
  const { delayed, postgres, user } = site;
  const program = join(postgres.binDirectory, 'psql');
  return makePsql(run, { program, socketFolder: delayed?.socketDirectory ?? '', port: delayed?.port ?? 0, osUser: user });
}

/** How it stands now. Never rejects where the server is down: that is an answer. */
export async function lookDelayed(site: BackupSite, needs: DelayedNeeds, seen: ArchiveSeen | null): Promise<DelayedServer> {
  const { delayed } = site;
  if (delayed === null) throw new Error('the topology has no delayed replica');
  const { units, paths, clock } = needs;
  const halt = await readHalt(delayed, paths);
  const nothing: DelayedServer = {
    state: 'absent',
    replaying: false,
    behindSeconds: null,
    replayLsn: null,
    timeline: null,
    replayedAtMs: null,
    runway: null,
    waitsFor: null,
    target: halt?.why === 'advanced' ? halt.target : null,
    problem: null,
    port: delayed.port,
    delaySeconds: delayed.delaySeconds,
    redoLsn: null,
    hasTarget: false,
    restarts: null,
  };
  if ((await readOptional(paths.at(join(delayed.dataDirectory, 'PG_VERSION')))) === null) return nothing;
  const [unit] = await units.show([delayedUnit]);
  // A unit that waits for its next start has failed, and will again.
  if ((unit?.active !== 'active' && unit?.active !== 'activating') || unit.sub === 'auto-restart') {
    const problem = lastFatal(await units.lastWords(delayedUnit), passing) ?? 'its unit does not run';
    return { ...nothing, state: 'stopped', problem, restarts: unit === undefined || isOver(unit) ? null : unit.restarts };
  }
  const answer = await ask(needs, site);
  if ('problem' in answer) return { ...nothing, state: 'starting', problem: answer.problem };
  const { recovery, pause, lsn, atMs, redo, timeline, startup, hasTarget } = answer;
  const title = startup === null ? null : await startupTitle(startup);
  const segment = title === null ? null : parseSegment(title.segment);
  const waitsFor = title?.what === 'waiting for' ? waitFor(title.segment, seen, clock.now()) : null;
  const advanced = halt === null ? hasTarget : halt.why === 'advanced';
  const state = stateOf(recovery, pause, advanced, waitsFor?.hole === true);
  return {
    ...nothing,
    state,
    replaying: state === 'replaying',
    behindSeconds: atMs === null || !recovery ? null : Math.max(0, Math.round((clock.now() - atMs) / 100) / 10),
    replayLsn: lsn,
    timeline: segment?.timeline ?? timeline,
    replayedAtMs: atMs,
    runway: atMs === null || seen === null || !recovery ? null : { fromMs: atMs, toMs: Math.max(atMs, seen.newestAtMs) },
    waitsFor,
    redoLsn: redo,
    hasTarget,
  };
}

function isOver({ active }: UnitState): boolean {
  return active === 'inactive' || active === 'failed';
}

function stateOf(recovery: boolean, pause: string | null, advanced: boolean, hole: boolean): DelayedSaid['state'] {
  if (!recovery) return 'promoted';
  if (pause === 'paused') return advanced ? 'at_target' : 'paused';
  if (pause === 'pause requested') return 'pausing';
  return hole ? 'waiting' : 'replaying';
}

interface Answer {
  readonly recovery: boolean;
  readonly pause: string | null;
  readonly lsn: string | null;
  readonly atMs: number | null;
  readonly redo: string | null;
  readonly timeline: number | null;
  readonly startup: number | null;
  readonly hasTarget: boolean;
}

async function ask(needs: DelayedNeeds, site: BackupSite): Promise<Answer | { readonly problem: string }> {
  try {
    const said = parseObject(await delayedPsql(needs, site).execute('look at the delayed replica', lookSql));
    return {
      recovery: said.recovery !== false,
      // While a commit is held back nothing is applied; PostgreSQL looks at the request only when its delay is over, and then applies nothing.
      pause: said.pause === 'pause requested' && said.held === true ? 'paused' : textOrNull(said.pause),
      lsn: textOrNull(said.lsn),
      atMs: numberOrNull(said.at),
      redo: textOrNull(said.redo),
      timeline: numberOrNull(said.timeline),
      startup: numberOrNull(said.startup),
      hasTarget: said.target === true,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Right after a start it has replayed no commit: then the last checkpoint says how far it is at least. */
const lookSql = `SELECT json_build_object(
  'recovery', pg_is_in_recovery(),
  'pause', CASE WHEN pg_is_in_recovery() THEN pg_get_wal_replay_pause_state() END,
  'held', (SELECT wait_event = 'RecoveryApplyDelay' FROM pg_stat_activity WHERE backend_type = 'startup'),
  'lsn', pg_last_wal_replay_lsn(),
  'at', floor(extract(epoch FROM coalesce(pg_last_xact_replay_timestamp(), (SELECT checkpoint_time FROM pg_control_checkpoint()))) * 1000),
  'redo', (SELECT redo_lsn FROM pg_control_checkpoint()),
  'timeline', (SELECT timeline_id FROM pg_control_checkpoint()),
  'startup', (SELECT pid FROM pg_stat_activity WHERE backend_type = 'startup'),
  'target', current_setting('recovery_target_lsn') || current_setting('recovery_target_time') || current_setting('recovery_target_xid') <> ''
)::text;`;

/** What the process that replays shows in the list of processes: no view tells which segment it works on. */
async function startupTitle(pid: number): Promise<{ readonly what: string; readonly segment: string } | null> {
  const title = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
  const [, what, segment] = /startup\s+(recovering|waiting for) ([0-9A-F]{24})/.exec(title) ?? [];
  return what === undefined || segment === undefined ? null : { what, segment };
}

/** A hole where the archive has later segments; otherwise the newest one was replayed, and the next has not come. */
function waitFor(name: string, seen: ArchiveSeen | null, nowMs: number): DelayedSaid['waitsFor'] {
  const waited = parseSegment(name);
  if (waited === null) return null;
  const timelines = seen?.archive.timelines ?? [];
  const has = timelines.some(({ first, last, holes, timeline }) => {
    const [from, to] = [parseSegment(first ?? ''), parseSegment(last ?? '')];
    if (from === null || to === null || timeline > waited.timeline) return false;
    const inside = from.number <= waited.number && waited.number <= to.number;
    return inside && !holes.some((hole) => between(waited.number, hole.from, hole.to));
  });
  const later = timelines.some(({ last }) => (parseSegment(last ?? '')?.number ?? -1) > waited.number);
  return { segment: name, sinceMs: seen?.newestAtMs ?? nowMs, hole: later && !has };
}

function between(number: number, from: string, to: string): boolean {
  const [first, last] = [parseSegment(from)?.number ?? Infinity, parseSegment(to)?.number ?? -Infinity];
  return first <= number && number <= last;
}
