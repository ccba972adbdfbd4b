/** ``did you mean `datacenter`?`` where one of the names is near, otherwise all of them. */
export function nearestHint(word: string, names: readonly string[], what: string): string {
  const near = nearest(word, names);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return names.length === 0 ? `there are no ${what}` : `${what}: ${names.join(', ')}`;
}

/** The name that needs the fewest changes, if those are few for the word's length. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const limit = word.length <= 4 ? 1 : word.length <= 7 ? 2 : 3;
  const ranked = names
    // Every letter that one has more than the other is a change.
    .filter((name) => Math.abs(fold(name).length - fold(word).length) <= limit)
    .map((name) => ({ name, distance: distance(fold(word), fold(name)) }))
    .filter((each) => each.distance <= limit)
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.name;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function distance(one: string, other: string): number {
  let [beforePrevious, previous]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const replace = at(previous, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swap = swapped ? at(beforePrevious, column - 2) + 1 : Infinity;
      current.push(Math.min(at(previous, column) + 1, at(current, column - 1) + 1, replace, swap));
    }
    [beforePrevious, previous] = [previous, current];
  }
  return at(previous, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
