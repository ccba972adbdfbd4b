// Original file: proto/tamada/v1/agent.proto


/**
 * kind: time | lsn | xid | latest | immediate; the field of its name is set, the others are 0 or empty.
 */
export interface RecoveryTarget {
  'kind'?: (string);
  'atMs'?: (number | string);
  'lsn'?: (string);
  'xid'?: (string);
}

/**
 * kind: time | lsn | xid | latest | immediate; the field of its name is set, the others are 0 or empty.
 */
export interface RecoveryTarget__Output {
  'kind': (string);
  'atMs': (number);
  'lsn': (string);
  'xid': (string);
}
