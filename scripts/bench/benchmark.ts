/** What a benchmark has against us, a sentence for each limit that is broken; nothing where it only shows figures. */
export type BrokenLimits = readonly string[];

/** The middle one; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** A title and aligned rows on stdout. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = rows.reduce<number[]>((seen, row) => row.map((cell, column) => Math.max(seen[column] ?? 0, cell.length)), []);
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
  process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** The middle one, and in brackets the least and the most. */
export function spread(values: readonly number[], write: (value: number) => string): string {
  return `${write(median(values))} (${write(Math.min(...values))}..${write(Math.max(...values))})`;
}

/** How often each thing is measured: TAMADA_BENCH_ROUNDS, else three times. */
export function roundsOf(environment: NodeJS.ProcessEnv): number {
  return Number(environment.TAMADA_BENCH_ROUNDS ?? 3);
}

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
