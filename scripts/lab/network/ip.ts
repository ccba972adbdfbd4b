import type { Place } from '../addresses.ts';
import { type LabPaths, namespaceOf } from '../paths.ts';
import { runOrFail } from '../process/run.ts';

export async function ipBatch(paths: LabPaths, place: Place | 'wan', lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await runOrFail(['ip', '-n', namespaceOf(paths, place), '-batch', '-'], { input: `${lines.join('\n')}\n`, timeoutMs: 20_000 });
}
