import { availableParallelism } from 'node:os';
import { runCheck } from './run-check.ts';
import { runTests } from './run-tests.ts';
import type { Stage, StageResult } from './stage.ts';

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
