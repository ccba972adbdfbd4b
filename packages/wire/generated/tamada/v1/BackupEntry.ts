// Original file: proto/tamada/v1/agent.proto


export interface BackupEntry {
  'id'?: (string);
  /**
   * full | incremental
   */
  'kind'?: (string);
  'parent'?: (string);
  /**
   * ok | running | failed | damaged
   */
  'state'?: (string);
  'startedAtMs'?: (number | string);
  'endedAtMs'?: (number | string);
  'startLsn'?: (string);
  'stopLsn'?: (string);
  'timeline'?: (number);
  /**
   * in the catalogue
   */
  'bytes'?: (number | string);
  'pinnedUntilMs'?: (number | string);
  /**
   * of a server that is restored from it
   */
  'restoredBytes'?: (number | string);
  '_parent'?: "parent";
  '_endedAtMs'?: "endedAtMs";
  '_startLsn'?: "startLsn";
  '_stopLsn'?: "stopLsn";
  '_timeline'?: "timeline";
  '_bytes'?: "bytes";
  '_pinnedUntilMs'?: "pinnedUntilMs";
  '_restoredBytes'?: "restoredBytes";
}

export interface BackupEntry__Output {
  'id': (string);
  /**
   * full | incremental
   */
  'kind': (string);
  'parent'?: (string);
  /**
   * ok | running | failed | damaged
   */
  'state': (string);
  'startedAtMs': (number);
  'endedAtMs'?: (number);
  'startLsn'?: (string);
  'stopLsn'?: (string);
  'timeline'?: (number);
  /**
   * in the catalogue
   */
  'bytes'?: (number);
  'pinnedUntilMs'?: (number);
  /**
   * of a server that is restored from it
   */
  'restoredBytes'?: (number);
  '_parent'?: "parent";
  '_endedAtMs'?: "endedAtMs";
  '_startLsn'?: "startLsn";
  '_stopLsn'?: "stopLsn";
  '_timeline'?: "timeline";
  '_bytes'?: "bytes";
  '_pinnedUntilMs'?: "pinnedUntilMs";
  '_restoredBytes'?: "restoredBytes";
}
