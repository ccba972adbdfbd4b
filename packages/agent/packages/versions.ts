import type { PackageState } from './package-manager.ts';

/** Versions by package, from lines of `name<TAB>version`; other lines are talk. */
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
