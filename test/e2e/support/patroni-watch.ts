import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Host, LabView } from '../../../scripts/lab/index.ts';
import { repository } from '../../../scripts/repository.ts';
import { databases } from '../../../scripts/cluster/known.ts';

interface Look {
  readonly atMs: number;
  readonly threads: number;
  readonly asked: number;
}

/** What is asked of each Patroni, and how many threads it has for that. */
export interface PatroniWatch {
  readonly mostThreads: (sinceMs: number) => Readonly<Partial<Record<Host, number>>>;
  /** The most requests within a second, and within ten on average. */
  readonly mostAsked: (sinceMs: number) => { readonly inOne: number; readonly inTen: number };
  readonly stop: () => Promise<void>;
}

const looksPerSecond = 4;

export async function watchPatronis(lab: LabView): Promise<PatroniWatch> {
  const watches = await Promise.all(databases.map(async (host) => ({ host, ...(await watchOn(lab, host)) })));
  return {
    mostThreads: (sinceMs) =>
      Object.fromEntries(watches.map(({ host, looks }) => [host, Math.max(0, ...since(looks, sinceMs).map(({ threads }) => threads))])),
    mostAsked: (sinceMs) => {
      const counts = watches.map(({ looks }) => since(looks, sinceMs).map(({ asked }) => asked));
      const most = (seconds: number): number => Math.max(0, ...counts.map((each) => mostWithin(each, seconds * looksPerSecond)));
      return { inOne: most(1), inTen: most(10) / 10 };
    },
    stop: async () => {
      await Promise.all(watches.map(({ end }) => end()));
    },
  };
}

async function watchOn(lab: LabView, host: Host): Promise<{ readonly looks: readonly Look[]; readonly end: () => Promise<void> }> {
  const target = '/root/patroni-watch.py';
  await lab.pushFile(host, join(repository, 'test/e2e/support/patroni-watch.py'), target);
  const child = lab.spawnIn(host, ['python3', target], ['ignore', 'pipe', 'inherit']);
  if (child.stdout === null) throw new Error('the watch has no stdout');
  const looks: Look[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => looks.push(JSON.parse(text) as Look));
  const ended = once(child, 'exit');
  return {
    looks,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function since(looks: readonly Look[], sinceMs: number): readonly Look[] {
  return looks.filter(({ atMs }) => atMs > sinceMs);
}

function mostWithin(counts: readonly number[], length: number): number {
  let [sum, most] = [0, 0];
  for (const [index, count] of counts.entries()) {
    sum += count - (counts[index - length] ?? 0);
    most = Math.max(most, sum);
  }
  return most;
}
