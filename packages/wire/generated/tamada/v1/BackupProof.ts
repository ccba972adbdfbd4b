// Original file: proto/tamada/v1/agent.proto


/**
 * The last proof that ended, good or not.
 */
export interface BackupProof {
  'backup'?: (string);
  'atMs'?: (number | string);
  'tookMs'?: (number | string);
  'good'?: (boolean);
  'problem'?: (string);
  '_problem'?: "problem";
}

/**
 * The last proof that ended, good or not.
 */
export interface BackupProof__Output {
  'backup': (string);
  'atMs': (number);
  'tookMs': (number);
  'good': (boolean);
  'problem'?: (string);
  '_problem'?: "problem";
}
