import type { Backup, BackupToolName } from '@tamada/core/backup';
import type { BackupProof, DelayedSaid } from '@tamada/core/jobs';
import { backupNodes } from '@tamada/core/topology';
import { nodeIn, said, silence, type ArchiverSaid, type ClusterView } from '@tamada/core/view';

/** How the backups stand. Null where nobody knows: `problem` says why. */
export interface BackupSummary {
  readonly tool: BackupToolName;
  readonly host: string;
  /** The newest backup that is good. */
  readonly lastGood: Backup | null;
  readonly lastProof: BackupProof | null;
  readonly archive: {
    /** Complete segments of the leader that are not in the archive yet; null where nobody knows. */
    readonly lagSegments: number | null;
    /** Missing between what the archive has; null where nobody knows. */
    readonly holes: readonly ArchiveHole[] | null;
    readonly failing: readonly FailingPush[];
    /** Every database host that told of its archiving. */
    readonly hosts: readonly ArchivingHost[];
  };
  /** Jobs that have not ended, in words. */
  readonly jobs: readonly { readonly id: string; readonly subject: string; readonly percent: number | null }[];
  readonly problem: string | null;
}

export interface ArchiveHole {
  readonly timeline: number;
  readonly from: string;
  readonly to: string;
}

/** A host whose pushes fail, in the tool's words; `fullInSeconds` as of its host. */
export interface FailingPush {
  readonly node: string;
  readonly segment: string;
  readonly sinceMs: number;
  readonly words: string;
  readonly lagSegments: number;
  readonly fullInSeconds: number | null;
}

export interface ArchivingHost {
  readonly node: string;
  /** Complete segments that wait there. */
  readonly lagSegments: number;
  readonly lastArchived: string | null;
  /** While its pushes fail: until only the reserve is free on the disk of pg_wal, at the present rate. */
  readonly fullInSeconds: number | null;
  /** Segments of which the archive has another content than this host. */
  readonly conflicts: readonly string[];
}

/** How the delayed replica stands. Times as `tamada delayed advance --to` takes them. */
export interface DelayedSummary {
  readonly replaying: boolean | null;
  readonly state: DelayedSaid['state'] | null;
  readonly behindSeconds: number | null;
  readonly delaySeconds: number;
  readonly runway: { readonly from: string; readonly to: string } | null;
  readonly timeline: number | null;
  readonly replayLsn: string | null;
  readonly waitsFor: DelayedSaid['waitsFor'];
  readonly problem: string | null;
}

/** Null where the topology asks for no backups, or has no host for them. */
export function backupSummary(view: ClusterView): BackupSummary | null {
  const { backup: wanted } = view.topology;
  const [host] = backupNodes(view.topology);
  if (wanted === null || host === undefined) return null;
  const look = nodeIn(view, host.name)?.status?.backup;
  const now = said(look);
  const catalogue = said(now?.catalogue);
  const leader = said(nodeIn(view, view.leader.name ?? '')?.status?.archiver);
  return {
    tool: wanted.tool,
    host: host.name,
    lastGood: catalogue?.lastGood ?? null,
    lastProof: now?.lastProof ?? null,
    archive: {
      lagSegments: leader?.lagSegments ?? null,
      holes: catalogue?.archive.timelines.flatMap(({ timeline, holes }) => holes.map(({ from, to }) => ({ timeline, from, to }))) ?? null,
      failing: view.nodes.flatMap(({ name, status }) => failingPush(name, said(status?.archiver))),
      hosts: view.backup.archivers.map(({ node: { name: node }, said: { lagSegments, lastArchived, fullInSeconds, conflicts } }) => ({
        ...{ node, lagSegments, lastArchived, fullInSeconds },
        conflicts: conflicts.map(({ segment }) => segment),
      })),
    },
    jobs: now?.jobs.map(({ id, subject, percent }) => ({ id, subject, percent })) ?? [],
    problem: (silence(look) ?? silence(now?.catalogue))?.problem ?? silentAgent(view, host.name),
  };
}

function failingPush(node: string, archiver: ArchiverSaid | null): readonly FailingPush[] {
  if (archiver?.failing == null) return [];
  const { segment, sinceMs, words } = archiver.failing;
  return [{ node, segment, sinceMs, words, lagSegments: archiver.lagSegments, fullInSeconds: archiver.fullInSeconds }];
}

/** Null where the topology has no delayed replica. */
export function delayedSummary(view: ClusterView): DelayedSummary | null {
  const wanted = view.topology.backup?.delayedReplica ?? null;
  const [host] = backupNodes(view.topology);
  if (wanted === null || host === undefined) return null;
  const look = nodeIn(view, host.name)?.status?.backup;
  const delayed = said(look)?.delayed;
  const now = said(delayed);
  const { delaySeconds } = wanted;
  if (now === null) {
    const problem = (silence(look) ?? silence(delayed))?.problem ?? silentAgent(view, host.name);
    return { ...nothingKnown, delaySeconds, problem };
  }
  const { replaying, state, behindSeconds, runway, timeline, replayLsn, waitsFor, problem } = now;
  const between = runway === null ? null : { from: isoTime(runway.fromMs), to: isoTime(runway.toMs) };
  return { replaying, state, behindSeconds, delaySeconds, runway: between, timeline, replayLsn, waitsFor, problem };
}

const nothingKnown = {
  replaying: null,
  state: null,
  behindSeconds: null,
  runway: null,
  timeline: null,
  replayLsn: null,
  waitsFor: null,
} as const;

function silentAgent(view: ClusterView, host: string): string | null {
  return nodeIn(view, host)?.silence?.problem ?? null;
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
