import { fillSlots, slot } from '@tamada/core/bundle';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { quoteFor } from '../../../../packages/core/bundle/template/quote.ts';
import { yamlLines } from '../../../../packages/core/bundle/template/yaml-lines.ts';

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

test.each([printable, '# no comment', "it's: {a} [b] & *c | > ! %", 'a\u007fb\u0085c\u2028d', 'true', '', ' ', '@{slot'])(
  'a secret %j survives YAML and JSON',
  (secret) => {
    const text = fillSlots(`a: ${slot('yaml', 'x')}\nb: ${slot('json', 'x')}\n`, () => secret);
    expect(parse(text)).toEqual({ a: secret, b: secret });
  },
);

test('any value survives YAML and JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(parse(`a: ${quoteFor('yaml', value)}`)).toEqual({ a: value });
      expect(JSON.parse(quoteFor('json', value))).toEqual(value);
    }),
  );
});

test('a secret that looks like a pattern of replacement is taken as it is', () => {
  expect(fillSlots(slot('raw', 'x'), () => "$& $1 $' $$")).toBe("$& $1 $' $$");
});

test('what YAML readers refuse is escaped', () => {
  expect(quoteFor('yaml', '\u007f\u0085\u2028\ufeff')).toBe('"\\u007f\\u0085\\u2028\\ufeff"');
});

test('colons and backslashes are escaped in a pgpass file', () => {
  expect(fillSlots(`*:*:*:u:${slot('pgpass', 'x')}`, () => 'a:b\\c')).toBe('*:*:*:u:a\\:b\\\\c');
});

test.each([
  ['/etc/consul.d/consul.json', '/etc/consul.d/consul.json'],
  ['100%', '"100%%"'],
  ['two words', '"two words"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['$HOME', '"$$HOME"'],
])('%s in a unit file', (value, quoted) => {
  expect(quoteFor('systemd', value)).toBe(quoted);
});

test.each([
  ['pg-a1-1', 'pg-a1-1'],
  ['10.10.1.1:5432', '10.10.1.1:5432'],
  ['two words', "'two words'"],
  ['a"b$c#d\\e', `'a"b$c#d\\e'`],
  ["it's", `'it'\\''s'`],
  ['', "''"],
])('%s in haproxy.cfg', (value, quoted) => {
  expect(quoteFor('haproxy', value)).toBe(quoted);
});

test.each([
  ['eth0.100', 'eth0.100'],
  ['10.10.1.3/24', '10.10.1.3/24'],
  ['two words', '"two words"'],
  ['a!b#c', '"a!b#c"'],
])('%s in keepalived.conf', (value, quoted) => {
  expect(quoteFor('keepalived', value)).toBe(quoted);
});

test.each(['$HOME', 'a"b', 'a\\b', '@here', '~SEQ', ''])('%j cannot stand in keepalived.conf', (value) => {
  expect(() => quoteFor('keepalived', value)).toThrow('keepalived cannot be told');
});

test('a character beyond the first 65,536 stays one character', () => {
  expect(quoteFor('yaml', '😀')).toBe('"😀"');
  expect(quoteFor('json', '😀')).toBe('"😀"');
});

test.each([
  [1e21, '1000000000000000000000'],
  [-1.5e21, '-1500000000000000000000'],
  [1.5e-7, '0.00000015'],
  [1e-7, '0.0000001'],
  [123_456_789.5, '123456789.5'],
  [-0, '0'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
])('%d is written in digits', (value, written) => {
  for (const format of ['yaml', 'json', 'systemd', 'haproxy', 'keepalived'] as const) expect(quoteFor(format, value)).toBe(written);
});

test('any number is one to a reader of YAML 1.1 and of JSON', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const written = quoteFor('yaml', value);
      expect(written).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(written)).toBe(value === 0 ? 0 : value);
      expect(yamlLines({ list: [value], map: {}, deep: [{ a: value }] })).toEqual([
        `list: [${written}]`,
        'map: {}',
        `deep: [{"a": ${written}}]`,
      ]);
    }),
  );
});

test.each([NaN, Infinity, -Infinity])('%d is no number that a file can hold', (value) => {
  expect(() => quoteFor('yaml', value)).toThrow('is not a number that a file can hold');
});
