import { webcrypto } from 'node:crypto';
import type * as X509 from '@peculiar/x509';

/** Loaded when it is needed, because that takes a tenth of a second and most runs issue nothing. */
export async function x509Library(): Promise<typeof X509> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

/** Small, fast, and understood by everything that reads our certificates: Node, Go (Consul), OpenSSL (PostgreSQL). */
export const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
export const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export async function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
}

/** PKCS#8 as PEM. */
export async function keyToPem(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

export async function keyFromPem(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', bytes, keyAlgorithm, false, ['sign']);
}
