import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { readOptional, syncFolder, temporarySuffix, writeDurably } from '@tamada/runtime';
import type { CertificateFolder } from './layout.ts';

/** A certificate with its key, PEM. */
export interface CertificatePair {
  readonly certificate: string;
  readonly key: string;
}

/** Makes certificate and key where neither is; they appear together or not at all. Says whether it made them. */
export async function ensureCertificateFolder(
  workspace: string,
  { folder, certificate, key }: CertificateFolder,
  make: () => Promise<CertificatePair>,
): Promise<'made' | 'kept'> {
  const [first, second] = await Promise.all([readOptional(certificate), readOptional(key)]);
  if (first !== null && second !== null) return 'kept';
  if (first !== null || second !== null) {
    const [there, missing] = first === null ? [key, certificate] : [certificate, key];
    const problem = `${relative(workspace, there)} exists, but ${relative(workspace, missing)} does not`;
    throw new TamadaError({ code: 'unsafe', problem, next: 'restore it from a copy; nothing was changed' });
  }
  const pair = await make();
  const fresh = join(dirname(folder), `.${basename(folder)}.${randomBytes(6).toString('hex')}${temporarySuffix}`);
  await mkdir(fresh, { mode: 0o700 });
  try {
    await writeDurably(fresh + key.slice(folder.length), pair.key, { mode: 0o600 });
    await writeDurably(fresh + certificate.slice(folder.length), pair.certificate, { mode: 0o644 });
    // An empty folder of that name is replaced; one that holds anything makes this fail.
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(dirname(folder));
  return 'made';
}
