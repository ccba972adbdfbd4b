import { structuredPatch } from 'diff';
import type { StructuredPatchHunk } from 'diff';

/** What is shown at most: beyond it nobody reads, and the time to find the smallest difference grows with the square of the changes. */
const most = { characters: 512 * 1024, lines: 10_000, changes: 1000 };

/** The difference of two texts as `diff -u` prints it, empty for equal ones; one line that says so where it is too large to show. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, young] = [whole(before), whole(after)];
  const lines = countLines(old) + countLines(young);
  const patch =
    lines > most.lines || old.length + young.length > most.characters
      ? undefined
      : structuredPatch(path, path, old, young, undefined, undefined, { context: 3, maxEditLength: most.changes });
  if (patch === undefined) return `too large to show: ${String(countLines(old))} lines before, ${String(countLines(young))} after`;
  if (patch.hunks.length === 0) return '';
  return [`--- ${path}`, `+++ ${path}`, ...patch.hunks.flatMap(printHunk)].join('\n');
}

/** Whether the last line ends with a line break is not shown. */
function whole(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function printHunk({ oldStart, oldLines, newStart, newLines, lines }: StructuredPatchHunk): readonly string[] {
  return [`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`, ...lines];
}

function range(start: number, lines: number): string {
  if (lines === 1) return String(start);
  return `${String(lines === 0 ? start - 1 : start)},${String(lines)}`;
}
