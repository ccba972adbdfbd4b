import fc from 'fast-check';

/** Short ones, long ones, repetitions, and many that begin alike. */
export const secret: fc.Arbitrary<string> = fc.oneof(
  fc.string({ minLength: 4, maxLength: 40 }),
  fc.tuple(fc.constantFrom('Z', 'ab', 'xyz'), fc.integer({ min: 2, max: 30 })).map(([part, times]) => part.repeat(times)),
  fc.string({ minLength: 1, maxLength: 6 }).map((end) => `shared-beginning-${end}`),
  fc.base64String({ minLength: 8, maxLength: 44 }),
  fc.uuid(),
);

/** Every four characters in a row. */
export function piecesOf(secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((value) => Array.from({ length: Math.max(value.length - 3, 0) }, (_one, at) => value.slice(at, at + 4)));
}
