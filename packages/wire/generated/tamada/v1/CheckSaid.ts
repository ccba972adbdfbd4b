// Original file: proto/tamada/v1/agent.proto

import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from '../../tamada/v1/Word.ts';

export interface CheckSaid {
  /**
   * yes | no
   */
  'answer'?: (string);
  'asked'?: (string);
  'got'?: (string);
  /**
   * said | held | hold ended | nothing known
   */
  'basis'?: (_tamada_v1_Word | null);
  /**
   * how long it has been the answer
   */
  'sinceMs'?: (number | string);
  /**
   * how long an answer counts while there is none
   */
  'holdMs'?: (number | string);
  '_sinceMs'?: "sinceMs";
}

export interface CheckSaid__Output {
  /**
   * yes | no
   */
  'answer': (string);
  'asked': (string);
  'got': (string);
  /**
   * said | held | hold ended | nothing known
   */
  'basis': (_tamada_v1_Word__Output | null);
  /**
   * how long it has been the answer
   */
  'sinceMs'?: (number);
  /**
   * how long an answer counts while there is none
   */
  'holdMs': (number);
  '_sinceMs'?: "sinceMs";
}
