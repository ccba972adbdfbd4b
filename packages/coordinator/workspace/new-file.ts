import { open, rm } from 'node:fs/promises';
import { TamadaError } from '@tamada/core/errors';

/** A name beside the wanted one, so that a broken transfer leaves nothing that looks whole; refuses to replace a file. */
export async function newFile(out: string): Promise<{ readonly path: string }> {
  const path = `${out}.partial`;
  try {
    await (await open(out, 'wx', 0o600)).close();
    await rm(out);
    await (await open(path, 'w', 0o600)).close();
    return { path };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const problem = `${out} cannot be made${reason === 'EEXIST' ? ': it is there already' : ` (${reason})`}`;
    throw new TamadaError({ code: 'usage', problem, next: 'name another file by --out' });
  }
}
