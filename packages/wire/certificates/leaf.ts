import { webcrypto } from 'node:crypto';
import type { CertificateSubject } from '@tamada/core/certificates';
import type { Organization } from '../access.ts';
import type { CertificateAuthority } from './authority.ts';
import { keyFromPem, keyToPem, makeKeys, signingAlgorithm } from './keys.ts';
import { x509Library } from './library.ts';
import { leafValidity } from './lifetimes.ts';
import { serialNumber } from './serial.ts';

/** What a certificate says of its holder. The coordinator dictates it; a signing request's own names are not read. */
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
  backup: ['serverAuth', 'clientAuth'],
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
