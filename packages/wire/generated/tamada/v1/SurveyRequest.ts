// Original file: proto/tamada/v1/agent.proto

import type { PortQuestion as _tamada_v1_PortQuestion, PortQuestion__Output as _tamada_v1_PortQuestion__Output } from '../../tamada/v1/PortQuestion.ts';

export interface SurveyRequest {
  'ports'?: (_tamada_v1_PortQuestion)[];
  /**
   * folders whose disk is asked about; the nearest existing parent counts
   */
  'paths'?: (string)[];
  /**
   * empty where the role has none
   */
  'dataDirectory'?: (string);
  'users'?: (string)[];
  'locales'?: (string)[];
  'packages'?: (string)[];
}

export interface SurveyRequest__Output {
  'ports': (_tamada_v1_PortQuestion__Output)[];
  /**
   * folders whose disk is asked about; the nearest existing parent counts
   */
  'paths': (string)[];
  /**
   * empty where the role has none
   */
  'dataDirectory': (string);
  'users': (string)[];
  'locales': (string)[];
  'packages': (string)[];
}
