// Original file: proto/tamada/v1/agent.proto


export interface InfoReply {
  'cluster'?: (string);
  'node'?: (string);
  'version'?: (string);
  /**
   * grows when an old coordinator would misunderstand
   */
  'protocol'?: (number);
  /**
   * names of calls and fields that came later
   */
  'capabilities'?: (string)[];
  /**
   * the node's clock, milliseconds since the epoch
   */
  'wallClockMs'?: (number | string);
}

export interface InfoReply__Output {
  'cluster': (string);
  'node': (string);
  'version': (string);
  /**
   * grows when an old coordinator would misunderstand
   */
  'protocol': (number);
  /**
   * names of calls and fields that came later
   */
  'capabilities': (string)[];
  /**
   * the node's clock, milliseconds since the epoch
   */
  'wallClockMs': (number);
}
