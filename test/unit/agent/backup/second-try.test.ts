import { expect, test } from 'vitest';
import type { Source } from '../../../../packages/agent/backup/cluster.ts';
import { withSecondTry } from '../../../../packages/agent/jobs/bodies/backup.ts';

const from = (source: string, leader: string): Source => ({ source, leader, note: null });

interface World {
  /** Who fits before each try, and after the failure; null: nobody. */
  readonly fits: readonly (Source | null)[];
  /** How many tries fail. */
  readonly fails: number;
  readonly cancelled?: boolean;
}

async function backup({ fits, fails, cancelled = false }: World): Promise<{ readonly log: readonly string[]; readonly error: unknown }> {
  const log: string[] = [];
  const controller = new AbortController();
  let asked = 0;
  let tries = 0;
  const done = withSecondTry({
    choose: () => {
      const fit = fits[asked++] ?? null;
      return fit === null ? Promise.reject(new Error('no leader')) : Promise.resolve(fit);
    },
    take: ({ source, leader }) => {
      log.push(`${source}, ${leader} leads`);
      if (++tries > fails) return Promise.resolve('made');
      if (cancelled) controller.abort();
      return Promise.reject(new Error(`try ${String(tries)} failed`));
    },
    again: (error, was, now) => {
      log.push(`${(error as Error).message}: ${was.source} to ${now.source}`);
      return Promise.resolve();
    },
    signal: controller.signal,
  });
  const error = await done.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { log, error };
}

test.each<readonly [string, World, readonly string[], string | null]>([
  ['it is made', { fits: [from('b', 'a')], fails: 0 }, ['b, a leads'], null],
  ['another leads since', { fits: [from('b', 'a'), from('b', 'c')], fails: 1 }, ['b, a leads', 'try 1 failed: b to b', 'b, c leads'], null],
  ['the source is gone', { fits: [from('b', 'a'), from('d', 'a')], fails: 1 }, ['b, a leads', 'try 1 failed: b to d', 'd, a leads'], null],
  [
    'twice and no more',
    { fits: [from('b', 'a'), from('b', 'c')], fails: 2 },
    ['b, a leads', 'try 1 failed: b to b', 'b, c leads'],
    'try 2 failed',
  ],
  ['nothing has changed: it would fail again', { fits: [from('b', 'a'), from('b', 'a')], fails: 1 }, ['b, a leads'], 'try 1 failed'],
  ['nobody leads any more', { fits: [from('b', 'a'), null], fails: 1 }, ['b, a leads'], 'try 1 failed'],
  ['somebody has cancelled it', { fits: [from('b', 'a'), from('b', 'c')], fails: 1, cancelled: true }, ['b, a leads'], 'try 1 failed'],
  ['there is no source', { fits: [null], fails: 0 }, [], 'no leader'],
])('a backup: %s', async (_what, world, log, problem) => {
  const seen = await backup(world);
  expect(seen.log).toEqual(log);
  expect(seen.error).toEqual(problem === null ? null : new Error(problem));
});
