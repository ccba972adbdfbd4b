// Original file: proto/tamada/v1/agent.proto

import type { HistoryEntry as _tamada_v1_HistoryEntry, HistoryEntry__Output as _tamada_v1_HistoryEntry__Output } from '../../tamada/v1/HistoryEntry.ts';

export interface HistoryReply {
  'entries'?: (_tamada_v1_HistoryEntry)[];
}

export interface HistoryReply__Output {
  'entries': (_tamada_v1_HistoryEntry__Output)[];
}
