// Original file: proto/tamada/v1/agent.proto


export interface TrialStatus {
  /**
   * what is, or was, on trial
   */
  'generation'?: (number);
  /**
   * the confirmed generation
   */
  'backTo'?: (number);
  /**
   * armed (goes back unless it is confirmed) | held (it cannot go back by itself) | reverted (it went back)
   */
  'state'?: (string);
  /**
   * by when it is to be confirmed, by the node's clock
   */
  'untilMs'?: (number | string);
  /**
   * why it went back, or cannot; empty while it is armed
   */
  'problem'?: (string);
}

export interface TrialStatus__Output {
  /**
   * what is, or was, on trial
   */
  'generation': (number);
  /**
   * the confirmed generation
   */
  'backTo': (number);
  /**
   * armed (goes back unless it is confirmed) | held (it cannot go back by itself) | reverted (it went back)
   */
  'state': (string);
  /**
   * by when it is to be confirmed, by the node's clock
   */
  'untilMs': (number);
  /**
   * why it went back, or cannot; empty while it is armed
   */
  'problem': (string);
}
