// Original file: proto/tamada/v1/agent.proto

import type { ConsulServer as _tamada_v1_ConsulServer, ConsulServer__Output as _tamada_v1_ConsulServer__Output } from '../../tamada/v1/ConsulServer.ts';

export interface ConsulStatus {
  'reachable'?: (boolean);
  /**
   * node name of the raft leader, empty for none
   */
  'leader'?: (string);
  'servers'?: (_tamada_v1_ConsulServer)[];
  /**
   * why it is not reachable
   */
  'problem'?: (string);
  /**
   * the agent's own token works
   */
  'aclReady'?: (boolean);
  'version'?: (string);
}

export interface ConsulStatus__Output {
  'reachable': (boolean);
  /**
   * node name of the raft leader, empty for none
   */
  'leader': (string);
  'servers': (_tamada_v1_ConsulServer__Output)[];
  /**
   * why it is not reachable
   */
  'problem': (string);
  /**
   * the agent's own token works
   */
  'aclReady': (boolean);
  'version': (string);
}
