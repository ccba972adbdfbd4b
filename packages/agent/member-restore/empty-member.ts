import { join } from 'node:path';
import { readOptional } from '@tamada/runtime';
import { platformTable } from '@tamada/core/platform';
import { TamadaError } from '@tamada/core/errors';
import type { MemberRecord } from '@tamada/core/jobs';
import type { AgentContext } from '../agent-context.ts';
import { needSite } from '../backup/site.ts';
import { compactTime } from '../execute/data-directory-steps.ts';
import { runPostgres } from '../restored/server.ts';
import { makePlace } from '../restored/tablespaces.ts';
import { asideOf, deleteInside, megabytes, oldFolders, setAside, type OldFolder } from './old-data.ts';
import { readMemberRecord, writeMemberRecord } from './record.ts';

export interface MemberRestore {
  readonly state: MemberRecord['state'] | 'none';
  readonly changed: boolean;
  readonly changes: readonly string[];
}

export interface EmptyWish {
  readonly restore: string;
  /** Beside its old place. */
  readonly keep: boolean;
  /** Folders that the backup wants empty, beside those that the data directory has now. */
  readonly tablespaces: readonly string[];
}

const stopMs = 120_000;

/** Stops the member and makes its data directory empty. Once for each restore: what came there later is not touched. */
export async function emptyMember(
  { restore, keep, tablespaces }: EmptyWish,
  context: AgentContext,
  { dryRun }: { readonly dryRun: boolean },
): Promise<MemberRestore> {
  const { config, paths, units, journal, clock, logger } = context;
  const site = await needSite(paths, 'database host');
  const record = await readMemberRecord(paths, restore);
  if (record !== null) return { state: record.state, changed: false, changes: ['emptied before'] };
  const { dataDirectory } = site.postgres;
  const folders = await oldFolders(dataDirectory, tablespaces, site.user, context);
  const suffix = `before-restore-${compactTime(clock.now())}`;
  const asides = keep ? await Promise.all(folders.map((folder) => asideOf(folder, suffix, context))) : folders.map(() => null);
  const changes =
    folders.length === 0 ? [`${dataDirectory} is empty already`] : folders.map((folder, at) => words(folder, asides[at] ?? null));
  if (dryRun) return { state: 'none', changed: false, changes };

  const unit = patroniUnit(config);
  await units.change('disable', unit);
  await units.change('stop', unit);
  // While Patroni is paused it leaves PostgreSQL running.
  await stopServer(dataDirectory, context);
  for (const [at, folder] of folders.entries()) {
    const aside = asides[at] ?? null;
    if (aside === null) await deleteInside(folder.path, site.user, context);
    else await setAside(folder, aside, site.user, context);
  }
  // A host that was made anew has none of them, and PostgreSQL's user could not make them.
  for (const place of tablespaces) await makePlace(place, { ...context, site });
  await journal.update((state) => ({ ...state, claim: null, established: null }));
  await writeMemberRecord(paths, { restore, state: 'emptied' });
  logger.warn('the member was stopped and its data made room for a restore', { restore, changes: changes.join('; ') });
  return { state: 'emptied', changed: true, changes };
}

export function patroniUnit({ platform }: Pick<AgentContext['config'], 'platform'>): string {
  return platformTable(platform).programs.patroni.unit ?? 'patroni.service';
}

function words({ path, bytes }: OldFolder, aside: string | null): string {
  const size = megabytes(bytes);
  return aside === null ? `${path} (${size}) is deleted` : `${path} (${size}) is kept as ${aside}`;
}

async function stopServer(dataDirectory: string, context: AgentContext): Promise<void> {
  const { paths, run } = context;
  const place = paths.at(dataDirectory);
  if ((await readOptional(join(place, 'postmaster.pid'))) === null) return;
  const needs = { ...context, site: await needSite(paths, 'database host') };
  for (const mode of ['fast', 'immediate']) {
    const { code } = await runPostgres('pg_ctl', ['stop', '-D', place, '-m', mode, '-w', '-t', '60'], needs, { timeoutMs: stopMs });
    if (code === 0) return;
    const status = await runPostgres('pg_ctl', ['status', '-D', place], needs, { timeoutMs: stopMs });
    // 3: no server runs there; 4: this is no data directory.
    if (status.code === 3 || status.code === 4) return;
  }
  const { stdout } = await run(['head', '-n', '1', join(place, 'postmaster.pid')], { timeoutMs: 5000 });
  const next = 'end it by hand, then run the same command again';
  throw new TamadaError({ code: 'unsafe', problem: `PostgreSQL (process ${stdout.trim()}) does not stop`, next });
}
