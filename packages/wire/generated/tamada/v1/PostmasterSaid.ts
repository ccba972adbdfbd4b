// Original file: proto/tamada/v1/agent.proto

import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from '../../tamada/v1/Word.ts';

export interface PostmasterSaid {
  'alive'?: (boolean);
  'state'?: (_tamada_v1_Word | null);
}

export interface PostmasterSaid__Output {
  'alive': (boolean);
  'state': (_tamada_v1_Word__Output | null);
}
