import { TamadaError } from '@tamada/core/errors';
import type { MakeHandler } from './handler.ts';

function notYet(call: string): TamadaError {
  return new TamadaError({ code: 'unsafe', problem: `this agent cannot do ${call} yet`, next: 'use a newer agent' });
}

export const startJobHandler: MakeHandler<'StartJob'> = () => () => Promise.reject(notYet('StartJob'));
// eslint-disable-next-line require-yield
export const watchJobHandler: MakeHandler<'WatchJob'> = () =>
  async function* () {
    throw await Promise.resolve(notYet('WatchJob'));
  };
export const listJobsHandler: MakeHandler<'ListJobs'> = () => () => Promise.resolve({ jobs: [] });
export const cancelJobHandler: MakeHandler<'CancelJob'> = () => () => Promise.reject(notYet('CancelJob'));
// eslint-disable-next-line require-yield
export const readDumpHandler: MakeHandler<'ReadDump'> = () =>
  async function* () {
    throw await Promise.resolve(notYet('ReadDump'));
  };
export const prepareCatalogueHandler: MakeHandler<'PrepareCatalogue'> = () => () => Promise.reject(notYet('PrepareCatalogue'));
export const checkArchiveHandler: MakeHandler<'CheckArchive'> = () => () => Promise.reject(notYet('CheckArchive'));
export const readCatalogueHandler: MakeHandler<'ReadCatalogue'> = () => () => Promise.reject(notYet('ReadCatalogue'));
export const pinBackupHandler: MakeHandler<'PinBackup'> = () => () => Promise.reject(notYet('PinBackup'));
export const controlDelayedHandler: MakeHandler<'ControlDelayed'> = () => () => Promise.reject(notYet('ControlDelayed'));
export const promoteDelayedHandler: MakeHandler<'PromoteDelayed'> = () => () => Promise.reject(notYet('PromoteDelayed'));
