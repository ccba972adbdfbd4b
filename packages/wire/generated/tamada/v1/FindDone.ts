// Original file: proto/tamada/v1/agent.proto

import type { DropFound as _tamada_v1_DropFound, DropFound__Output as _tamada_v1_DropFound__Output } from '../../tamada/v1/DropFound.ts';

export interface FindDone {
  'drops'?: (_tamada_v1_DropFound)[];
  'searchedFrom'?: (string);
  'searchedTo'?: (string);
}

export interface FindDone__Output {
  'drops': (_tamada_v1_DropFound__Output)[];
  'searchedFrom': (string);
  'searchedTo': (string);
}
