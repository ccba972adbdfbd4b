export type Row = Readonly<Partial<Record<string, string>>>;

/** The table whose heading begins so, until an empty line; cells by their heading's names. HAProxy quotes none that we read. */
export function readTable(answer: string, heading: string, separator: string): readonly Row[] {
  const lines = answer.split('\n');
  const start = lines.findIndex((line) => line.startsWith(heading));
  if (start < 0) return [];
  const names = (lines[start] ?? '').slice(2).split(separator);
  const end = lines.indexOf('', start);
  return lines.slice(start + 1, end < 0 ? undefined : end).map((line) => {
    const cells = line.split(separator);
    return Object.fromEntries(names.map((name, column) => [name, cells[column] ?? '']));
  });
}
