import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Enrollment } from '@tamada/core/enrollment';
import { enrollmentSchema } from '@tamada/core/enrollment';
import { TamadaError } from '@tamada/core/errors';
import { certificateFits, describeCertificate } from '@tamada/wire';

/**
 * The file that `tamada enroll` made, its certificate checked; refuses with `file_missing`, `file_invalid`, or `unsafe` where others
 * than `owners` (user numbers) may have written or read it.
 */
export async function readEnrollment(file: string, nowMs: number, owners: readonly number[]): Promise<Enrollment> {
  const text = await readPrivate(file, owners).catch((error: unknown) => {
    if (error instanceof TamadaError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ENOENT') throw error;
    throw new TamadaError(
      { code: 'file_missing', file, next: 'make it with `tamada enroll NODE` and copy it to this server' },
      { cause: error },
    );
  });
  const enrollment = parse(file, text);
  const problem = certificateProblem(enrollment, nowMs);
  if (problem !== null) throw invalid(file, problem);
  return enrollment;
}

/** It makes root trust an authority, and holds a private key. */
async function readPrivate(file: string, owners: readonly number[]): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw unsafe(`${file} is not a plain file`, 'name the file itself');
    if (!owners.includes(stat.uid)) {
      throw unsafe(
        `${file} belongs to the user with the number ${String(stat.uid)}, who may have written anything into it`,
        `chown root ${file}, if you know that it is the one that \`tamada enroll\` made`,
      );
    }
    if ((stat.mode & 0o077) !== 0) {
      throw unsafe(
        `others may read or write ${file}, which holds a private key`,
        `chmod 600 ${file}; if others may have read it, make a new one with \`tamada enroll NODE\``,
      );
    }
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

function unsafe(problem: string, next: string): TamadaError {
  return new TamadaError({ code: 'unsafe', problem, next });
}

function parse(file: string, text: string): Enrollment {
  try {
    return enrollmentSchema.parse(JSON.parse(text));
  } catch (error) {
    throw invalid(file, 'it is not what `tamada enroll` of this version writes', error);
  }
}

function certificateProblem({ node, certificate, authority, key }: Enrollment, nowMs: number): string | null {
  try {
    const { organization, commonName, notAfterMs } = describeCertificate(certificate);
    if (!certificateFits(certificate, authority, key)) return 'its certificate does not fit its key or its authority';
    if (organization !== 'agent' || commonName !== node)
      return `its certificate is for ${commonName} (${organization}), not for the agent of ${node}`;
    return notAfterMs > nowMs ? null : `its certificate ended on ${new Date(notAfterMs).toISOString().slice(0, 10)}`;
  } catch {
    return 'its certificate or key cannot be read';
  }
}

function invalid(file: string, problem: string, cause?: unknown): TamadaError {
  const hint = 'make it anew with `tamada enroll NODE`';
  return new TamadaError({ code: 'file_invalid', file, problems: [{ line: 0, column: 0, problem, hint, level: 'error' }] }, { cause });
}
