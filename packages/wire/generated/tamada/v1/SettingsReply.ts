// Original file: proto/tamada/v1/agent.proto

import type { Setting as _tamada_v1_Setting, Setting__Output as _tamada_v1_Setting__Output } from '../../tamada/v1/Setting.ts';
import type { HbaError as _tamada_v1_HbaError, HbaError__Output as _tamada_v1_HbaError__Output } from '../../tamada/v1/HbaError.ts';

export interface SettingsReply {
  'settings'?: (_tamada_v1_Setting)[];
  /**
   * with which the cluster was made, as the system calls it
   */
  'locale'?: (string);
  'encoding'?: (string);
  'checksums'?: (boolean);
  /**
   * lines of pg_hba.conf that the server does not take
   */
  'hbaErrors'?: (_tamada_v1_HbaError)[];
}

export interface SettingsReply__Output {
  'settings': (_tamada_v1_Setting__Output)[];
  /**
   * with which the cluster was made, as the system calls it
   */
  'locale': (string);
  'encoding': (string);
  'checksums': (boolean);
  /**
   * lines of pg_hba.conf that the server does not take
   */
  'hbaErrors': (_tamada_v1_HbaError__Output)[];
}
