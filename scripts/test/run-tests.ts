import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repository } from '../repository.ts';
import { runProcess } from './run-process.ts';
import type { StageResult, TestStage } from './stage.ts';
import { countTests } from './vitest-report.ts';

/** Runs a vitest project on the terminal and counts its tests from a report beside it. */
export async function runTests({ name, project, minutes }: TestStage): Promise<StageResult> {
  const report = join(repository, '.cache/test', `${name}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  process.stdout.write(`\n${name}\n`);
  const vitest = [
    process.execPath,
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    project,
  ] as const;
  const { ok, seconds } = await runProcess([...vitest, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    minutes,
    show: true,
  });
  const tests = countTests(await readFile(report, 'utf8').catch(() => null));
  return { name, outcome: ok && tests.failed === 0 ? 'passed' : 'failed', seconds, tests };
}
