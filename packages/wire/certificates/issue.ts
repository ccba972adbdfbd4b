import { randomBytes, webcrypto } from 'node:crypto';
import type { CertificateSubject } from '@tamada/core/certificates';
import type { Organization } from '../access.ts';
import { keyToPem, makeKeys, signingAlgorithm, x509Library, keyFromPem } from './keys.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Replacing the authority means enrolling every node again, so it outlives the hardware. */
const authorityDays = 3650;

/** Short enough that a lost key expires, long enough for one renewal a year; `status` warns 60 days ahead. */
const leafDays = 365;

/** A host whose clock is hours behind must still let us in, so that preflight can say what is wrong. A day more costs nothing. */
const skewMs = dayMs;

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

function authorityValidity(nowMs: number): Validity {
  return validity(nowMs, authorityDays);
}

function leafValidity(nowMs: number, days = leafDays): Validity {
  return validity(nowMs, days);
}

function validity(nowMs: number, days: number): Validity {
  return { notBefore: new Date(nowMs - skewMs), notAfter: new Date(nowMs + days * dayMs) };
}

/** 127 random bits: positive in DER, and never the same twice. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}

/** The cluster's certificate authority, PEM. */
export interface CertificateAuthority {
  readonly certificate: string;
  readonly key: string;
}

/** X.509's bound on a common name. This one is for people only: a longer cluster's name is cut. */
const longestName = 64;

/** A new authority: P-256, signs leaves only. */
export async function createAuthority(cluster: string, nowMs: number): Promise<CertificateAuthority> {
  const x509 = await x509Library();
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: [{ CN: [`tamada ${cluster}`.slice(0, longestName)] }, { O: ['authority'] }],
      ...authorityValidity(nowMs),
      signingAlgorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { certificate: `${certificate.toString('pem')}\n`, key: await keyToPem(keys.privateKey) };
}

/** What a certificate says of its holder. The coordinator decides it; the names in a signing request are ignored. */
export type LeafSubject = CertificateSubject<Organization>;

export interface LeafOptions {
  readonly authority: CertificateAuthority;
  readonly subject: LeafSubject;
  readonly nowMs: number;
  readonly days?: number | undefined;
}

/** TLS roles: agents, PostgreSQL and Patroni serve, people call, Consul's servers do both. */
export const leafUsages: Readonly<Record<Organization, readonly ('serverAuth' | 'clientAuth')[]>> = {
  agent: ['serverAuth'],
  consul: ['serverAuth', 'clientAuth'],
  postgres: ['serverAuth'],
  patroni: ['serverAuth'],
  admin: ['clientAuth'],
  operator: ['clientAuth'],
  viewer: ['clientAuth'],
};

/** A certificate with a new key, both PEM. */
export async function issueCertificate(options: LeafOptions): Promise<{ readonly certificate: string; readonly key: string }> {
  const keys = await makeKeys();
  return { certificate: await signLeaf(options, keys.publicKey), key: await keyToPem(keys.privateKey) };
}

/** The certificate for a public key. */
export async function signLeaf({ authority, subject, nowMs, days }: LeafOptions, publicKey: webcrypto.CryptoKey): Promise<string> {
  const x509 = await x509Library();
  const issuer = new x509.X509Certificate(authority.certificate);
  const names = [
    ...subject.dnsNames.map((value) => ({ type: 'dns' as const, value })),
    ...subject.ipAddresses.map((value) => ({ type: 'ip' as const, value })),
  ];
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: [{ CN: [subject.commonName] }, { O: [subject.organization] }],
      issuer: issuer.subject,
      ...leafValidity(nowMs, days),
      signingAlgorithm,
      publicKey,
      signingKey: await keyFromPem(authority.key),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension(leafUsages[subject.organization].map((usage) => x509.ExtendedKeyUsage[usage])),
        ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
        await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return `${certificate.toString('pem')}\n`;
}
