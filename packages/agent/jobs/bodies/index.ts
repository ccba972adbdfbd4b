import type { JobKind } from '@tamada/core/jobs';
import type { JobBody } from '../job.ts';
import type { QueueName } from '../queue.ts';
import { backupBody } from './backup.ts';
import { advanceBody, dumpBody, findBody, rebuildBody } from './delayed.ts';
import { expireBody, verifyBody } from './keep.ts';
import { memberBody } from './member.ts';
import { proveBody, restoreBody } from './restore.ts';
import { sendBody } from './send.ts';

/** Kind → what it does. A missing one does not compile. */
export const jobBodies: { readonly [K in JobKind]: JobBody<K> } = {
  backup: backupBody,
  verify: verifyBody,
  expire: expireBody,
  prove: proveBody,
  restore: restoreBody,
  member: memberBody,
  send: sendBody,
  rebuild: rebuildBody,
  advance: advanceBody,
  find: findBody,
  dump: dumpBody,
};

/** Where a job waits for its turn before it begins. */
export const firstQueue: Readonly<Record<JobKind, QueueName>> = {
  backup: 'catalogue',
  verify: 'catalogue',
  expire: 'catalogue',
  prove: 'catalogue',
  restore: 'catalogue',
  member: 'catalogue',
  send: 'catalogue',
  rebuild: 'delayed',
  advance: 'delayed',
  find: 'delayed',
  dump: 'delayed',
};
