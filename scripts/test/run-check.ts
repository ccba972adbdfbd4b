import { runProcess } from './run-process.ts';
import type { CheckStage, StageResult } from './stage.ts';

/** Says nothing but its name and time when it passes. */
export async function runCheck({ name, argv, minutes }: CheckStage): Promise<StageResult> {
  const { ok, seconds, output } = await runProcess(argv, { minutes, show: false });
  process.stdout.write(`${ok ? '✔' : '✘'} ${name} ${seconds.toFixed(1)} s\n`);
  if (!ok) process.stdout.write(`${output.trimEnd()}\n\n`);
  return { name, outcome: ok ? 'passed' : 'failed', seconds };
}
