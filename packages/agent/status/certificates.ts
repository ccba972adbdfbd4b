import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { roleCertificates } from '@tamada/core/certificates';
import { errorDetail, describeError } from '@tamada/core/errors';
import type { Role } from '@tamada/core/topology';
import type { CertificateSaid } from '@tamada/core/view';
import { readOptional } from '@tamada/runtime';
import { certificateFiles } from '../certificates/certificate-files.ts';
import type { AgentPaths } from '../paths.ts';

/** The certificates of a node by name; with the one that its programs shared before each had its own, for as long as that is there. */
export function certificatePaths(paths: AgentPaths, role: Role): Readonly<Record<string, string>> {
  const own = roleCertificates(role).map((name) => [name, certificateFiles(paths, name).certificate]);
  return { ...(Object.fromEntries(own) as Record<string, string>), node: join(paths.nodeTls, 'node.crt') };
}

/** When the node's certificates end. One that is not there is left out; one that cannot be read has a problem. */
export async function certificatesStatus(files: Readonly<Record<string, string>>): Promise<CertificateSaid[]> {
  const read = Object.entries(files).map(([name, path]) => certificateStatus(name, path));
  return (await Promise.all(read)).filter((status) => status !== null);
}

async function certificateStatus(name: string, path: string): Promise<CertificateSaid | null> {
  try {
    const pem = await readOptional(path);
    if (pem === null) return null;
    const { subject, validTo, fingerprint256 } = new X509Certificate(pem);
    return { name, subject: subject.replaceAll('\n', ', '), notAfterMs: Date.parse(validTo), fingerprint: fingerprint256, problem: null };
  } catch (error) {
    return { name, subject: null, notAfterMs: null, fingerprint: null, problem: describeError(errorDetail(error)).message };
  }
}
