import { TamadaError } from '@tamada/core/errors';
import { openFolder } from '../observe/folder.ts';
import type { Execute } from './execute.ts';
import { idsOf, setOwnership } from './ownership.ts';

export const makeDirectory: Execute<'make_directory'> = async (step, work) => {
  await idsOf(step, work);
  const folder = await openFolder(step.path, { root: work.context.paths.root, create: true });
  if (folder === null) throw new TamadaError({ code: 'internal', problem: `${step.path} vanished while it was made` });
  try {
    await setOwnership(folder.handle, step, work);
  } finally {
    await folder.close();
  }
  return '';
};
