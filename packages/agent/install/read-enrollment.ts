import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Enrollment } from '@tamada/core/enrollment';
import { enrollmentSchema } from '@tamada/core/enrollment';
import { TamadaError } from '@tamada/core/errors';
import { errnoOf } from '@tamada/runtime';
import { certificateFits, describeCertificate, outOfTime } from '@tamada/wire';

/**
 * The file that `tamada enroll` made, its certificate checked; refuses with `file_missing`, `file_invalid`, or `unsafe` where others
 * than `owners` (user numbers) may have written or read it.
 */
export async function readEnrollment(file: string, nowMs: number, owners: readonly number[]): Promise<Enrollment> {
  const text = await readPrivate(file, owners).catch((error: unknown) => {
    if (error instanceof TamadaError) throw error;
    if (errnoOf(error) !== 'ENOENT') throw error;
    throw new TamadaError(
      { code: 'file_missing', file, next: 'make it with `tamada enroll NODE` and copy it to this server' },
      { cause: error },
    );
  });
  const enrollment = parse(file, text);
  const problem = certificateProblem(enrollment);
  if (problem !== null) throw invalid(file, problem);
  refuseWrongTime(file, enrollment, nowMs);
  return enrollment;
}

/** Preflight refuses clocks that are further apart. */
const driftMs = 5_000;

/** A clock is behind if the file comes from the future. Null where the file does not show it. */
export function clockBehind({ madeAt }: Enrollment, nowMs: number): string | null {
  const behindMs = Date.parse(madeAt) - nowMs;
  if (!(behindMs > driftMs)) return null;
  const by = behindMs < 120_000 ? `${String(Math.ceil(behindMs / 1000))} s` : `${String(Math.floor(behindMs / 60_000))} min`;
  return `the clock of this host is at least ${by} behind the machine that made the file: set it, or preflight will refuse`;
}

function refuseWrongTime(file: string, { certificate, madeAt }: Enrollment, nowMs: number): void {
  const description = describeCertificate(certificate);
  const words = outOfTime(description, nowMs);
  if (words === null) return;
  if (nowMs > description.notAfterMs) throw invalid(file, `its certificate has expired: ${words}`);
  const problem = `the clock of this host is wrong: the file was made at ${madeAt}, its certificate is not valid yet: ${words}`;
  throw new TamadaError({ code: 'unsafe', problem, next: 'set the clock (with chrony or systemd-timesyncd), then run this again' });
}

/** The file makes root trust an authority, and holds a private key. */
async function readPrivate(file: string, owners: readonly number[]): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw unsafe(`${file} is not a plain file`, 'name the file itself');
    if (!owners.includes(stat.uid)) {
      throw unsafe(
        `${file} belongs to user number ${String(stat.uid)}, who may have written anything into it`,
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

function certificateProblem({ node, certificate, authority, key }: Enrollment): string | null {
  try {
    const { organization, commonName } = describeCertificate(certificate);
    if (!certificateFits(certificate, authority, key)) return 'its certificate does not fit its key or its authority';
    if (organization !== 'agent' || commonName !== node)
      return `its certificate is for ${commonName} (${organization}), not for the agent of ${node}`;
    return null;
  } catch {
    return 'its certificate or key cannot be read';
  }
}

function invalid(file: string, problem: string, cause?: unknown): TamadaError {
  const hint = 'make a new one with `tamada enroll NODE`';
  return new TamadaError({ code: 'file_invalid', file, problems: [{ line: 0, column: 0, problem, hint, level: 'error' }] }, { cause });
}
