// Original file: proto/tamada/v1/agent.proto

import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from '../../tamada/v1/Word.ts';

export interface DcsMember {
  'name'?: (string);
  'session'?: (string);
  'state'?: (_tamada_v1_Word | null);
  'role'?: (_tamada_v1_Word | null);
  'timeline'?: (number);
  'lsn'?: (string);
  '_session'?: "session";
  '_timeline'?: "timeline";
  '_lsn'?: "lsn";
}

export interface DcsMember__Output {
  'name': (string);
  'session'?: (string);
  'state': (_tamada_v1_Word__Output | null);
  'role': (_tamada_v1_Word__Output | null);
  'timeline'?: (number);
  'lsn'?: (string);
  '_session'?: "session";
  '_timeline'?: "timeline";
  '_lsn'?: "lsn";
}
