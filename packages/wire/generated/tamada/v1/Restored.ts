// Original file: proto/tamada/v1/agent.proto


export interface Restored {
  'directory'?: (string);
  /**
   * 0: it was not started
   */
  'port'?: (number);
  'backup'?: (string);
  'madeAtMs'?: (number | string);
  'running'?: (boolean);
}

export interface Restored__Output {
  'directory': (string);
  /**
   * 0: it was not started
   */
  'port': (number);
  'backup': (string);
  'madeAtMs': (number);
  'running': (boolean);
}
