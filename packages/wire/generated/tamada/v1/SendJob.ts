// Original file: proto/tamada/v1/agent.proto

import type { TablespaceGoal as _tamada_v1_TablespaceGoal, TablespaceGoal__Output as _tamada_v1_TablespaceGoal__Output } from '../../tamada/v1/TablespaceGoal.ts';

/**
 * On the backup host: fills an empty folder of another node. job: who waits for it there.
 */
export interface SendJob {
  'node'?: (string);
  'job'?: (string);
  'backup'?: (string);
  'directory'?: (string);
  'tablespaces'?: (_tamada_v1_TablespaceGoal)[];
}

/**
 * On the backup host: fills an empty folder of another node. job: who waits for it there.
 */
export interface SendJob__Output {
  'node': (string);
  'job': (string);
  'backup': (string);
  'directory': (string);
  'tablespaces': (_tamada_v1_TablespaceGoal__Output)[];
}
