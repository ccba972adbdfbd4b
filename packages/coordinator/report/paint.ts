import { stripVTControlCharacters, styleText } from 'node:util';

/** Colours by meaning, so that a report never names a colour. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Whether to colour is the caller's decision: the terminal is not asked a second time. */
export function makePaint(colours: boolean): Paint {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  return { good: style('green'), warn: style('yellow'), bad: style('red'), strong: style('bold'), faint: style('dim') };
}

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
