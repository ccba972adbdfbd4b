import type { ArchivedTimeline } from '@tamada/core/backup';
import { lsnBytes, parseSegment } from '@tamada/core/wal';
import { finding, type Finding, type FindingFields } from '../finding.ts';
import { ofNode, type FindingInput, type Judge } from '../judge.ts';

const hour = 3600;
const dayMs = 86_400_000;

/** What a tool says when its versions differ. */
const otherVersion = /greeting key 'version'|agent protocol version .* does not match/i;

/** Only the leader's archiver counts: what another member remembers is of the time when it led. */
const archives: Judge = ({ view }) =>
  view.backup.archivers
    .filter(({ node }) => view.leader.name === null || view.leader.name === node.name)
    .flatMap(({ node, said }): readonly Finding[] => {
      const { failing, fullInSeconds, lagSegments, walFreeBytes, letGo } = said;
      const subject = ofNode(node);
      if (letGo !== null) return [finding('archive_let_go', subject, letGo)];
      const full = fullInSeconds !== null && fullInSeconds < hour ? [finding('wal_filling', subject, { fullInSeconds, walFreeBytes })] : [];
      if (failing === null) return lagSegments > mostLag ? [...full, finding('archive_lagging', subject, { lagSegments })] : full;
      const { segment, sinceMs, words } = failing;
      const code = otherVersion.test(words) ? 'tool_versions_differ' : 'archive_failing';
      return [...full, finding(code, subject, { segment, sinceMs, words, lagSegments, fullInSeconds }, [words])];
    });

/** More than this waits only when pushes are slower than the leader writes. */
const mostLag = 16;

/** Whoever led a timeline pushed it: the other host is the one that has pushed so far on it. */
const conflicts: Judge = ({ view }) =>
  view.backup.archivers.flatMap(({ node, said }) =>
    said.conflicts.map(({ segment, words }) => {
      const leader = view.leader.name === node.name ? null : view.leader.name;
      const timeline = parseSegment(segment)?.timeline;
      const firsts = view.backup.archivers.filter(
        (other) => other.node.name !== node.name && other.said.pushed.some((one) => one.timeline === timeline && one.upTo >= segment),
      );
      const first = firsts.length === 0 ? null : firsts.map((other) => other.node.name).join(' or ');
      return finding('archive_conflict', ofNode(node), { segment, first, leader, words }, [words]);
    }),
  );

const holes: Judge = ({ view }) => {
  const { host, catalogue } = view.backup;
  if (host === null || catalogue === null) return [];
  return catalogue.archive.timelines.flatMap(({ timeline, holes: found }) =>
    found.map(({ from, to }) => finding('archive_hole', ofNode(host), { timeline, from, to })),
  );
};

const backups: Judge = ({ view }) => {
  const { host, catalogue } = view.backup;
  const schedule = view.topology.backup?.schedule;
  if (host?.status == null || catalogue === null || schedule === undefined) return [];
  const { lastGood, newest } = catalogue;
  const subject = ofNode(host);
  const damaged = newest?.state === 'damaged' ? [finding('backup_damaged', subject, { backup: newest.id })] : [];
  if (lastGood === null) return [...damaged, finding('backup_none', subject, {})];
  const scheduled = schedule.incremental ?? schedule.full;
  const endedAtMs = lastGood.endedAtMs ?? lastGood.startedAtMs;
  const days = Math.floor((host.status.observedAtMs - endedAtMs) / dayMs);
  const most = schedule.incremental === null ? daysBetweenFulls : daysBetweenBackups;
  return scheduled !== null && days >= most
    ? [...damaged, finding('backup_old', subject, { backup: lastGood.id, endedAtMs, days })]
    : damaged;
};

/** With a day on which nothing ran. */
const daysBetweenBackups = 2;
const daysBetweenFulls = 15;
const daysBetweenProofs = 15;

const proofs: Judge = ({ view }) => {
  const { host, said } = view.backup;
  const wanted = (view.topology.backup?.schedule.prove ?? null) !== null;
  if (host?.status == null || said === null) return [];
  const { lastProof } = said;
  const subject = ofNode(host);
  if (lastProof !== null && !lastProof.good) {
    return [
      finding('proof_failed', subject, { backup: lastProof.backup, atMs: lastProof.atMs, problem: lastProof.problem ?? 'it says no more' }),
    ];
  }
  const days = lastProof === null ? null : Math.floor((host.status.observedAtMs - lastProof.atMs) / dayMs);
  return wanted && (days === null || days >= daysBetweenProofs) ? [finding('proof_old', subject, { days })] : [];
};

