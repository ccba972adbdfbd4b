// Original file: proto/tamada/v1/agent.proto


export interface RestoreDone {
  'backup'?: (string);
  'directory'?: (string);
  /**
   * 0: not started
   */
  'port'?: (number);
  /**
   * the folder of its socket; empty: not started
   */
  'socket'?: (string);
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

export interface RestoreDone__Output {
  'backup': (string);
  'directory': (string);
  /**
   * 0: not started
   */
  'port': (number);
  /**
   * the folder of its socket; empty: not started
   */
  'socket': (string);
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
