import { createPublicKey } from 'node:crypto';

const type = 'ecdsa-sha2-nistp256';

/** `ecdsa-sha2-nistp256 AAAA…`: the public half of an EC P-256 key in PEM, as OpenSSH writes it; null where this is no such key. */
export function sshPublicKey(pem: string): string | null {
  try {
    const { kty, crv, x = '', y = '' } = createPublicKey(pem).export({ format: 'jwk' });
    if (kty !== 'EC' || crv !== 'P-256') return null;
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const blob = Buffer.concat([Buffer.from(type), Buffer.from('nistp256'), point].flatMap((part) => [length(part), part]));
    return `${type} ${blob.toString('base64')}`;
  } catch {
    return null;
  }
}

function length(part: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(part.length);
  return bytes;
}

const publicPart = '.public';

/** A secret's name for its public half, which is no secret: `ssh_backup.public` → `ssh_backup`; null for any other name. */
export function privateName(name: string): string | null {
  return name.endsWith(publicPart) ? name.slice(0, -publicPart.length) : null;
}
