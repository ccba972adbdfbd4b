import { stat, statfs } from 'node:fs/promises';
import type { BackupSite } from '@tamada/core/backup';
import type { BackupDisk } from '@tamada/core/view';
import type { AgentContext } from '../agent-context.ts';

/** How fast a disk fills, over days: what is removed once a day, and written once a week, counts in it. */
export interface FillRate {
  readonly note: (freeBytes: number, nowMs: number) => void;
  /** Until it is full at that rate. Null where it does not fill, and where that is further away than it was watched for, twice. */
  readonly fullInSeconds: () => number | null;
}

const sampleMs = 10 * 60_000;
const windowMs = 7 * 24 * 60 * 60_000;
const leastMs = 30 * 60_000;
/** A rate of an hour says nothing of next week. */
const furthest = 2;

export function makeFillRate(): FillRate {
  let seen: readonly { readonly freeBytes: number; readonly atMs: number }[] = [];
  return {
    note(freeBytes, atMs) {
      const last = seen.at(-1);
      if (last !== undefined && atMs - last.atMs < sampleMs) return;
      seen = [...seen.filter((one) => atMs - one.atMs <= windowMs), { freeBytes, atMs }];
    },
    fullInSeconds() {
      const [first, last] = [seen[0], seen.at(-1)];
      if (first === undefined || last === undefined || last.atMs - first.atMs < leastMs) return null;
      const lost = first.freeBytes - last.freeBytes;
      const watchedMs = last.atMs - first.atMs;
      const fullMs = (last.freeBytes / lost) * watchedMs;
      return lost <= 0 || fullMs > furthest * watchedMs ? null : Math.round(fullMs / 1000);
    },
  };
}

/** The disks of the catalogue and of the delayed replica, each once; a folder that is not there yet has none. */
export interface Disks {
  readonly note: (site: BackupSite) => Promise<void>;
  readonly all: (site: BackupSite) => Promise<readonly BackupDisk[]>;
}

export function makeDisks({ paths, clock }: Pick<AgentContext, 'paths' | 'clock'>): Disks {
  const rates = new Map<number, FillRate>();

  async function look({ catalogue, delayed }: BackupSite): Promise<readonly (Omit<BackupDisk, 'fullInSeconds'> & { device: number })[]> {
    const folders = [
      { path: catalogue, holds: 'catalogue' },
      ...(delayed === null ? [] : [{ path: delayed.dataDirectory, holds: 'delayed replica' }]),
    ];
    const found = new Map<number, Omit<BackupDisk, 'fullInSeconds'> & { device: number }>();
    for (const { path, holds } of folders as readonly { readonly path: string; readonly holds: BackupDisk['holds'][number] }[]) {
      const device = await stat(paths.at(path)).then(
        ({ dev }) => dev,
        () => null,
      );
      if (device === null) continue;
      const { blocks, bavail, bsize } = await statfs(paths.at(path));
      const before = found.get(device);
      if (before !== undefined) found.set(device, { ...before, holds: [...before.holds, holds] });
      else found.set(device, { device, holds: [holds], path, freeBytes: bavail * bsize, totalBytes: blocks * bsize });
    }
    return [...found.values()];
  }

  return {
    async note(site) {
      for (const { device, freeBytes } of await look(site)) {
        const rate = rates.get(device) ?? makeFillRate();
        rates.set(device, rate);
        rate.note(freeBytes, clock.now());
      }
    },
    async all(site) {
      return (await look(site)).map(({ device, ...disk }) => ({ ...disk, fullInSeconds: rates.get(device)?.fullInSeconds() ?? null }));
    },
  };
}
