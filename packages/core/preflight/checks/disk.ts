import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
import { answered } from '../input.ts';
import { cataloguePath } from '../questions.ts';
import type { Survey } from '../types.ts';

const gib = 1024 ** 3;
const failBytes = gib;
const warnBytes = 10 * gib;

export const diskSpace: Check = {
  name: 'disk-space',
  about: 'there is room for the data',
  ignorable: true,
  check: (input) => answered(input).flatMap(({ node, survey }) => survey.disks.map((disk) => judgeDisk(node.name, disk))),
};

function judgeDisk(node: string, { path, freeBytes }: Survey['disks'][number]): Judgement {
  const reason = `${(freeBytes / gib).toFixed(1)} GiB free for ${path}`;
  if (freeBytes < failBytes) return fail(node, reason, 'make room, or put a larger disk there');
  return freeBytes < warnBytes ? warn(node, reason, 'a database soon needs more') : pass(node, reason);
}

/** What is promised may take up so much of the disk: it is estimated, and something else is there, too. */
const fullest = 0.8;

export const backupRoom: Check = {
  name: 'backup-room',
  about: 'the catalogue has room for what retention promises',
  ignorable: true,
  check(input) {
    const { backup } = input.topology;
    if (backup === null) return [];
    const reports = answered(input);
    const rates = reports.flatMap(({ walBytesPerSecond }) => walBytesPerSecond ?? []);
    return reports.flatMap(({ node, facts, survey }) => {
      const catalogue = node.role === 'backup' ? cataloguePath(input.topology, facts.platform) : null;
      const disk = survey.disks.find(({ path }) => path === catalogue);
      if (disk === undefined) return [];
      if (rates.length === 0) return pass(node.name, 'no cluster stands yet whose WAL could be measured');
      const { fulls, windowSeconds } = backup.retention;
      const data = reports.find((one) => one.node.name === backup.source)?.survey.disks[0];
      const wal = Math.max(...rates) * windowSeconds;
      // Until the oldest one goes there is one more.
      const whole = (fulls + 1) * (data === undefined ? 0 : data.totalBytes - data.freeBytes);
      const size = (bytes: number): string => `${(bytes / gib).toFixed(1)} GiB`;
      const reason = `at most ${size(wal)} of WAL in ${String(Math.round(windowSeconds / 86_400))} days by the cluster's average, and ${size(whole)} of ${String(fulls + 1)} full backups, before they are compressed; the disk of ${disk.path} has ${size(disk.totalBytes)}`;
      if (wal + whole <= fullest * disk.totalBytes) return pass(node.name, reason);
      return warn(node.name, reason, 'a larger disk, or less kept (`backup.retention`)');
    });
  },
};

const slowMs = 20;

export const diskSpeed: Check = {
  name: 'disk-speed',
  about: 'an fsync is quick',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey }) =>
      survey.disks.map(({ path, fsyncMs }) => {
        if (fsyncMs < 0) return warn(node.name, `nothing can be written in ${path}`, 'look at the file system there');
        const reason = `an fsync in ${path} takes ${fsyncMs.toFixed(1)} ms`;
        return fsyncMs > slowMs
          ? warn(node.name, reason, 'every commit waits for that: use a faster disk, or one with a battery-backed cache')
          : pass(node.name, reason);
      }),
    ),
};
