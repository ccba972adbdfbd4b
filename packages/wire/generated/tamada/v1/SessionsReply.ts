// Original file: proto/tamada/v1/agent.proto


export interface SessionsReply {
  'clients'?: (number);
  'inTransaction'?: (number);
  'longestSeconds'?: (number | string);
  'prepared'?: (number);
  /**
   * how long the oldest commit that waits for a standby has waited; 0 for none
   */
  'commitWaitSeconds'?: (number | string);
  /**
   * by base backups that run on this server now
   */
  'copiedBytes'?: (number | string);
  /**
   * how large all databases are, while a base backup runs; 0 else
   */
  'copyBytes'?: (number | string);
  /**
   * those of the clients that came over the network: never Patroni's own
   */
  'overNetwork'?: (number);
  '_overNetwork'?: "overNetwork";
}

export interface SessionsReply__Output {
  'clients': (number);
  'inTransaction': (number);
  'longestSeconds': (number);
  'prepared': (number);
  /**
   * how long the oldest commit that waits for a standby has waited; 0 for none
   */
  'commitWaitSeconds': (number);
  /**
   * by base backups that run on this server now
   */
  'copiedBytes': (number);
  /**
   * how large all databases are, while a base backup runs; 0 else
   */
  'copyBytes': (number);
  /**
   * those of the clients that came over the network: never Patroni's own
   */
  'overNetwork'?: (number);
  '_overNetwork'?: "overNetwork";
}
