import { own, plainLine, plainText } from '@tamada/core/foreign';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each([
  ['plain', 'plain'],
  ['a\tb\nc', 'a\tb\nc'],
  ['a\r\nb\rc', 'a\nb\nc'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b[2J\u001b[Hcleared', 'cleared'],
  ['\u001b]0;a title\u0007after', 'after'],
  ['\u001b]8;;http://elsewhere\u001b\\link\u001b]8;;\u001b\\', 'link'],
  ['\u001b]52;c;cGFzc3dvcmQ=\u0007clipboard', 'clipboard'],
  ['\u001bP+q544e\u001b\\after', 'after'],
  ['\u009b31mshort', '31mshort'],
  ['\u001bcreset', 'reset'],
  ['back\u0008\u0008\u007fspace', 'backspace'],
  ['turned \u202etxet\u202c', 'turned txet'],
  ['ünïcödé 🐘', 'ünïcödé 🐘'],
  ['\u001b', ''],
])('%j goes to a terminal as %j', (foreign, plain) => {
  expect(plainText(foreign)).toBe(plain);
});

test('nothing that a terminal obeys is left, whatever comes, and it takes no longer the longer it is in a row', () => {
  const parts = fc.constantFrom('\u001b', '\u001b[', '\u001b]', '\u0007', '\u009b', '\u009d', '0;', 'm', '\\', '\u0000', 'text', '\n');
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 40 }), (pieces) => {
      expect(plainText(pieces.join(''))).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      expect(plainLine(pieces.join(''))).not.toMatch(/[\n\t]/);
    }),
  );
  for (const piece of ['\u001b[', '\u001b]', '\u001b[0;', '\u001b ']) {
    const start = performance.now();
    plainText(piece.repeat(300_000));
    expect(performance.now() - start).toBeLessThan(5000);
  }
});

test('a table is asked for its own rows only', () => {
  const table = { a: 1 };
  expect(['a', 'b', 'constructor', 'toString', '__proto__', 'hasOwnProperty'].map((word) => own(table, word))).toEqual([
    1,
    ...Array<undefined>(5).fill(undefined),
  ]);
});
