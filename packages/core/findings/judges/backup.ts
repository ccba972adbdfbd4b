import { finding, type Finding } from '../finding.ts';
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

const conflicts: Judge = ({ view }) =>
  view.backup.archivers.flatMap(({ node, said }) =>
    said.conflicts.map(({ segment, words }) => {
      const other = view.leader.name === null || view.leader.name === node.name ? null : view.leader.name;
      return finding('archive_conflict', ofNode(node), { segment, leader: other, words }, [words]);
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
    case 'paused':
    case 'pausing':
    case 'at_target':
      return [finding('delayed_stands', subject, { state })];
    case 'starting':
      return [];
    case 'replaying':
    case 'waiting':
  }
  if (waitsFor?.hole === true)
    return [finding('delayed_waits_for_hole', subject, { segment: waitsFor.segment, sinceMs: waitsFor.sinceMs })];
  const most = delaySeconds + Math.max(leastSlackSeconds, delaySeconds / 4);
  return behindSeconds !== null && behindSeconds > most ? [finding('delayed_behind', subject, { behindSeconds, delaySeconds })] : [];
};

const told: Judge = ({ view }: FindingInput) => {
  const { host, silent } = view.backup;
  if (host === null) return [];
  return silent.map(({ what, silence: { problem, waitedMs } }) =>
    finding('backups_silent', ofNode(host), { what, problem, waitedMs }, [problem]),
  );
};

export const backupJudges: readonly Judge[] = [archives, conflicts, holes, backups, proofs, delayed, told];
