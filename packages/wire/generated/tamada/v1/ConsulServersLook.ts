// Original file: proto/tamada/v1/agent.proto

import type { ConsulServer as _tamada_v1_ConsulServer, ConsulServer__Output as _tamada_v1_ConsulServer__Output } from '../../tamada/v1/ConsulServer.ts';

export interface ConsulServersLook {
  'answer'?: (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs'?: (number | string);
  'said'?: (_tamada_v1_ConsulServer)[];
  '_why'?: "why";
  '_problem'?: "problem";
}

export interface ConsulServersLook__Output {
  'answer': (string);
  'why'?: (string);
  'problem'?: (string);
  'waitedMs': (number);
  'said': (_tamada_v1_ConsulServer__Output)[];
  '_why'?: "why";
  '_problem'?: "problem";
}
