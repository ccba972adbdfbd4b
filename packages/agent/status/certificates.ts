import { X509Certificate } from 'node:crypto';
import type { NodeStatus } from '@tamada/core/verdict';
import { readOptional } from '@tamada/runtime';

type CertificateStatus = NodeStatus['certificates'][number];

/** When the node's certificates end. One that is not there is left out; one that cannot be read has ended. */
export async function certificatesStatus(files: Readonly<Record<string, string>>): Promise<readonly CertificateStatus[]> {
  const read = Object.entries(files).map(async ([name, path]) => ({ name, pem: await readOptional(path).catch(() => '') }));
  return (await Promise.all(read)).flatMap(({ name, pem }) => (pem === null ? [] : [certificateStatus(name, pem)]));
}

function certificateStatus(name: string, pem: string): CertificateStatus {
  try {
    const { subject, validTo, fingerprint256 } = new X509Certificate(pem);
    return { name, subject: subject.replaceAll('\n', ', '), notAfterMs: Date.parse(validTo), fingerprint: fingerprint256 };
  } catch {
    return { name, subject: '', notAfterMs: 0, fingerprint: '' };
  }
}
