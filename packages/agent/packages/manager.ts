import { TamadaError } from '@tamada/core/errors';
import type { Survey } from '@tamada/core/preflight';
import type { Argv, CommandRunner } from '@tamada/runtime';

export type PackageState = Survey['packages'][number];

/** What we ask of a platform's package manager. */
export interface PackageManager {
  /** In the order of the names. */
  readonly states: (names: readonly string[]) => Promise<readonly PackageState[]>;
  /** Learns what the repositories have now. */
  readonly refresh: () => Promise<void>;
  /** Installs without asking; what is installed already is not upgraded. Refuses with `packages_failed`. */
  readonly install: (names: readonly string[]) => Promise<void>;
}

/** A download over a slow line may take this long. */
const timeoutMs = 15 * 60_000;

/** Runs a package manager to its end; what it printed goes into the error where it fails. */
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

/** Package → version, from lines of `name<TAB>version`; other lines are ignored. */
export function readVersions(lines: string): ReadonlyMap<string, string> {
  return new Map(
    lines.split('\n').flatMap((line) => {
      const [name, version] = line.split('\t');
      return name === undefined || version === undefined || version === '' ? [] : [[name, version] as const];
    }),
  );
}

export function packageStates(
  names: readonly string[],
  installed: ReadonlyMap<string, string>,
  candidates: ReadonlyMap<string, string>,
): readonly PackageState[] {
  return names.map((name) => ({ name, version: installed.get(name) ?? '', candidate: candidates.get(name) ?? '' }));
}
