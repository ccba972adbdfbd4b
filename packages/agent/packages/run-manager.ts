import { TamadaError } from '@tamada/core/errors';
import type { Argv, CommandRunner } from '@tamada/runtime';

/** A download over a slow line may take this long. */
const timeoutMs = 15 * 60_000;

/** Runs a package manager to its end; its words are passed on where it fails. */
export async function runManager(
  run: CommandRunner,
  argv: Argv,
  packages: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const { code, stdout, stderr, timedOut } = await run(argv, { timeoutMs, env });
  if (code === 0) return;
  const words = timedOut
    ? `${argv[0]} did not end within ${timeoutMs / 60_000} minutes`
    : lastLines(stderr.trim() === '' ? stdout : stderr);
  throw new TamadaError({ code: 'packages_failed', packages, output: words });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-20).join('\n');
}
