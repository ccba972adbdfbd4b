import { createPrivateKey, X509Certificate } from 'node:crypto';

/** What people and `status` want to know of a certificate. */
export interface CertificateDescription {
  /** `CN=pg-a1-1, O=agent`. */
  readonly subject: string;
  readonly commonName: string;
  readonly organization: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint: string;
}

/** Reads a PEM certificate; throws where it is none. */
export function describeCertificate(pem: string): CertificateDescription {
  const certificate = new X509Certificate(pem);
  const parts = certificate.subject.split('\n');
  const part = (name: string): string => parts.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  return {
    subject: parts.join(', '),
    commonName: part('CN'),
    organization: part('O'),
    notBeforeMs: Date.parse(certificate.validFrom),
    notAfterMs: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

/** Whether a certificate was signed by an authority and belongs to a key; all PEM. Says nothing of its dates. */
export function certificateFits(certificate: string, authority: string, key: string): boolean {
  const leaf = new X509Certificate(certificate);
  const issuer = new X509Certificate(authority);
  return leaf.verify(issuer.publicKey) && leaf.checkPrivateKey(createPrivateKey(key));
}

/** Why a certificate is not valid now, by a clock that may itself be wrong; null where it is valid. */
export function outOfTime({ notBeforeMs, notAfterMs }: CertificateDescription, nowMs: number): string | null {
  const words = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  if (nowMs < notBeforeMs) return `it is valid from ${words(notBeforeMs)} UTC, and the clock here says ${words(nowMs)}`;
  return nowMs > notAfterMs ? `it expired on ${words(notAfterMs)} UTC, and the clock here says ${words(nowMs)}` : null;
}
