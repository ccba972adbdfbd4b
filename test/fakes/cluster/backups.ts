import type { Archive, Backup } from '@tamada/core/backup';
import { TamadaError } from '@tamada/core/errors';
import {
  type DelayedSaid,
  describeJob,
  hasEnded,
  nothingDone,
  type JobDone,
  type JobKind,
  type JobSpec,
  type JobState,
} from '@tamada/core/jobs';
import type { ArchiverSaid, NodeStatus } from '@tamada/core/view';
import { sleep } from '@tamada/runtime';
import type { AgentHandlers } from '@tamada/wire';
import { jobState, delayedSaid } from '../../builders/backup.ts';
import { said } from '../../builders/cluster.ts';
import type { SimulatedBackups, SimulatedHost, World } from './world.ts';

type Handled =
  | 'StartJob'
  | 'WatchJob'
  | 'ListJobs'
  | 'CancelJob'
  | 'ReadDump'
  | 'PrepareCatalogue'
  | 'CheckArchive'
  | 'ReadCatalogue'
  | 'PinBackup'
  | 'SendBackup'
  | 'ListRestored'
  | 'RemoveRestored';
type Controls = 'ControlDelayed' | 'PromoteDelayed';

/** The calls of a backup host, and `CheckArchive` of a database host. */
export function simulatedBackups(world: World, { node }: SimulatedHost): Pick<AgentHandlers, Handled | Controls> {
  const own = world.backups;
  const change = (what: string) => {
    world.changes.push(`${node.name}: ${what}`);
    return { changed: true, changes: [what] };
  };
  const known = (id: string): JobState => {
    const job = own.jobs.get(id);
    if (job === undefined) throw new TamadaError({ code: 'usage', problem: `there is no job ${id}`, next: '' });
    return job;
  };
  return {
    StartJob: async (request) => {
      const [kind, order] = Object.entries(request).find(([, value]) => typeof value === 'object') as [JobKind, object];
      const spec = { kind, order } as unknown as JobSpec;
      const id = `20261126-1255${String(own.jobs.size).padStart(2, '0')}-${kind}-3f2a`;
      const job = jobState({ id, kind, state: 'queued', subject: describeJob(spec), endedAtMs: null, startedAtMs: null });
      own.jobs.set(id, job);
      world.changes.push(`${node.name}: job ${JSON.stringify(request[kind])}`);
      return job;
    },
    WatchJob: async function* ({ id }, { signal }) {
      const job = known(id);
      if (hasEnded(job)) {
        yield job;
        return;
      }
      const running: JobState = { ...job, state: 'running', startedAtMs: 1, percent: 50, doing: 'half way', notes: ['it was said once'] };
      own.jobs.set(id, running);
      yield running;
      if (own.endless.has(job.kind)) await sleep(600_000, signal).catch(() => undefined);
      if (signal.aborted) return;
      own.jobs.set(id, end(own, known(id)));
      yield known(id);
    },
    ListJobs: async () => ({ jobs: [...own.jobs.values()].toReversed() }),
    CancelJob: async ({ id }) => {
      const job = known(id);
      if (!hasEnded(job)) own.jobs.set(id, { ...job, state: 'cancelled', endedAtMs: 2 });
      return known(id);
    },
    ReadDump: async function* () {
      yield { content: Buffer.from('first ') };
      yield { content: Buffer.from('second') };
    },
    PrepareCatalogue: async () => {
      if (own.prepared) return { changed: false, changes: [] };
      own.prepared = true;
      return change('catalogue');
    },
    CheckArchive: async () => {
      if (!own.archiving || !own.prepared)
        throw new TamadaError({ code: 'request_failed', program: 'pgbackrest', request: 'CheckArchive', problem: 'no segment came' });
      return { segment: '000000010000000000000001', tookMs: 1 };
    },
    ReadCatalogue: async () => ({
      tool: 'pgbackrest',
      readAtMs: 1,
      backups: own.backups,
      archive: archiveNow(own),
      tablespaces: own.tablespaces,
    }),
    SendBackup: async function* () {
      yield jobState();
    },
    ListRestored: async () => ({ restored: own.restored.filter(({ on }) => on === node.name) }),
    RemoveRestored: async ({ directory }) => {
      own.restored = own.restored.filter((one) => one.directory !== directory);
      return change(`remove ${directory}`);
    },
    PinBackup: async ({ backup, untilMs }) => change(`pin ${backup} ${String(untilMs > 0)}`),
    ControlDelayed: async ({ action }) => {
      own.delayed = action === 'pause' ? 'paused' : 'replaying';
      return delayedNow(own);
    },
    PromoteDelayed: async () => {
      own.delayed = 'promoted';
      return delayedNow(own);
    },
  };
}

