// Original file: proto/tamada/v1/agent.proto


/**
 * origin: change (the bundle is another one) | drift (somebody changed the node since it was applied) | both | follows (from other steps)
 */
export interface PlannedStep {
  'kind'?: (string);
  'subject'?: (string);
  'reason'?: (string);
  'difference'?: (string);
  'origin'?: (string);
  /**
   * of a file that somebody changed: from what was applied to what is there
   */
  'edited'?: (string);
  'editedAtMs'?: (number | string);
  '_editedAtMs'?: "editedAtMs";
}

/**
 * origin: change (the bundle is another one) | drift (somebody changed the node since it was applied) | both | follows (from other steps)
 */
export interface PlannedStep__Output {
  'kind': (string);
  'subject': (string);
  'reason': (string);
  'difference': (string);
  'origin': (string);
  /**
   * of a file that somebody changed: from what was applied to what is there
   */
  'edited': (string);
  'editedAtMs'?: (number);
  '_editedAtMs'?: "editedAtMs";
}
