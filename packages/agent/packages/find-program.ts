import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Whether a program stands where commands are looked for. */
export async function findProgram(at: (path: string) => string, name: string): Promise<boolean> {
  const tries = folders.map((folder) =>
    access(at(join(folder, name)), constants.X_OK).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(tries)).includes(true);
}
