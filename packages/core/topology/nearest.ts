import leven from 'leven';

/** ``did you mean `datacenter`?`` where one of the names is near, otherwise all of them. */
export function nearestHint(word: string, names: readonly string[], what: string): string {
  const near = nearest(word, names);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return names.length === 0 ? `there are no ${what}` : `${what}: ${names.join(', ')}`;
}

/** The name that needs the fewest changes, if those are few for the word's length. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const typed = fold(word);
  const near = names.flatMap((name) => {
    const right = fold(name);
    const limit = word.length > 7 ? 3 : word.length > 4 || sameLetters(typed, right) ? 2 : 1;
    // Every letter that one has more than the other is a change.
    if (Math.abs(right.length - typed.length) > limit) return [];
    const distance = leven(typed, right);
    return distance <= limit ? [{ name, distance }] : [];
  });
  return near.toSorted((one, other) => one.distance - other.distance)[0]?.name;
}

/** Neighbours that changed places are two changes, and one slip. */
function sameLetters(one: string, other: string): boolean {
  return one.length === other.length && letters(one) === letters(other);
}

function letters(word: string): string {
  return Array.from(word).toSorted().join('');
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}
