import { X509Certificate } from 'node:crypto';
import { errorDetail, describeError } from '@tamada/core/errors';
import type { NodeStatus } from '@tamada/core/view';
import { readOptional } from '@tamada/runtime';

type CertificateStatus = NodeStatus['certificates'][number];

/** When the node's certificates end. One that is not there is left out; one that cannot be read has a problem. */
export async function certificatesStatus(files: Readonly<Record<string, string>>): Promise<CertificateStatus[]> {
  const read = Object.entries(files).map(([name, path]) => certificateStatus(name, path));
  return (await Promise.all(read)).filter((status) => status !== null);
}

async function certificateStatus(name: string, path: string): Promise<CertificateStatus | null> {
  try {
    const pem = await readOptional(path);
    if (pem === null) return null;
    const { subject, validTo, fingerprint256 } = new X509Certificate(pem);
    return { name, subject: subject.replaceAll('\n', ', '), notAfterMs: Date.parse(validTo), fingerprint: fingerprint256, problem: null };
  } catch (error) {
    return { name, subject: null, notAfterMs: null, fingerprint: null, problem: describeError(errorDetail(error)).message };
  }
}
