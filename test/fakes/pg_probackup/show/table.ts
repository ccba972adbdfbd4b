/** A table as the real one prints it: columns as wide as their widest cell, numbers to the right. */
export interface Column {
  readonly heading: string;
  readonly right?: boolean;
}

export function printTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ heading }, at) => Math.max(heading.length, ...rows.map((row) => (row[at] ?? '').length)));
  const rule = '='.repeat(widths.reduce((sum, width) => sum + width + 2, 0) + 1 - 2 + 1);
  const heading = columns.map(({ heading: text }, at) => ` ${text.padEnd(widths[at] ?? 0)} `).join('');
  const lines = rows.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return ` ${columns[at]?.right === true ? cell.padStart(width) : cell.padEnd(width)} `;
      })
      .join(''),
  );
  return [rule, heading, rule, ...lines].map((line) => `${line}\n`).join('');
}
