/** A table's row for a word that somebody else wrote; undefined where the table itself has none: `constructor` is a row of no table. */
export function own<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
