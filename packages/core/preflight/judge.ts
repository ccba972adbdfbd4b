import { TamadaError } from '@tamada/core/errors';
import { checks } from './checks.ts';
import type { PreflightInput } from './input.ts';
import type { Finding } from './types.ts';

/** The names that `--ignore` takes. */
export const checkNames: readonly string[] = checks.map(({ name }) => name);

/** Refuses names that no check has, with the list of those that there are. */
export function requireCheckNames(names: readonly string[]): void {
  const unknown = names.filter((name) => !checkNames.includes(name));
  if (unknown.length === 0) return;
  throw new TamadaError({
    code: 'usage',
    problem: `no check is called ${unknown.join(', ')}`,
    next: `the checks are: ${checkNames.join(', ')}`,
  });
}

/** All findings of all checks; a failure of an ignored check is a warning. */
export function judge(input: PreflightInput, ignored: readonly string[]): readonly Finding[] {
  return checks.flatMap(({ name, check }) =>
    check(input).map((judgement): Finding => {
      const demoted = judgement.level === 'fail' && ignored.includes(name);
      return { name, ...judgement, level: demoted ? 'warn' : judgement.level, ignored: demoted };
    }),
  );
}
