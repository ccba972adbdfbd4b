// Original file: proto/tamada/v1/agent.proto


export interface AgentStatus {
  'version'?: (string);
  'protocol'?: (number);
  /**
   * the last that was begun; 0 for none
   */
  'activeGeneration'?: (number);
  /**
   * the last that was finished
   */
  'confirmedGeneration'?: (number);
  /**
   * of the active generation's bundle; empty for none
   */
  'digest'?: (string);
  /**
   * what the exclusive runner does now, empty at rest
   */
  'busyWith'?: (string);
  'startedAtMs'?: (number | string);
}

export interface AgentStatus__Output {
  'version': (string);
  'protocol': (number);
  /**
   * the last that was begun; 0 for none
   */
  'activeGeneration': (number);
  /**
   * the last that was finished
   */
  'confirmedGeneration': (number);
  /**
   * of the active generation's bundle; empty for none
   */
  'digest': (string);
  /**
   * what the exclusive runner does now, empty at rest
   */
  'busyWith': (string);
  'startedAtMs': (number);
}
