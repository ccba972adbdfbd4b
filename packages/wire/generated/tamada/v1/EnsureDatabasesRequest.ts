// Original file: proto/tamada/v1/agent.proto

import type { DatabaseRole as _tamada_v1_DatabaseRole, DatabaseRole__Output as _tamada_v1_DatabaseRole__Output } from '../../tamada/v1/DatabaseRole.ts';
import type { Database as _tamada_v1_Database, Database__Output as _tamada_v1_Database__Output } from '../../tamada/v1/Database.ts';

export interface EnsureDatabasesRequest {
  'roles'?: (_tamada_v1_DatabaseRole)[];
  'databases'?: (_tamada_v1_Database)[];
}

export interface EnsureDatabasesRequest__Output {
  'roles': (_tamada_v1_DatabaseRole__Output)[];
  'databases': (_tamada_v1_Database__Output)[];
}
