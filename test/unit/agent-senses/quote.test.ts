import { describe, expect, test } from 'vitest';
import { identifier, literal } from '../../../packages/agent/postgres/psql.ts';

describe('SQL quoting', () => {
  test.each([
    ['app', '"app"'],
    ['a"b', '"a""b"'],
    ["o'd", '"o\'d"'],
    ['back\\slash', '"back\\slash"'],
  ])('identifier %j', (name, quoted) => {
    expect(identifier(name)).toBe(quoted);
  });

  test.each([[''], ['a\0b'], ['x'.repeat(64)], ['ü'.repeat(32)]])('identifier %j is refused', (name) => {
    expect(() => identifier(name)).toThrow();
  });

  test.each([
    ['plain', "'plain'"],
    ["it's", "'it''s'"],
    ['back\\slash', " E'back\\\\slash'"],
    ["\\'", " E'\\\\'''"],
  ])('literal %j', (value, quoted) => {
    expect(literal(value)).toBe(quoted);
  });
});
