interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

const contextLines = 3;

/** The difference of two texts as `diff -u` prints it; empty for equal ones. Managed files are small: the table is quadratic. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const lines = align(split(before), split(after));
  const changed = lines.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  if (changed.length === 0) return '';
  return [`--- ${path}`, `+++ ${path}`, ...hunks(changed).flatMap(([from, to]) => printHunk(lines, from, to))].join('\n');
}

function split(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Longest common subsequence, from the end to the start. */
function align(before: readonly string[], after: readonly string[]): readonly Line[] {
  const common = before.map(() => new Uint32Array(after.length + 1));
  common.push(new Uint32Array(after.length + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row !== undefined) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, young] = [before[i], after[j]];
    if (old !== undefined && old === young) {
      lines.push({ sign: ' ', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (young === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: '-', text: old });
      i += 1;
    } else {
      lines.push({ sign: '+', text: young ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** Changed lines with their surroundings as ranges [from, to), joined where they touch. */
function hunks(changed: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const index of changed) {
    const last = ranges.at(-1);
    if (last !== undefined && index - contextLines <= last[1]) last[1] = index + contextLines + 1;
    else ranges.push([Math.max(0, index - contextLines), index + contextLines + 1]);
  }
  return ranges;
}

function printHunk(lines: readonly Line[], from: number, to: number): readonly string[] {
  const body = lines.slice(from, to);
  const count = (list: readonly Line[], other: '-' | '+'): number => list.filter(({ sign }) => sign !== other).length;
  const range = (other: '-' | '+'): string => {
    const length = count(body, other);
    const start = count(lines.slice(0, from), other) + (length === 0 ? 0 : 1);
    return length === 1 ? String(start) : `${String(start)},${String(length)}`;
  };
  return [`@@ -${range('+')} +${range('-')} @@`, ...body.map(({ sign, text }) => `${sign}${text}`)];
}
