import type { Invocation } from '../invocation.ts';
import { archiveGet } from './archive-get.ts';
import { archivePush } from './archive-push.ts';
import { backup } from './backup.ts';
import { checkdb } from './checkdb.ts';
import { setConfig, showConfig } from './config.ts';
import { deleteCommand } from './delete.ts';
import { init } from './init.ts';
import { addInstance, delInstance } from './instances.ts';
import { merge } from './merge.ts';
import { restore } from './restore.ts';
import { setBackup } from './set-backup.ts';
import { show } from './show.ts';
import { validate } from './validate.ts';

/** Every command but those that need no options: agent, help, version. */
export const commands: Readonly<Record<string, (call: Invocation) => Promise<void>>> = {
  init,
  'add-instance': addInstance,
  'del-instance': delInstance,
  'set-config': setConfig,
  'show-config': showConfig,
  'archive-push': archivePush,
  'archive-get': archiveGet,
  backup,
  restore,
  validate,
  show,
  delete: deleteCommand,
  merge,
  'set-backup': setBackup,
  checkdb,
};
