// Original file: proto/tamada/v1/agent.proto


/**
 * How long the caller can wait: what did not answer until then is named in the reply. 0: a second.
 */
export interface StatusRequest {
  'patienceMs'?: (number);
}

/**
 * How long the caller can wait: what did not answer until then is named in the reply. 0: a second.
 */
export interface StatusRequest__Output {
  'patienceMs': (number);
}
