import { stripVTControlCharacters } from 'node:util';

/** Rows as aligned columns; colours do not count as width, the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((seen, row) => {
    row.forEach((cell, column) => (seen[column] = Math.max(seen[column] ?? 0, width(cell))));
    return seen;
  }, []);
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, to: number): string {
  return cell + ' '.repeat(Math.max(0, to - width(cell)));
}

function width(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
