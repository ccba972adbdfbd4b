// Original file: proto/tamada/v1/agent.proto


export interface MemberDone {
  'backup'?: (string);
  /**
   * the new one
   */
  'timeline'?: (number);
  /**
   * where recovery ended
   */
  'lsn'?: (string);
  /**
   * the newest commit that it holds
   */
  'atMs'?: (number | string);
  '_lsn'?: "lsn";
  '_atMs'?: "atMs";
}

export interface MemberDone__Output {
  'backup': (string);
  /**
   * the new one
   */
  'timeline': (number);
  /**
   * where recovery ended
   */
  'lsn'?: (string);
  /**
   * the newest commit that it holds
   */
  'atMs'?: (number);
  '_lsn'?: "lsn";
  '_atMs'?: "atMs";
}
