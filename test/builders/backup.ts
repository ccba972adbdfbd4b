import type { BackupSite } from '@tamada/core/backup';
import type { DelayedSaid, JobState } from '@tamada/core/jobs';
import type { AgentHandlers } from '@tamada/wire';

/** A job that is done; a test says what is different. */
export function jobState(change: Partial<JobState> = {}): JobState {
  return {
    id: '20261126-125501-backup-3f2a',
    kind: 'backup',
    state: 'done',
    subject: 'full backup',
    askedBy: 'admin',
    askedAtMs: 1,
    startedAtMs: 1,
    endedAtMs: 2,
    percent: null,
    doing: '',
    notes: [],
    failure: null,
    done: null,
    ...change,
  };
}

/** A delayed replica that follows. */
export function delayedSaid(change: Partial<DelayedSaid> = {}): DelayedSaid {
  return {
    state: 'replaying',
    replaying: true,
    behindSeconds: 40,
    replayLsn: '0/5000000',
    timeline: 1,
    replayedAtMs: 1,
    runway: null,
    waitsFor: null,
    target: null,
    problem: null,
    port: 5433,
    delaySeconds: 40,
    ...change,
  };
}

type BackupCall =
  | 'StartJob'
  | 'WatchJob'
  | 'ListJobs'
  | 'CancelJob'
  | 'ReadDump'
  | 'PrepareCatalogue'
  | 'CheckArchive'
  | 'ReadCatalogue'
  | 'SendBackup'
  | 'ListRestored'
  | 'RemoveRestored'
  | 'PlanEmptyMember'
  | 'EmptyMember'
  | 'AdoptMember'
  | 'PinBackup'
  | 'ControlDelayed'
  | 'PromoteDelayed';

/** A backup host on which everything is done at once, and nothing is ever there. */
export function backupHandlers(): Pick<AgentHandlers, BackupCall> {
  return {
    StartJob: async () => jobState(),
    WatchJob: async function* () {
      yield jobState();
    },
    ListJobs: async () => ({ jobs: [jobState()] }),
    CancelJob: async () => jobState({ state: 'cancelled' }),
    ReadDump: async function* () {
      yield { content: Buffer.from('') };
    },
    PrepareCatalogue: async () => ({ changed: false, changes: [] }),
    CheckArchive: async () => ({ segment: '000000010000000000000001', tookMs: 1 }),
    ReadCatalogue: async () => ({ tool: 'pgbackrest', readAtMs: 1, backups: [], archive: { timelines: [] }, tablespaces: [] }),
    SendBackup: async function* () {
      yield jobState();
    },
    ListRestored: async () => ({ restored: [] }),
    RemoveRestored: async () => ({ changed: true, changes: [] }),
    PlanEmptyMember: async () => ({ state: 'none', changed: false, changes: [] }),
    EmptyMember: async () => ({ state: 'emptied', changed: false, changes: [] }),
    AdoptMember: async () => ({ state: 'adopted', changed: false, changes: [] }),
    PinBackup: async () => ({ changed: false, changes: [] }),
    ControlDelayed: async () => delayedSaid(),
    PromoteDelayed: async () => delayedSaid({ state: 'promoted', replaying: false }),
  };
}

/** A cluster's backups as its backup host knows them. */
export function backupSite(change: Partial<BackupSite> = {}): BackupSite {
  return {
    tool: 'pgbackrest',
    name: 'geo',
    node: 'backup',
    user: 'postgres',
    host: { name: 'backup', address: '10.10.1.4' },
    databases: [
      { name: 'pg-a1-1', address: '10.10.1.1', datacenter: 'a1' },
      { name: 'pg-a1-2', address: '10.10.1.2', datacenter: 'a1' },
    ],
    source: 'pg-a1-2',
    port: 8432,
    program: '/usr/bin/pgbackrest',
    catalogue: '/var/lib/pgbackrest',
    postgres: {
      version: 15,
      port: 5432,
      dataDirectory: '/var/lib/postgresql/15/main',
      binDirectory: '/usr/lib/postgresql/15/bin',
      socketDirectory: '/run/postgresql',
    },
    restoreDirectory: '/var/lib/postgresql/15/restored',
    delayed: {
      dataDirectory: '/var/lib/postgresql/15/delayed',
      configDirectory: '/etc/tamada/delayed',
      socketDirectory: '/run/postgresql',
      port: 5433,
      delaySeconds: 40,
    },
    retention: { fulls: 2, windowSeconds: 604_800 },
    walReserveBytes: 1024 ** 3,
    ...change,
  };
}
