import type { Invocation } from '../invocation.ts';
import { archiveGet } from './archive-get.ts';
import { archivePush } from './archive-push.ts';
import { backup } from './backup.ts';
import { setConfig, showConfig } from './config.ts';
import { init } from './init.ts';
import { addInstance, delInstance } from './instances.ts';
import { restore } from './restore.ts';
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
};
