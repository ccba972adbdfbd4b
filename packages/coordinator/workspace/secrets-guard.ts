import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { TamadaError } from '@tamada/core/errors';

/** Reads a file that only its owner may read; anything wider is refused, because somebody else may have read it already. */
export async function readPrivate(workspace: string, path: string, next: string): Promise<string> {
  const file = relative(workspace, path);
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new TamadaError({ code: 'file_missing', file, next });
    throw error;
  });
  if ((found.mode & 0o077) !== 0) {
    const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
    const problem = `${file} may be read by others than its owner (mode ${mode}), and it holds secrets`;
    throw new TamadaError({ code: 'unsafe', problem, next: `\`chmod 600 ${path}\`, and replace what others may have seen` });
  }
  return readFile(path, 'utf8');
}
