import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { openFolder } from '../observe/folder.ts';
import type { Execute } from './execute.ts';
import { setOwnership } from './ownership.ts';

export const correctMetadata: Execute<'correct_metadata'> = async (step, work) => {
  const folder = await openFolder(dirname(step.path), { root: work.context.paths.root, create: false });
  if (folder === null) throw new TamadaError({ code: 'internal', problem: `the folder of ${step.path} vanished` });
  try {
    const handle = await open(folder.entry(basename(step.path)), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      await setOwnership(handle, step, work);
    } finally {
      await handle.close();
    }
  } finally {
    await folder.close();
  }
  return '';
};
