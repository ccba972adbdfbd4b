// Original file: proto/tamada/v1/agent.proto

import type { TablespaceGoal as _tamada_v1_TablespaceGoal, TablespaceGoal__Output as _tamada_v1_TablespaceGoal__Output } from '../../tamada/v1/TablespaceGoal.ts';

export interface SendBackupRequest {
  'job'?: (string);
  'backup'?: (string);
  'directory'?: (string);
  'tablespaces'?: (_tamada_v1_TablespaceGoal)[];
}

export interface SendBackupRequest__Output {
  'job': (string);
  'backup': (string);
  'directory': (string);
  'tablespaces': (_tamada_v1_TablespaceGoal__Output)[];
}
