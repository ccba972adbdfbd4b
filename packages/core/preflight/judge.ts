import { TamadaError } from '@tamada/core/errors';
import { checks } from './checks.ts';
import type { PreflightInput } from './input.ts';
import type { Finding } from './types.ts';

/** The names that `--ignore` takes. */
export const checkNames: readonly string[] = checks.map(({ name }) => name);

const ignorableNames: readonly string[] = checks.filter(({ ignorable }) => ignorable).map(({ name }) => name);

/** Refuses names that `--ignore` does not take, with the list of those that it does. */
export function requireIgnorable(names: readonly string[]): void {
  const unknown = names.filter((name) => !checkNames.includes(name));
  const needed = names.filter((name) => checkNames.includes(name) && !ignorableNames.includes(name));
  if (unknown.length === 0 && needed.length === 0) return;
  throw new TamadaError({
    code: 'usage',
    problem:
      unknown.length > 0
        ? `no check is called ${unknown.join(', ')}`
        : `failures of ${needed.join(', ')} cannot be ignored: bootstrap would fail there, too`,
    next: `checks whose failures can be ignored: ${ignorableNames.join(', ')}`,
  });
}

/** The flags with which bootstrap goes on despite these failures; null where one of them cannot be ignored. */
export function ignoreFlags(failed: readonly Finding[]): string | null {
  const names = [...new Set(failed.map(({ name }) => name))];
  return names.every((name) => ignorableNames.includes(name)) ? names.map((name) => `--ignore ${name}`).join(' ') : null;
}

/** All findings of all checks; a failure of an ignored check is a warning. */
export function judge(input: PreflightInput, ignored: readonly string[]): readonly Finding[] {
  return checks.flatMap(({ name, ignorable, check }) =>
    check(input).map((judgement): Finding => {
      const demoted = judgement.level === 'fail' && ignorable && ignored.includes(name);
      return { name, ...judgement, level: demoted ? 'warn' : judgement.level, ignored: demoted };
    }),
  );
}
