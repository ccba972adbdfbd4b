/** Compares versions of digits and dots; what follows the digits (`15.18-0+deb12u1`) and an epoch (`1:`) does not count. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [numbers(version), numbers(least)];
  for (let index = 0; index < Math.max(have.length, want.length); index++) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string): readonly number[] {
  const digits = /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? '';
  return digits === '' ? [] : digits.split('.').map(Number);
}
