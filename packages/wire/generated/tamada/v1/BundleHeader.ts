// Original file: proto/tamada/v1/agent.proto


export interface BundleHeader {
  'cluster'?: (string);
  'node'?: (string);
  'generation'?: (number);
  'digest'?: (string);
  /**
   * programs whose units this call may start, restart or reload; the others are left as they are
   */
  'start'?: (string)[];
  /**
   * a trial: the node goes back by itself unless it is confirmed within this time; 0: it is no trial
   */
  'confirmWithinMs'?: (number);
}

export interface BundleHeader__Output {
  'cluster': (string);
  'node': (string);
  'generation': (number);
  'digest': (string);
  /**
   * programs whose units this call may start, restart or reload; the others are left as they are
   */
  'start': (string)[];
  /**
   * a trial: the node goes back by itself unless it is confirmed within this time; 0: it is no trial
   */
  'confirmWithinMs': (number);
}
