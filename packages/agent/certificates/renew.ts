import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { duplexPair } from 'node:stream';
import { connect, TLSSocket } from 'node:tls';
import type { CertificateSubject } from '@tamada/core/certificates';
import { TamadaError } from '@tamada/core/errors';
import { writeFileAtomic, readOptional, syncFolder } from '@tamada/runtime';
import { createSigningRequest, certificateFits, leafProblem } from '@tamada/wire';
import type { Identity } from '@tamada/wire';
import type { CertificateFiles } from './certificate-files.ts';

/** Makes a key that waits for its certificate, and the request for that. A later request replaces it; what is in use stays. */
export async function requestCertificate(files: CertificateFiles, node: string): Promise<string> {
  const { request, key } = await createSigningRequest(node);
  await mkdir(dirname(files.pendingKey), { recursive: true, mode: 0o700 });
  await writeFileAtomic(files.pendingKey, key, { mode: 0o600 });
  return request;
}

export interface SignedCertificate {
  /** PEM. */
  readonly certificate: string;
  /** The cluster's authority, as the signer says, PEM. */
  readonly authority: string;
}

export interface Installation extends SignedCertificate {
  /** What it must say: this node, and this use of it. */
  readonly subject: CertificateSubject;
  /** The authority that this node was enrolled with, PEM. Nothing that comes over the network replaces it. */
  readonly ours: string;
  readonly nowMs: number;
}

/** Takes a signed certificate into use. False where it is in use already; one that would not work is refused, and the old one stays. */
export async function installCertificate(files: CertificateFiles, wish: Installation): Promise<boolean> {
  const { certificate, subject, ours, nowMs } = wish;
  await finishInstallation(files);
  if (await inUse(files, wish)) return false;
  const key = await readOptional(files.pendingKey);
  if (key === null) throw refused('there is no key for it yet: request the certificate first');
  if (wish.authority.trim() !== ours.trim()) throw refused('it is of another authority than the one that this node was enrolled with');
  const problem = leafProblem(certificate, { subject, authority: ours, key, nowMs });
  if (problem !== null) throw refused(problem);
  await prove({ certificate, key, authority: ours }, subject);
  await writeFileAtomic(files.authority, ours, { mode: 0o644 });
  await writeFileAtomic(files.pendingCertificate, certificate, { mode: 0o644 });
  await finishInstallation(files);
  return true;
}

/** Two files cannot be replaced at once. A pending certificate means that the pending key belongs to it; after a crash this does the rest. */
export async function finishInstallation(files: CertificateFiles): Promise<void> {
  if ((await readOptional(files.pendingCertificate)) === null) return;
  if ((await readOptional(files.pendingKey)) !== null) await rename(files.pendingKey, files.key);
  await rename(files.pendingCertificate, files.certificate);
  await syncFolder(dirname(files.certificate));
}

async function inUse(files: CertificateFiles, { certificate, ours }: Installation): Promise<boolean> {
  const [own, known, key] = await Promise.all([readOptional(files.certificate), readOptional(files.authority), readOptional(files.key)]);
  return own === certificate && known === ours && key !== null && certificateFits(certificate, ours, key);
}

async function prove(...[identity, subject]: Parameters<typeof proveIdentity>): Promise<void> {
  try {
    await proveIdentity(identity, subject);
  } catch (error) {
    throw refused(`no peer would accept it: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refused(problem: string): TamadaError {
  return new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: 'install the certificate', problem });
}

const deadlineMs = 5000;

/** Shakes hands with itself, in memory: rejects unless a peer that trusts the authority would take this certificate for the subject's. */
export async function proveIdentity({ certificate, key, authority }: Identity, { dnsNames }: CertificateSubject): Promise<void> {
  const [inside, outside] = duplexPair();
  const server = new TLSSocket(inside, { isServer: true, cert: certificate, key, minVersion: 'TLSv1.2' });
  const client = connect({ socket: outside, ca: authority, servername: dnsNames[0] ?? '', minVersion: 'TLSv1.2' });
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('secureConnect', resolve);
      client.once('error', reject);
      server.once('error', reject);
      client.setTimeout(deadlineMs, () => {
        reject(new Error('no handshake in time'));
      });
    });
  } finally {
    client.destroy();
    server.destroy();
  }
}
