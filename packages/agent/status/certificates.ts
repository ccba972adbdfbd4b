import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { roleCertificates } from '@tamada/core/certificates';
import type { Role } from '@tamada/core/topology';
import type { NodeStatus } from '@tamada/core/verdict';
import { readOptional } from '@tamada/runtime';
import { certificateFiles } from '../certificates/files.ts';
import type { AgentPaths } from '../paths.ts';

type CertificateStatus = NodeStatus['certificates'][number];

/** The certificates of a node by name; with the one that its programs shared before each had its own, for as long as that is there. */
export function certificatePaths(paths: AgentPaths, role: Role): Readonly<Record<string, string>> {
  const own = roleCertificates(role).map((name) => [name, certificateFiles(paths, name).certificate]);
  return { ...(Object.fromEntries(own) as Record<string, string>), node: join(paths.nodeTls, 'node.crt') };
}

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
