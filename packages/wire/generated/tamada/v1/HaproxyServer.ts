// Original file: proto/tamada/v1/agent.proto

import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from '../../tamada/v1/Word.ts';
import type { HaproxyCounting as _tamada_v1_HaproxyCounting, HaproxyCounting__Output as _tamada_v1_HaproxyCounting__Output } from '../../tamada/v1/HaproxyCounting.ts';

export interface HaproxyServer {
  'backend'?: (string);
  'name'?: (string);
  'state'?: (_tamada_v1_Word | null);
  /**
   * successive checks that would change the state
   */
  'counting'?: (_tamada_v1_HaproxyCounting | null);
  /**
   * takes new connections
   */
  'up'?: (boolean);
  'sessions'?: (number);
  /**
   * the last check, as L7OK/200, or the server whose checks count, as `as ro_async/NAME`
   */
  'check'?: (_tamada_v1_Word | null);
  /**
   * what somebody set through the runtime socket; an address is not among it
   */
  'byHand'?: (string);
  /**
   * where its connections go, as 10.10.1.1:5432
   */
  'address'?: (string);
  '_byHand'?: "byHand";
  '_address'?: "address";
}

export interface HaproxyServer__Output {
  'backend': (string);
  'name': (string);
  'state': (_tamada_v1_Word__Output | null);
  /**
   * successive checks that would change the state
   */
  'counting': (_tamada_v1_HaproxyCounting__Output | null);
  /**
   * takes new connections
   */
  'up': (boolean);
  'sessions': (number);
  /**
   * the last check, as L7OK/200, or the server whose checks count, as `as ro_async/NAME`
   */
  'check': (_tamada_v1_Word__Output | null);
  /**
   * what somebody set through the runtime socket; an address is not among it
   */
  'byHand'?: (string);
  /**
   * where its connections go, as 10.10.1.1:5432
   */
  'address'?: (string);
  '_byHand'?: "byHand";
  '_address'?: "address";
}
