import type { BrokenLimits } from './figures.ts';

export type Benches = Readonly<Record<string, () => Promise<BrokenLimits>>>;

/** Runs those that are wanted, or all, in order; the exit code is 1 if a limit is broken, and 2 if there is no such benchmark. */
export async function runBenches(benches: Benches, words: readonly string[], complain: (text: string) => void): Promise<0 | 1 | 2> {
  const unknown = words.filter((name) => !Object.hasOwn(benches, name));
  if (unknown.length > 0) {
    complain(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`);
    return 2;
  }
  let code: 0 | 1 = 0;
  for (const name of words.length > 0 ? words : Object.keys(benches)) {
    for (const limit of (await benches[name]?.()) ?? []) {
      complain(`${name}: a limit is broken: ${limit}\n`);
      code = 1;
    }
  }
  return code;
}
