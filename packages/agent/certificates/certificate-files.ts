import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateName } from '@tamada/core/certificates';
import type { Identity } from '@tamada/wire';
import type { AgentPaths } from '../paths.ts';

/** Files of a certificate. The pending ones are beside the others: a rename takes them into use. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
  readonly pendingCertificate: string;
  readonly pendingKey: string;
}

/** The agent's own are where it was enrolled, those of the node's programs are in the agent's store. */
export function certificateFiles(paths: AgentPaths, name: CertificateName): CertificateFiles {
  const folder = name === 'agent' ? paths.agentTls : paths.nodeTls;
  return {
    certificate: join(folder, `${name}.crt`),
    key: join(folder, `${name}.key`),
    authority: join(folder, 'authority.crt'),
    pendingCertificate: join(folder, `${name}.pending.crt`),
    pendingKey: join(folder, `${name}.pending.key`),
  };
}

/** The certificate that is in use, as the server's credentials want it. */
export async function readIdentity({ certificate, key, authority }: CertificateFiles): Promise<Identity> {
  const read = (path: string): Promise<string> => readFile(path, 'utf8');
  return { certificate: await read(certificate), key: await read(key), authority: await read(authority) };
}
