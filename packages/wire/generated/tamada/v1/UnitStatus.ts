// Original file: proto/tamada/v1/agent.proto

import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from '../../tamada/v1/Word.ts';

export interface UnitStatus {
  'name'?: (string);
  'state'?: (_tamada_v1_Word | null);
  'sub'?: (string);
  'enabled'?: (boolean);
  /**
   * not set while the unit was never started
   */
  'invocationId'?: (string);
  'restarts'?: (number);
  '_invocationId'?: "invocationId";
}

export interface UnitStatus__Output {
  'name': (string);
  'state': (_tamada_v1_Word__Output | null);
  'sub': (string);
  'enabled': (boolean);
  /**
   * not set while the unit was never started
   */
  'invocationId'?: (string);
  'restarts': (number);
  '_invocationId'?: "invocationId";
}