/** What a test put there, else the one segment that `CheckArchive` speaks of. */
function archiveNow({ archive, archiving }: SimulatedBackups): Archive {
  if (archive.timelines.length > 0 || !archiving) return archive;
  const only = '000000010000000000000001';
  return { timelines: [{ timeline: 1, parent: null, switchLsn: null, first: only, last: only, segments: 1, bytes: 1, holes: [] }] };
}

function end(own: SimulatedBackups, job: JobState): JobState {
  const failure = own.fails.get(job.kind) ?? null;
  if (failure !== null) return { ...job, state: 'failed', endedAtMs: 2, failure };
  const done = { ...nothingDone, ...usual(own, job.kind), ...own.results.get(job.kind) };
  return { ...job, state: 'done', endedAtMs: 2, percent: null, doing: '', done };
}

/** What such a job does here. */
function usual(own: SimulatedBackups, kind: JobKind): Partial<JobDone> {
  switch (kind) {
    case 'backup': {
      const id = `B${String(own.backups.length + 1)}`;
      own.backups.unshift(aBackup({ id, kind: own.backups.length === 0 ? 'full' : 'incremental' }));
      return { backup: { id, damaged: false, source: 'pg-a1-2' } };
    }
    case 'rebuild':
      own.delayed = 'replaying';
      return { rebuild: delayedNow(own) };
    case 'advance':
      own.delayed = 'at_target';
      return {
        advance: { lsn: '0/B1CCE08', atMs: 1_795_698_268_467, xid: null, said: 'recovery stopping before WAL location (LSN) "0/B1CCE08"' },
      };
    case 'verify':
      return { verify: { damage: [] } };
    case 'expire':
      return { expire: { dryRun: true, backups: [], wal: [] } };
    case 'prove':
      return { prove: { backup: 'B1', atMs: 1, tookMs: 9_000, good: true, problem: null } };
    case 'send':
      return { send: { backup: 'B1', directory: '/srv/restored' } };
    case 'restore':
      return { restore: { backup: 'B1', directory: '/srv/restored', port: 5500, socket: '/run/restored', lsn: '0/B1CCE08', atMs: 1 } };
    case 'member':
      return { member: { backup: 'B1', timeline: 2, lsn: '0/B1CCE08', atMs: 1_795_698_268_467 } };
    case 'find':
      return { find: { drops: [], searchedFrom: '0/B000000', searchedTo: '0/E000000' } };
    case 'dump':
      return { dump: { path: '/var/lib/tamada/jobs/x/dump', bytes: 12 } };
  }
}

export function aBackup(change: Partial<Backup> = {}): Backup {
  return {
    id: 'B1',
    kind: 'full',
    parent: null,
    state: 'ok',
    startedAtMs: 1_795_698_099_000,
    endedAtMs: 1_795_698_106_000,
    startLsn: '0/70000D8',
    stopLsn: '0/8000050',
    timeline: 1,
    bytes: 6_060_257,
    restoredBytes: null,
    pinnedUntilMs: null,
    ...change,
  };
}

function delayedNow({ delayed }: SimulatedBackups): DelayedSaid {
  return delayedSaid({ state: delayed, replaying: delayed === 'replaying', delaySeconds: 86_400 });
}

/** What the backup host's agent tells; null where the topology asks for no backups. */
export function backupLook({ topology, backups }: World, { node }: SimulatedHost): NodeStatus['backup'] {
  if (node.role !== 'backup' || topology.backup === null) return null;
  const [newest = null] = backups.backups;
  return said({
    tool: topology.backup.tool,
    catalogue: said({
      readAtMs: 1,
      backups: backups.backups.length,
      newest,
      lastGood: backups.backups.find(({ state }) => state === 'ok') ?? null,
      archive: backups.archive,
    }),
    lastProof: null,
    delayed: topology.backup.delayedReplica === null ? null : said(delayedNow(backups)),
    jobs: [...backups.jobs.values()].filter((job) => !hasEnded(job)),
    timers: [...backups.timers],
    disks: [],
  });
}

/** What a database host tells of its own archiving. */
export function archiverLook({ topology, backups }: World, { node }: SimulatedHost): NodeStatus['archiver'] {
  if (node.role !== 'database' || topology.backup === null || !backups.archiving) return null;
  const nothing: ArchiverSaid = {
    lastArchived: '000000010000000000000001',
    lastArchivedAtMs: 1,
    failing: null,
    lagSegments: 0,
    walBytes: 1,
    walFreeBytes: 1e9,
    fullInSeconds: null,
    letGo: null,
    conflicts: [],
    pushed: [],
  };
  return said(nothing);
}
