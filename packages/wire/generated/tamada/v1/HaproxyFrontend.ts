// Original file: proto/tamada/v1/agent.proto

import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from '../../tamada/v1/Word.ts';

export interface HaproxyFrontend {
  'name'?: (string);
  'state'?: (_tamada_v1_Word | null);
  'sessions'?: (number);
  'limit'?: (number);
}

export interface HaproxyFrontend__Output {
  'name': (string);
  'state': (_tamada_v1_Word__Output | null);
  'sessions': (number);
  'limit': (number);
}
