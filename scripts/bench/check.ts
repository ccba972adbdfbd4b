import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callProgram } from '../program.ts';
import { inBuild } from '../build/layout.ts';
import { repository } from '../repository.ts';
import type { BrokenLimits } from './benchmark.ts';
import { prepareContest, underLoad, startPatroni } from './check/contest.ts';
import { brokenLimits, printTable, summarize, type Run } from './check/table.ts';

const conditions = [
  { what: 'quiet', loops: 0, rounds: 200 },
  { what: 'six busy loops', loops: 6, rounds: 300 },
] as const;

/** What one run of the check costs beside the script that it replaces. */
export async function benchCheck(): Promise<BrokenLimits> {
  const folder = await mkdtemp(join(tmpdir(), 'tamada-bench-check-'));
  const state = await mkdtemp('/dev/shm/tamada-bench-check-');
  const patroni = await startPatroni();
  try {
    const { script, check } = await prepareContest({ programs: folder, state }, patroni.port);
    const rows = [];
    for (const { what, loops, rounds } of conditions) {
      const measure = join(repository, 'scripts/bench/check/measure.py');
      const programs = JSON.stringify([script, check]);
      const text = await underLoad(loops, () => callProgram(['python3', measure, String(rounds), programs], inBuild(folder, 10)));
      const [theirs, ours] = JSON.parse(text) as [readonly Run[], readonly Run[]];
      rows.push(summarize({ what, script: theirs, check: ours }));
    }
    process.stdout.write(printTable(rows));
    return rows.flatMap(brokenLimits);
  } finally {
    patroni.close();
    await Promise.all([folder, state].map((path) => rm(path, { recursive: true, force: true })));
  }
}
