// Original file: proto/tamada/v1/agent.proto


export interface HaproxyFrontend {
  'name'?: (string);
  /**
   * HAProxy's word: OPEN | PAUSED | STOP
   */
  'status'?: (string);
  'sessions'?: (number);
  /**
   * of sessions
   */
  'limit'?: (number);
}

export interface HaproxyFrontend__Output {
  'name': (string);
  /**
   * HAProxy's word: OPEN | PAUSED | STOP
   */
  'status': (string);
  'sessions': (number);
  /**
   * of sessions
   */
  'limit': (number);
}
