import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { readOptional, syncFolder, writeFileAtomic } from '@tamada/runtime';
import { certificateFits, describeCertificate } from '@tamada/wire';
import type { CertificateFiles } from './files.ts';

export interface SignedCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly authority: string;
  /** What its subject must say. */
  readonly commonName: string;
  readonly organization: string;
}

/** Takes a signed certificate into use. False where it is in use already; refuses one that does not belong to this node's key. */
export async function installCertificate(files: CertificateFiles, signed: SignedCertificate): Promise<boolean> {
  await finishInstallation(files);
  checkSubject(signed);
  if (await inUse(files, signed)) return false;
  const key = await readOptional(files.pendingKey);
  if (key === null) throw refused('no key waits for it: request it first');
  if (!fits(signed, key)) throw refused('it belongs to another key or another authority');
  await writeFileAtomic(files.authority, signed.authority, { mode: 0o644 });
  await writeFileAtomic(files.pendingCertificate, signed.certificate, { mode: 0o644 });
  await finishInstallation(files);
  return true;
}

/** Two files cannot be replaced at once: a pending certificate says that its key is the right one, and what a crash left undone is done. */
export async function finishInstallation(files: CertificateFiles): Promise<void> {
  if ((await readOptional(files.pendingCertificate)) === null) return;
  if ((await readOptional(files.pendingKey)) !== null) await rename(files.pendingKey, files.key);
  await rename(files.pendingCertificate, files.certificate);
  await syncFolder(dirname(files.certificate));
}

async function inUse(files: CertificateFiles, { certificate, authority }: SignedCertificate): Promise<boolean> {
  const [own, known, key] = await Promise.all([readOptional(files.certificate), readOptional(files.authority), readOptional(files.key)]);
  return own === certificate && known === authority && key !== null && certificateFits(certificate, authority, key);
}

function checkSubject({ certificate, commonName, organization }: SignedCertificate): void {
  const found = attempt(() => describeCertificate(certificate));
  if (found === null) throw refused('it is no certificate');
  if (found.commonName === commonName && found.organization === organization) return;
  throw refused(`it is for ${found.subject}, not for CN=${commonName}, O=${organization}`);
}

function fits({ certificate, authority }: SignedCertificate, key: string): boolean {
  return attempt(() => certificateFits(certificate, authority, key)) === true;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function refused(problem: string): TamadaError {
  return new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: 'install the certificate', problem });
}
