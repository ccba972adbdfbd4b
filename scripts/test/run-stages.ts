import { availableParallelism } from 'node:os';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckStage, Stage, StageResult, TestStage } from './stages.ts';
import { tryProgram, type Argv, type ProgramOptions } from '../program.ts';
import { repository } from '../repository.ts';
import { countTests } from './summary.ts';

/** Neighbouring checks run side by side, tests alone: they measure time and use the machine. */
export async function runStages(stages: readonly Stage[], say: (text: string) => void): Promise<readonly StageResult[]> {
  const results: StageResult[] = [];
  for (const group of groups(stages)) {
    const failedBefore = results.some(({ outcome }) => outcome === 'failed');
    const workers = Math.min(group.length, availableParallelism());
    const queue = group.entries();
    const done: StageResult[] = [];
    const work = async (): Promise<void> => {
      for (const [index, stage] of queue) done[index] = await runStage(stage, failedBefore, say);
    };
    await Promise.all(Array.from({ length: workers }, work));
    results.push(...done);
  }
  return results;
}

function runStage(stage: Stage, failedBefore: boolean, say: (text: string) => void): Promise<StageResult> {
  if (stage.kind === 'check') return runCheck(stage, say);
  if (failedBefore && stage.onlyAfterSuccess) return Promise.resolve({ name: stage.name, outcome: 'skipped', seconds: 0 });
  return runTests(stage);
}

function groups(stages: readonly Stage[]): readonly (readonly Stage[])[] {
  const result: Stage[][] = [];
  for (const stage of stages) {
    const last = result.at(-1);
    if (last && stage.kind === 'check' && last.at(-1)?.kind === 'check') last.push(stage);
    else result.push([stage]);
  }
  return result;
}

/** Says nothing but its name and time when it passes. */
async function runCheck({ name, argv, minutes }: CheckStage, say: (text: string) => void): Promise<StageResult> {
  const { problem, seconds } = await timed(argv, { timeoutMs: minutes * 60_000, ours: true });
  say(`${problem === null ? '✔' : '✘'} ${name} ${seconds.toFixed(1)} s\n`);
  if (problem !== null) say(`${problem}\n\n`);
  return { name, outcome: problem === null ? 'passed' : 'failed', seconds };
}

/** Runs a vitest project on the terminal and counts its tests from a report beside it. */
async function runTests({ name, project, minutes, file, environment }: TestStage): Promise<StageResult> {
  const report = join(repository, '.cache/test', `${name}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  process.stdout.write(`\n${name}\n`);
  const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'] as const;
  const which = [...(file === undefined ? [] : [file]), '--project', project];
  const flags = [...which, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const env = { ...process.env, ...environment };
  const { problem, seconds } = await timed([...vitest, ...flags], { timeoutMs: minutes * 60_000, show: 'stdout', env });
  if (problem !== null) process.stdout.write(`${problem}\n`);
  const tests = countTests(await readFile(report, 'utf8').catch(() => null));
  return { name, outcome: problem === null && tests.failed === 0 ? 'passed' : 'failed', seconds, tests };
}

/** `problem` is null after success, else what the program said, as far as it was not shown. */
async function timed(argv: Argv, options: ProgramOptions): Promise<{ readonly problem: string | null; readonly seconds: number }> {
  const started = performance.now();
  const problem = await tryProgram(argv, { cwd: repository, ...options }).then(
    ({ code, stdout, stderr }) => (code === 0 ? null : `${stdout}${stderr}`.trimEnd()),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { problem, seconds: (performance.now() - started) / 1000 };
}
