// Original file: proto/tamada/v1/agent.proto


export interface HaproxyServer {
  'backend'?: (string);
  'name'?: (string);
  /**
   * takes new connections
   */
  'up'?: (boolean);
  'sessions'?: (number);
  /**
   * the last check in HAProxy's words, as L7OK/200, or the server whose checks count, as `as ro_async/NAME`
   */
  'check'?: (string);
  /**
   * what somebody set through the runtime socket, empty for nothing; an address is not among it
   */
  'byHand'?: (string);
  /**
   * HAProxy's word, as UP, `DOWN 40/81` (of 81 successive yeses 40 were counted), MAINT
   */
  'status'?: (string);
  /**
   * where its connections go, as 10.10.1.1:5432
   */
  'address'?: (string);
}

export interface HaproxyServer__Output {
  'backend': (string);
  'name': (string);
  /**
   * takes new connections
   */
  'up': (boolean);
  'sessions': (number);
  /**
   * the last check in HAProxy's words, as L7OK/200, or the server whose checks count, as `as ro_async/NAME`
   */
  'check': (string);
  /**
   * what somebody set through the runtime socket, empty for nothing; an address is not among it
   */
  'byHand': (string);
  /**
   * HAProxy's word, as UP, `DOWN 40/81` (of 81 successive yeses 40 were counted), MAINT
   */
  'status': (string);
  /**
   * where its connections go, as 10.10.1.1:5432
   */
  'address': (string);
}
