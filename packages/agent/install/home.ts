import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';

/** The folder of the version that this program belongs to: the nearest one above it with `configs`. */
export async function findHome(): Promise<string> {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = await stat(join(folder, 'configs')).catch(() => null);
    if (found?.isDirectory() === true) return folder;
  }
  throw new TamadaError({ code: 'internal', problem: `there is no folder configs above ${import.meta.dirname}` });
}
