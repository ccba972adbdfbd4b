// Original file: proto/tamada/v1/agent.proto


/**
 * restore: the run that restores the cluster. keep: the old data stays beside the data directory.
 */
export interface EmptyMemberRequest {
  'restore'?: (string);
  'keep'?: (boolean);
}

/**
 * restore: the run that restores the cluster. keep: the old data stays beside the data directory.
 */
export interface EmptyMemberRequest__Output {
  'restore': (string);
  'keep': (boolean);
}
