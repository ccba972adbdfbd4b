// Original file: proto/tamada/v1/agent.proto

import type { WalHole as _tamada_v1_WalHole, WalHole__Output as _tamada_v1_WalHole__Output } from '../../tamada/v1/WalHole.ts';

export interface ArchivedTimeline {
  'timeline'?: (number);
  'parent'?: (number);
  /**
   * where it left its parent
   */
  'switchLsn'?: (string);
  'first'?: (string);
  'last'?: (string);
  'segments'?: (number);
  'bytes'?: (number | string);
  'holes'?: (_tamada_v1_WalHole)[];
  '_parent'?: "parent";
  '_switchLsn'?: "switchLsn";
  '_first'?: "first";
  '_last'?: "last";
}

export interface ArchivedTimeline__Output {
  'timeline': (number);
  'parent'?: (number);
  /**
   * where it left its parent
   */
  'switchLsn'?: (string);
  'first'?: (string);
  'last'?: (string);
  'segments': (number);
  'bytes': (number);
  'holes': (_tamada_v1_WalHole__Output)[];
  '_parent'?: "parent";
  '_switchLsn'?: "switchLsn";
  '_first'?: "first";
  '_last'?: "last";
}
