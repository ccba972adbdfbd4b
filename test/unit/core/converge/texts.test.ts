import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredUsers, unifiedDiff } from '@tamada/core/converge';
import { describe, expect, test } from 'vitest';
import { restartPart } from '../../../../packages/core/converge/readers.ts';

describe('a difference', () => {
  const long = Array.from({ length: 30 }, (_value, index) => `line ${index}`);
  const changed = long.with(3, 'changed').with(20, 'also').toSpliced(27, 2);
  test.each([
    ['of equal texts', 'a\nb\n', 'a\nb\n'],
    ['of one line', 'a\n', 'b\n'],
    ['of a new text', '', 'a\nb\n'],
    ['of a text that goes', 'a\nb\n', ''],
    ['with a line between', 'a\nc\n', 'a\nb\nc\n'],
    ['with distant changes', `${long.join('\n')}\n`, `${changed.join('\n')}\n`],
    ['with near changes', `${long.join('\n')}\n`, `${long.with(10, 'x').with(16, 'y').join('\n')}\n`],
    ['at the end', `${long.join('\n')}\n`, `${[...long, 'more'].join('\n')}\n`],
  ])('%s is what diff -u says', (_what, before, after) => {
    expect(unifiedDiff('/f', before, after)).toBe(diffProgram(before, after));
  });
});

test.each([
  ['100,000 empty lines', '', '\n'.repeat(100_000)],
  ['one huge line', 'x'.repeat(4 * 1024 * 1024), 'y'],
  ['everything changed', numbered('a', 4500), numbered('b', 4500)],
  ['two words in disorder', disorder(7), disorder(11)],
])('a difference of %s takes no time, and says how large it is', (_what, before, after) => {
  const started = process.cpuUsage();
  expect(unifiedDiff('/f', before, after)).toMatch(/^too large to show: \d+ lines before, \d+ after$/);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500);
});

function numbered(word: string, lines: number): string {
  return Array.from({ length: lines }, (_value, index) => `${word}${String(index)}\n`).join('');
}

function disorder(step: number): string {
  return Array.from({ length: 4500 }, (_value, index) => `${String((index * index) % step)}\n`).join('');
}

/** `diff -u` itself. */
function diffProgram(before: string, after: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamada-diff-'));
  try {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    writeFileSync(one, before);
    writeFileSync(other, after);
    return spawnSync('diff', ['-u', '--label=/f', '--label=/f', one, other], { encoding: 'utf8' }).stdout.trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('users and groups that a sysusers file makes', () => {
  expect(declaredUsers('# Consul\nu  consul - "Consul" /var/lib/consul\ng! watchers -\nm consul watchers\n')).toEqual({
    users: ['consul'],
    groups: ['consul', 'watchers'],
  });
});

describe('the part of a YAML file that is read at the start only', () => {
  const keys = ['scope', 'consul.host', 'restapi'];
  const text = 'scope: geo\nconsul: {host: 127.0.0.1, token: a}\nrestapi: {listen: 1}\n';
  test.each([
    ['another token', text.replace('token: a', 'token: b'), true],
    ['another order and comments', '# new\nrestapi: {listen: 1}\nconsul: {token: a, host: 127.0.0.1}\nscope: geo\n', true],
    ['another host', text.replace('127.0.0.1', '127.0.0.2'), false],
    ['something inside a whole key', text.replace('listen: 1', 'listen: 2'), false],
    ['a missing key', text.replace('scope: geo\n', ''), false],
  ])('%s', (_what, other, same) => {
    expect(restartPart(keys, other) === restartPart(keys, text)).toBe(same);
  });
});

describe('a YAML file that would cost more than it is worth is one value as a whole', () => {
  const keys = ['scope', 'consul.host'];
  const many = (text: (index: number) => string, count: number): string =>
    Array.from({ length: count }, (_value, index) => text(index)).join('');
  test.each([
    ['[ × 30,000', '['.repeat(30_000)],
    ['[ × 30,000, closed', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['{ × 30,000', '{a: '.repeat(30_000)],
    ['lists in lists', '- '.repeat(30_000)],
    ['maps in maps', many((index) => `${' '.repeat(index)}a:\n`, 400)],
    ['keys of keys', '? '.repeat(30_000)],
    ['20,000 anchors', many((index) => `- &a${String(index)} x\n`, 20_000)],
    ['20,000 keys', many((index) => `key${String(index)}: 1\n`, 20_000)],
    ['commas', `[${','.repeat(100_000)}]`],
    ['two million lines', 'a\n'.repeat(2_000_000)],
    ['no YAML', 'a: "'],
  ])('%s', (_what, text) => {
    const started = process.cpuUsage();
    expect(restartPart(keys, text)).not.toBe(restartPart(keys, `${text}#`));
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
  });
});
