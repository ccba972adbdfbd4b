import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { syncFolder } from '@tamada/runtime';
import { errnoOf } from '../observe/errno.ts';
import type { Execute } from './execute.ts';

export const setAsideDataDirectory: Execute<'set_aside_data_directory'> = async ({ path }, { context }) => {
  const aside = `${path}.aborted-${compactTime(context.clock.now())}`;
  try {
    await rename(context.paths.at(path), context.paths.at(aside));
  } catch (error) {
    if (!['EBUSY', 'EXDEV', 'ENOTEMPTY', 'EEXIST'].includes(errnoOf(error))) throw error;
    const problem = `${path} holds what is left of a member that never ran, and cannot be renamed (${errnoOf(error)})`;
    const next = 'if it is a mount point, move what is inside to another place; it is never deleted';
    throw new TamadaError({ code: 'unsafe', problem, next }, { cause: error });
  }
  await syncFolder(dirname(context.paths.at(path)));
  return `kept as ${aside}`;
};

/** UTC, as 20260131T235959Z. */
function compactTime(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
