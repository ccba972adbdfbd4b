import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from '@tamada/runtime';
import { createSigningRequest } from '@tamada/wire';
import type { CertificateFiles } from './files.ts';

/** Makes a key that waits for its certificate, and the request for that. A later request replaces it; what is in use stays. */
export async function requestCertificate(files: CertificateFiles, node: string): Promise<string> {
  const { request, key } = await createSigningRequest(node);
  await mkdir(dirname(files.pendingKey), { recursive: true, mode: 0o700 });
  await writeFileAtomic(files.pendingKey, key, { mode: 0o600 });
  return request;
}
