import { readFile } from 'node:fs/promises';
import type { Enrollment } from '@tamada/core/enrollment';
import { enrollmentSchema } from '@tamada/core/enrollment';
import { TamadaError } from '@tamada/core/errors';
import { certificateFits, describeCertificate } from '@tamada/wire';

/** The file that `tamada enroll` made, its certificate checked; refuses with `file_missing` or `file_invalid`. */
export async function readEnrollment(file: string, nowMs: number): Promise<Enrollment> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
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
