// Original file: proto/tamada/v1/agent.proto

import type { ProbeTarget as _tamada_v1_ProbeTarget, ProbeTarget__Output as _tamada_v1_ProbeTarget__Output } from '../../tamada/v1/ProbeTarget.ts';

export interface ProbeResult {
  'target'?: (_tamada_v1_ProbeTarget | null);
  'reachable'?: (boolean);
  'rttMs'?: (number | string);
  /**
   * empty for arp where nobody answers: that is an answer
   */
  'problem'?: (string);
  /**
   * for arp: the hardware address that answers
   */
  'by'?: (string);
}

export interface ProbeResult__Output {
  'target': (_tamada_v1_ProbeTarget__Output | null);
  'reachable': (boolean);
  'rttMs': (number);
  /**
   * empty for arp where nobody answers: that is an answer
   */
  'problem': (string);
  /**
   * for arp: the hardware address that answers
   */
  'by': (string);
}
