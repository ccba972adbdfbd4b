import { backupToolOf } from '@tamada/core/backup';
import { errorDetail, TamadaError } from '@tamada/core/errors';
import { until } from '@tamada/runtime';
import { askArchiver, ownPsql } from '../backup/archiver.ts';
import { changeMemory, listBackups } from '../backup/memory.ts';
import { runTalk, talkThrough } from '../backup/run-talk.ts';
import { needDelayed, needSite } from '../backup/site.ts';
import { pauseDelayed, promoteDelayed, resumeDelayed } from '../delayed/control.ts';
import { lookDelayed, saidOf } from '../delayed/look.ts';
import { withQueue } from '../jobs/queue.ts';
import { postmasterStatus } from '../postgres/postmaster.ts';
import { readRestored, removeRestored } from '../restored/registry.ts';
import type { MakeHandler } from '../agent-context.ts';

export const prepareCatalogueHandler: MakeHandler<'PrepareCatalogue'> = (context) => async () => {
  const site = await needSite(context.paths, 'backup host');
  const tool = backupToolOf(site.tool);
  const options = { signal: context.signal };
  const before = await runTalk(tool.list(site), context, options);
  const version = await talkThrough('prepare the catalogue', tool.prepareCatalogue(site), context, options);
  if (before.ok) return { changed: false, changes: [] };
  return { changed: true, changes: [`${site.tool} ${version}: the catalogue is ready in ${site.catalogue}`] };
};

const checkMs = 60_000;

/** A restore point makes sure that there is something to switch away from. */
const switchSql = `SELECT json_build_object('segment', pg_walfile_name(pg_create_restore_point('tamada check archive')), 'lsn', pg_switch_wal())::text;`;

export const checkArchiveHandler: MakeHandler<'CheckArchive'> =
  (context) =>
  async ({ patienceMs }, { signal }) => {
    const site = await needSite(context.paths, 'database host');
    const psql = ownPsql(context, site);
    const { recovery } = await askArchiver(psql);
    if (recovery !== false) throw new TamadaError({ code: 'unsafe', problem: `${site.node} does not lead`, next: 'ask the leader' });
    const startMs = context.clock.monotonic();
    const { segment } = JSON.parse(await psql.execute('switch WAL', switchSql)) as { readonly segment: string };
    await until({
      condition: `segment ${segment} is in the archive`,
      intervalMs: 300,
      deadlineMs: Math.min(patienceMs || checkMs, checkMs),
      signal: AbortSignal.any([signal, context.signal]),
      async look() {
        const { lastArchived, failing } = await askArchiver(psql);
        if (lastArchived !== null && lastArchived >= segment) return { ready: true, value: segment };
        return { ready: false, seen: failing === null ? `the newest there is ${lastArchived ?? 'none'}` : `pushing ${failing} fails` };
      },
    });
    return { segment, tookMs: Math.round(context.clock.monotonic() - startMs) };
  };

/** Other nodes ask again and again; a person wants it as it is now. */
const youngMs = 15_000;

export const readCatalogueHandler: MakeHandler<'ReadCatalogue'> =
  (context) =>
  async ({ backup }, { caller }) => {
    const { paths, backups, signal } = context;
    const site = await needSite(paths, 'backup host');
    const catalogue = await backups.catalogue(site, caller.authority === 'backup' ? youngMs : 0);
    if (backup === '') return { ...catalogue, tablespaces: [] };
    const talk = backupToolOf(site.tool).tablespaces(site, backup);
    return { ...catalogue, tablespaces: await talkThrough(`read the tablespaces of ${backup}`, talk, context, { signal }) };
  };

export const listRestoredHandler: MakeHandler<'ListRestored'> =
  ({ paths }) =>
  async () => {
    const known = await readRestored(paths);
    const restored = await Promise.all(known.map(async (one) => ({ ...one, running: (await postmasterStatus(one.directory)).alive })));
    return { restored };
  };

export const removeRestoredHandler: MakeHandler<'RemoveRestored'> =
  (context) =>
  async ({ directory }) => {
    const site = await needSite(context.paths, 'anywhere');
    return { changed: true, changes: [...(await removeRestored(directory, { ...context, site }))] };
  };

export const pinBackupHandler: MakeHandler<'PinBackup'> =
  (context) =>
  async ({ backup, untilMs }) => {
    const site = await needSite(context.paths, 'backup host');
    const tool = backupToolOf(site.tool);
    return withQueue('catalogue', { paths: context.paths, what: `pin ${backup}`, signal: context.signal }, async () => {
      const options = { inQueue: true, signal: context.signal };
      const all = await listBackups({
        site,
        tool,
        paths: context.paths,
        talk: (request, talk) => talkThrough(request, talk, context, options),
      });
      const found = all.find(({ id }) => id === backup);
      if (found === undefined)
        throw new TamadaError({ code: 'usage', problem: `there is no backup ${backup}`, next: 'see `tamada backup list`' });
      const wanted = untilMs === 0 ? null : untilMs;
      if (found.pinnedUntilMs === wanted) return { changed: false, changes: [] };
      await talkThrough('pin', tool.pin(site, backup, wanted), context, options);
      await changeMemory(context.paths, (memory) => {
        const { [backup]: _old, ...others } = memory.pins;
        return { ...memory, pins: wanted === null ? others : { ...others, [backup]: wanted } };
      });
      const words = wanted === null ? 'is no longer pinned' : `is pinned until ${new Date(wanted).toISOString()}`;
      return { changed: true, changes: [`backup ${backup} ${words}`] };
    });
  };

export const controlDelayedHandler: MakeHandler<'ControlDelayed'> =
  (context) =>
  async ({ action }) => {
    const site = await needSite(context.paths, 'backup host');
    needDelayed(site);
    // Halting never waits: whoever dropped a table has no time for a queue.
    if (action === 'pause') await pauseDelayed(site, context);
    else {
      const options = { paths: context.paths, what: 'resume the delayed replica', signal: AbortSignal.timeout(queueMs) };
      await withQueue('delayed', options, () => resumeDelayed(site, context)).catch(busy);
    }
    return saidOf(await lookDelayed(site, context, context.backups.seen()));
  };

export const promoteDelayedHandler: MakeHandler<'PromoteDelayed'> = (context) => async () => {
  const site = await needSite(context.paths, 'backup host');
  needDelayed(site);
  const options = { paths: context.paths, what: 'promote the delayed replica', signal: AbortSignal.timeout(queueMs) };
  return withQueue('delayed', options, async () => saidOf(await promoteDelayed(site, context))).catch(busy);
};

const queueMs = 5000;

/** A job that works on it is for its caller to see and to end. */
function busy(error: unknown): never {
  if (error instanceof TamadaError && errorDetail(error).code === 'cancelled') {
    throw new TamadaError({ code: 'busy', with: 'a job on the delayed replica (`tamada job list`)' }, { cause: error });
  }
  throw error;
}
