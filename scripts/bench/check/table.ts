import type { BrokenLimits } from '../benchmark.ts';

/** Wall and CPU time of one run, in milliseconds. */
export type Run = readonly [wall: number, cpu: number];

export interface Sample {
  readonly what: string;
  readonly script: readonly Run[];
  readonly check: readonly Run[];
}

/** Where the check must stay: parts of what bash and curl cost. */
const limits = { wall: 0.3, cpu: 0.15 } as const;

export interface Row {
  readonly what: string;
  readonly script: Spread;
  readonly check: Spread;
  readonly wallRatio: number;
  readonly cpuRatio: number;
}

interface Spread {
  readonly wall: number;
  readonly wall90: number;
  readonly cpu: number;
}

export function summarize({ what, script, check }: Sample): Row {
  const [theirs, ours] = [spread(script), spread(check)];
  return { what, script: theirs, check: ours, wallRatio: ours.wall / theirs.wall, cpuRatio: ours.cpu / theirs.cpu };
}

/** A ratio that is no number is within no limit. */
export function brokenLimits({ what, wallRatio, cpuRatio }: Row): BrokenLimits {
  const judged = [
    { unit: 'wall', ratio: wallRatio, limit: limits.wall },
    { unit: 'CPU', ratio: cpuRatio, limit: limits.cpu },
  ];
  return judged
    .filter(({ ratio, limit }) => !(ratio <= limit))
    .map(({ unit, ratio, limit }) => `${what}: ${ratio.toFixed(3)} × ${unit}, at most ${limit.toFixed(2)}`);
}

export function printTable(rows: readonly Row[]): string {
  const lines = rows.flatMap((row) => [
    [row.what, 'bash + curl', ...figures(row.script), '1.00', '1.00'],
    ['', 'tamada-check', ...figures(row.check), row.wallRatio.toFixed(2), row.cpuRatio.toFixed(2)],
  ]);
  const limit = ['', 'at most', '', '', '', limits.wall.toFixed(2), limits.cpu.toFixed(2)];
  const cells = [['', 'ms', 'wall', 'p90', 'CPU', '× wall', '× CPU'], ...lines, limit];
  const widthOf = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]): string => row.map((cell, column) => pad(cell, widthOf(column), column)).join('  ');
  return cells.map((row) => `${line(row).trimEnd()}\n`).join('');
}

function figures({ wall, wall90, cpu }: Spread): readonly string[] {
  return [wall, wall90, cpu].map((ms) => ms.toFixed(2));
}

function pad(cell: string, width: number, column: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width);
}

function spread(runs: readonly Run[]): Spread {
  const walls = runs.map(([wall]) => wall);
  return {
    wall: quantile(walls, 0.5),
    wall90: quantile(walls, 0.9),
    cpu: quantile(
      runs.map(([, cpu]) => cpu),
      0.5,
    ),
  };
}

function quantile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN;
}
