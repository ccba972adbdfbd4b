// Original file: proto/tamada/v1/agent.proto

import type { TableName as _tamada_v1_TableName, TableName__Output as _tamada_v1_TableName__Output } from '../../tamada/v1/TableName.ts';

export interface DumpJob {
  'database'?: (string);
  'tables'?: (_tamada_v1_TableName)[];
}

export interface DumpJob__Output {
  'database': (string);
  'tables': (_tamada_v1_TableName__Output)[];
}
