import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { TamadaError } from '@tamada/core/errors';

const iterations = 4096;

/** What PostgreSQL keeps instead of a password (RFC 5803): `SCRAM-SHA-256$4096:salt$StoredKey:ServerKey`. */
export function scramVerifier(password: string, salt: Uint8Array, rounds = iterations): string {
  const salted = pbkdf2Sync(prepared(password), salt, rounds, 32, 'sha256');
  const stored = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  const server = hmac(salted, 'Server Key').toString('base64');
  return `SCRAM-SHA-256$${rounds}:${Buffer.from(salt).toString('base64')}$${stored}:${server}`;
}

/** Whether a verifier that the server keeps was made from this password. */
export function fitsVerifier(password: string, verifier: string): boolean {
  const match = /^SCRAM-SHA-256\$(\d+):([A-Za-z0-9+/=]+)\$/.exec(verifier);
  if (match === null) return false;
  const again = scramVerifier(password, Buffer.from(match[2] ?? '', 'base64'), Number(match[1]));
  return again.length === verifier.length && timingSafeEqual(Buffer.from(again), Buffer.from(verifier));
}

/** SASLprep leaves printable ASCII as it is; beyond that, clients disagree about what it makes of a password. */
function prepared(password: string): string {
  if (/^[\x20-\x7e]+$/.test(password)) return password;
  throw new TamadaError({
    code: 'usage',
    problem: 'a password is empty or has characters beyond printable ASCII',
    next: 'write one with printable ASCII characters into the workspace’s secrets',
  });
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
