import { TamadaError } from '@tamada/core/errors';
import type { TaskExecutor } from './tools.ts';

type BackupTask = 'prepare_catalogue' | 'check_archive' | 'first_backup' | 'rebuild_delayed';

/** The agents' side is not there yet. */
export const backupHostTask: TaskExecutor<BackupTask> = async ({ kind }) => {
  throw new TamadaError({ code: 'internal', problem: `${kind} is not there yet` });
};
