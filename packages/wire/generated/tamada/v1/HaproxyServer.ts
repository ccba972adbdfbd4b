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
   * what somebody set through the runtime socket, empty for nothing
   */
  'byHand'?: (string);
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
   * what somebody set through the runtime socket, empty for nothing
   */
  'byHand': (string);
}
