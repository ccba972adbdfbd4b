import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredUsers, maskSecrets, unifiedDiff } from '@tamada/core/converge';
import { describe, expect, test } from 'vitest';
import { restartPart } from '../../../../packages/core/converge/restart-part.ts';

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

describe('secrets are masked', () => {
  const secrets = { one: 'hunter22', two: 'hunter22-and-more', quoted: 'a"b\\c d', key: 'line 1\nline 2\n' };
  test.each([
    ['a value', 'x hunter22 y', 'x *** y'],
    ['the longer of two', 'x hunter22-and-more y', 'x *** y'],
    ['a quoted value', `x ${JSON.stringify(secrets.quoted)}`, 'x "***"'],
    ['behind a key in YAML', 'replication:\n  password: old one\n', 'replication:\n  password: ***\n'],
    ['behind a key in JSON', '  "encrypt": "abc=",', '  "encrypt": ***'],
    ['behind a longer key', 'consul_token_agent = x', 'consul_token_agent = ***'],
    [
      'a private key',
      '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----',
    ],
    ['nothing else', 'log_level: INFO\nkey_file: /etc/x\n', 'log_level: INFO\nkey_file: /etc/x\n'],
  ])('%s', (_what, text, masked) => {
    expect(maskSecrets(text, secrets)).toBe(masked);
  });
});

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
