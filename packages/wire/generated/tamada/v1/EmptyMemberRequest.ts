// Original file: proto/tamada/v1/agent.proto


/**
 * restore: the run that restores the cluster. keep: the old data stays beside the data directory. tablespaces: folders that the backup wants
 * empty, too.
 */
export interface EmptyMemberRequest {
  'restore'?: (string);
  'keep'?: (boolean);
  'tablespaces'?: (string)[];
}

/**
 * restore: the run that restores the cluster. keep: the old data stays beside the data directory. tablespaces: folders that the backup wants
 * empty, too.
 */
export interface EmptyMemberRequest__Output {
  'restore': (string);
  'keep': (boolean);
  'tablespaces': (string)[];
}
