// Original file: proto/tamada/v1/agent.proto

import type { ConsulLeader as _tamada_v1_ConsulLeader, ConsulLeader__Output as _tamada_v1_ConsulLeader__Output } from '../../tamada/v1/ConsulLeader.ts';
import type { ConsulServersLook as _tamada_v1_ConsulServersLook, ConsulServersLook__Output as _tamada_v1_ConsulServersLook__Output } from '../../tamada/v1/ConsulServersLook.ts';

export interface ConsulSaid {
  /**
   * whom this server takes for the raft leader
   */
  'leader'?: (_tamada_v1_ConsulLeader | null);
  /**
   * the raft configuration
   */
  'servers'?: (_tamada_v1_ConsulServersLook | null);
  /**
   * the agent's own
   */
  'tokenWorks'?: (boolean);
  'version'?: (string);
  '_tokenWorks'?: "tokenWorks";
  '_version'?: "version";
}

export interface ConsulSaid__Output {
  /**
   * whom this server takes for the raft leader
   */
  'leader': (_tamada_v1_ConsulLeader__Output | null);
  /**
   * the raft configuration
   */
  'servers': (_tamada_v1_ConsulServersLook__Output | null);
  /**
   * the agent's own
   */
  'tokenWorks'?: (boolean);
  'version'?: (string);
  '_tokenWorks'?: "tokenWorks";
  '_version'?: "version";
}
