import { maskDetail, maskKeys, maskOf, standIn } from '@tamada/core/converge';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf, secret } from './secret-texts.ts';

describe('what a program said has no piece of a secret', () => {
  const mask = maskOf(['hunter22', 'hunter22-and-more', 'a"b\\c d', '-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n']);
  test.each([
    ['a value', 'x hunter22 y', 'x *** y'],
    ['the longer of two', 'x hunter22-and-more y', 'x *** y'],
    ['a part of it', "line 3: unexpected 'nter2'", "line 3: unexpected '***'"],
    ['two that overlap', 'hunter22hunter22', '***'],
    ['quoted', `x ${JSON.stringify('a"b\\c d')}`, 'x "***"'],
    [
      'a key without its frame',
      '-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----',
    ],
    ['nothing else', 'no such key: hunt', 'no such key: ***'],
    ['nothing at all', 'no such key: hun', 'no such key: hun'],
  ])('%s', (_what, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test('whatever the secrets and the text', () => {
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(4), fc.nat(60), fc.nat(60), fc.string({ maxLength: 8 }))),
        (secrets, parts) => {
          const text = parts.map(([which, from, to, between]) => between + (secrets[which] ?? '').slice(from, to)).join('');
          const masked = maskOf(secrets)(text);
          for (const piece of piecesOf(secrets)) if (!piece.includes('*')) expect(masked).not.toContain(piece);
        },
      ),
    );
  });

  test('linear in the text', () => {
    const started = process.cpuUsage();
    maskOf(['hunter22'])('hunte'.repeat(1_000_000));
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
  });

  test('in what programs said, and not in names of ours', () => {
    const detail = { code: 'validator_refused', program: 'consul', path: '/etc/hunter22', output: 'hunter22' } as const;
    expect(maskDetail(detail, mask)).toEqual({ ...detail, output: '***' });
  });
});

describe('values of keys that sound like secrets', () => {
  test.each([
    ['in YAML', 'replication:\n  password: old one\n', 'replication:\n  password: ***\n'],
    ['in a list', '  - password: old one\n', '  - password: ***\n'],
    ['in JSON', '  "encrypt": "abc=",', '  "encrypt": ***'],
    ['of old Consul', '  "master": "abc"', '  "master": ***'],
    ['behind a longer key', 'consul_token_agent = x', 'consul_token_agent = ***'],
    ['of keepalived', '    auth_pass hunter22', '    auth_pass ***'],
    [
      'a private key',
      'a\n-----BEGIN PRIVATE KEY-----\nabc\ndef\n-----END PRIVATE KEY-----\nb',
      'a\n-----BEGIN PRIVATE KEY-----\n***\n-----END PRIVATE KEY-----\nb',
    ],
    ['not a slot', '  password: @{slot:yaml:patroni_rest}', '  password: @{slot:yaml:patroni_rest}'],
    ['nothing else', 'log_level: INFO\nkey_file: /etc/x\n', 'log_level: INFO\nkey_file: /etc/x\n'],
  ])('%s', (_what, text, masked) => {
    expect(maskKeys(text)).toBe(masked);
  });

  test.each([
    ['empty lines', '\n'.repeat(1_000_000)],
    ['a long word', 'password'.repeat(500_000)],
    ['spaces', ' '.repeat(4_000_000)],
    ['keys that never end', '-----BEGIN PRIVATE KEY-----\n'.repeat(150_000)],
    ['keys on one line', '-----BEGIN PRIVATE KEY-----'.repeat(150_000)],
  ])('are looked for in linear time: %s', (_what, text) => {
    const started = process.cpuUsage();
    maskKeys(text);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
  });
});

describe('what a validator is shown in the place of a secret', () => {
  test.each([
    ['a gossip key', 'pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=', /^[A-Za-z0-9+/]{43}=$/],
    ['a UUID', '3fa85f64-5717-4562-b3fc-2c963f66afa6', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ['of eight letters', 'aB3dE6gH', /^[A-Za-z0-9]{8}$/],
  ])('%s keeps its shape and nothing else', (_what, value, shape) => {
    const shown = standIn('x', value);
    expect(shown).toMatch(shape);
    for (const piece of piecesOf([value])) expect(shown).not.toContain(piece);
  });

  test('a certificate is no secret, a key is', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIGH+/\n-----END PRIVATE KEY-----\n';
    expect(standIn('tls.certificate', pem)).toBe(pem);
    expect(standIn('tls.consul.certificate', pem)).toBe(pem);
    for (const name of ['tls.key', 'tls.consul.key'])
      expect(standIn(name, pem)).toBe('-----BEGIN PRIVATE KEY-----\nXXXX+/\n-----END PRIVATE KEY-----\n');
  });
});
