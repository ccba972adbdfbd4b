import { runProcess } from './run-process.ts';
import type { CheckStage, StageResult } from './stage.ts';

/** Says nothing but its name and time when it passes. */
export async function runCheck({ name, argv, minutes }: CheckStage, say: (text: string) => void): Promise<StageResult> {
  const { ok, seconds, output } = await runProcess(argv, { minutes, show: false });
  say(`${ok ? '✔' : '✘'} ${name} ${seconds.toFixed(1)} s\n`);
  if (!ok) say(`${output.trimEnd()}\n\n`);
  return { name, outcome: ok ? 'passed' : 'failed', seconds };
}
