// Original file: proto/tamada/v1/agent.proto

import type { TableName as _tamada_v1_TableName, TableName__Output as _tamada_v1_TableName__Output } from '../../tamada/v1/TableName.ts';

export interface FindJob {
  'database'?: (string);
  'table'?: (_tamada_v1_TableName | null);
}

export interface FindJob__Output {
  'database': (string);
  'table': (_tamada_v1_TableName__Output | null);
}
