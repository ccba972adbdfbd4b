import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueOf } from '../invocation.ts';
import type { Invocation } from '../invocation.ts';
import { systemError } from '../log/words.ts';

export async function init(call: Invocation): Promise<void> {
  const catalogue = catalogueOf(call);
  const there = await readdir(catalogue).catch(() => []);
  if (there.length > 0) call.log.fail('The backup catalog already exists and is not empty');
  for (const folder of [catalogue, join(catalogue, 'backups'), join(catalogue, 'wal')])
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) =>
      call.log.fail(`Cannot create directory "${folder}": ${systemError(error)}`),
    );
  call.log.info(`Backup catalog '${catalogue}' successfully initialized`);
}
