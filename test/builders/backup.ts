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
    ReadCatalogue: async () => ({ tool: 'pgbackrest', readAtMs: 1, backups: [], archive: { timelines: [] } }),
    PinBackup: async () => ({ changed: false, changes: [] }),
    ControlDelayed: async () => delayedSaid(),
    PromoteDelayed: async () => delayedSaid({ state: 'promoted', replaying: false }),
  };
}
