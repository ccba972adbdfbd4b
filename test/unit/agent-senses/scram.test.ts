import { createHash, createHmac } from 'node:crypto';
import { TamadaError } from '@tamada/core/errors';
import { describe, expect, test } from 'vitest';
import { fitsVerifier, scramVerifier } from '../../../packages/agent/postgres/scram.ts';

/** RFC 7677, section 3: user `user`, password `pencil`. */
const rfc = {
  salt: Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'),
  message:
    'n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,' +
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  proof: Buffer.from('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=', 'base64'),
  serverSignature: '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

describe('SCRAM verifiers', () => {
  test('the keys are those of RFC 7677', () => {
    const [kind, rounds, keys] = scramVerifier('pencil', rfc.salt).split('$') as [string, string, string];
    expect([kind, rounds]).toEqual(['SCRAM-SHA-256', '4096:W22ZaJ0SNY7soEsUEjb6gQ==']);
    const [stored, server] = keys.split(':').map((key) => Buffer.from(key, 'base64')) as [Buffer, Buffer];
    expect(createHmac('sha256', server).update(rfc.message).digest('base64')).toBe(rfc.serverSignature);
    const signature = createHmac('sha256', stored).update(rfc.message).digest();
    const clientKey = rfc.proof.map((byte, index) => byte ^ signature[index]!);
    expect(createHash('sha256').update(clientKey).digest()).toEqual(stored);
  });

  test.each([
    ['its password', 'pencil', scramVerifier('pencil', rfc.salt), true],
    ['its password, other rounds', 'pencil', scramVerifier('pencil', rfc.salt, 8192), true],
    ['another password', 'pencil ', scramVerifier('pencil', rfc.salt), false],
    ['an MD5 one', 'pencil', 'md5c9e5a1d4d5f1f8c1b7b1d3f0a6a0f0e1', false],
    ['none', 'pencil', '', false],
    ['a cut one', 'pencil', scramVerifier('pencil', rfc.salt).slice(0, -1), false],
  ])('%s', (_name, password, verifier, fits) => {
    expect(fitsVerifier(password, verifier)).toBe(fits);
  });

  test.each([[''], ['пароль'], ['with\ttab'], ['zero\0byte']])('%j is refused', (password) => {
    expect(() => scramVerifier(password, rfc.salt)).toThrow(TamadaError);
  });
});