/** Slack of the delayed replica's age: a segment's way to the archive, and time to replay. */
const leastSlackSeconds = 600;

const delayed: Judge = ({ view }) => {
  const { host, delayed: replica } = view.backup;
  if (host === null || replica === null) return [];
  const subject = ofNode(host);
  const { state, problem, waitsFor, behindSeconds, delaySeconds } = replica;
  switch (state) {
    case 'stopped':
    case 'absent':
      return [finding('delayed_stopped', subject, { state, problem })];
    case 'promoted':
      return [finding('delayed_promoted', subject, { timeline: replica.timeline })];
    case 'paused':
    case 'pausing':
    case 'at_target':
      return [finding('delayed_stands', subject, { state })];
    case 'starting':
      return [];
    case 'replaying':
    case 'waiting':
  }
  const astray = waitsFor === null ? null : wentAstray(waitsFor.segment, replica.replayLsn, view.backup.catalogue?.archive.timelines ?? []);
  if (astray !== null) return [finding('delayed_astray', subject, astray)];
  if (waitsFor?.hole === true)
    return [finding('delayed_waits_for_hole', subject, { segment: waitsFor.segment, sinceMs: waitsFor.sinceMs })];
  const most = delaySeconds + Math.max(leastSlackSeconds, delaySeconds / 4);
  return behindSeconds !== null && behindSeconds > most ? [finding('delayed_behind', subject, { behindSeconds, delaySeconds })] : [];
};

/** Whether it has replayed more of the timeline on which it waits than the newest timeline has of it. */
function wentAstray(
  waitsFor: string,
  replayLsn: string | null,
  timelines: readonly ArchivedTimeline[],
): FindingFields<'delayed_astray'> | null {
  const timeline = parseSegment(waitsFor)?.timeline;
  const at = lsnBytes(replayLsn ?? '');
  if (timeline === undefined || replayLsn === null || at === null) return null;
  for (let one = timelines.findLast(({ first }) => first !== null); one !== undefined;) {
    const { parent, switchLsn } = one;
    if (parent === timeline && switchLsn !== null) {
      return at > (lsnBytes(switchLsn) ?? at) ? { timeline, replayLsn, leftLsn: switchLsn } : null;
    }
    one = timelines.find((other) => other.timeline === parent);
  }
  return null;
}

/** One failure may be the network's; the next one follows by itself. */
const failuresTold = 2;

const schedule: Judge = ({ view }) => {
  const { host, said } = view.backup;
  const wanted = view.topology.backup?.schedule;
  if (host === null || said === null || wanted === undefined) return [];
  const subject = ofNode(host);
  return said.timers.flatMap(({ job, active, failures, last }): readonly Finding[] => {
    const calendar = wanted[job];
    if (calendar === null) return [];
    const off = active ? [] : [finding('schedule_off', subject, { job, calendar })];
    if (failures < failuresTold || last === null) return off;
    const fields = { job, failures, problem: last.problem ?? 'it left no reason', last: last.id };
    return [...off, finding(job === 'expire' ? 'retention_stuck' : 'schedule_failing', subject, fields)];
  });
};

const leastFree = 0.1;
const soonFullSeconds = 7 * 24 * hour;

const disks: Judge = ({ view }) => {
  const { host, said } = view.backup;
  if (host === null || said === null) return [];
  return said.disks.flatMap(({ path, holds, freeBytes, totalBytes, fullInSeconds }) => {
    const [isLow, fills] = [freeBytes < leastFree * totalBytes, fullInSeconds !== null && fullInSeconds < soonFullSeconds];
    const percentFree = totalBytes > 0 ? Math.floor((freeBytes / totalBytes) * 100) : 0;
    return isLow || fills ? [finding('backup_disk_filling', ofNode(host), { path, holds, freeBytes, percentFree, fullInSeconds })] : [];
  });
};

const told: Judge = ({ view }: FindingInput) => {
  const { host, silent } = view.backup;
  if (host === null) return [];
  return silent.map(({ what, silence: { problem, waitedMs } }) =>
    finding('backups_silent', ofNode(host), { what, problem, waitedMs }, [problem]),
  );
};

export const backupJudges: readonly Judge[] = [archives, conflicts, holes, backups, proofs, schedule, disks, delayed, told];
