// Original file: proto/tamada/v1/agent.proto


export interface DcsView {
  /**
   * member that holds the leader key, empty for none
   */
  'leader'?: (string);
  'syncStandbys'?: (string)[];
  /**
   * system id, empty where the key holds none
   */
  'initialize'?: (string);
  'initializePresent'?: (boolean);
  'failsafe'?: (boolean);
  'members'?: (string)[];
  /**
   * Consul's ModifyIndex of Patroni's dynamic configuration
   */
  'configIndex'?: (number | string);
  /**
   * that configuration, JSON
   */
  'config'?: (string);
}

export interface DcsView__Output {
  /**
   * member that holds the leader key, empty for none
   */
  'leader': (string);
  'syncStandbys': (string)[];
  /**
   * system id, empty where the key holds none
   */
  'initialize': (string);
  'initializePresent': (boolean);
  'failsafe': (boolean);
  'members': (string)[];
  /**
   * Consul's ModifyIndex of Patroni's dynamic configuration
   */
  'configIndex': (number);
  /**
   * that configuration, JSON
   */
  'config': (string);
}
