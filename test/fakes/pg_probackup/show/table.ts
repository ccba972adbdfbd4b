/** A table as the real one prints it: columns as wide as their widest cell, numbers to the right. */
export interface Column {
  readonly heading: string;
  readonly right?: boolean;
}

export function printTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ heading }, at) => Math.max(heading.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right = false }, at) => {
        const cell = cells[at] ?? '';
        return ` ${right ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)} `;
      })
      .join('');
  const rule = '='.repeat(widths.reduce((sum, width) => sum + width + 2, 0));
  return [rule, line(columns.map(({ heading }) => heading)), rule, ...rows.map(line)].map((text) => `${text}\n`).join('');
}
