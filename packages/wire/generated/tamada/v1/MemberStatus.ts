// Original file: proto/tamada/v1/agent.proto

import type { Standby as _tamada_v1_Standby, Standby__Output as _tamada_v1_Standby__Output } from '../../tamada/v1/Standby.ts';

export interface MemberStatus {
  /**
   * Patroni's REST API answered
   */
  'reachable'?: (boolean);
  /**
   * Patroni's word: running, starting, creating replica, stopped …
   */
  'state'?: (string);
  /**
   * Patroni's word: master, primary, replica, standby_leader …
   */
  'role'?: (string);
  'syncStandby'?: (boolean);
  'timeline'?: (number);
  /**
   * written (leader) or replayed (replica), as 0/3000060
   */
  'lsn'?: (string);
  'receivedLsn'?: (string);
  'pendingRestart'?: (boolean);
  'paused'?: (boolean);
  /**
   * streaming, in archive recovery, or empty (always empty before Patroni 3.1)
   */
  'replicationState'?: (string);
  /**
   * Patroni's
   */
  'version'?: (string);
  /**
   * PostgreSQL's, as 150018
   */
  'serverVersion'?: (number);
  'problem'?: (string);
  /**
   * this member has run before: its data directory is the cluster's
   */
  'established'?: (boolean);
  'systemId'?: (string);
  /**
   * who takes WAL from this member
   */
  'standbys'?: (_tamada_v1_Standby)[];
}

export interface MemberStatus__Output {
  /**
   * Patroni's REST API answered
   */
  'reachable': (boolean);
  /**
   * Patroni's word: running, starting, creating replica, stopped …
   */
  'state': (string);
  /**
   * Patroni's word: master, primary, replica, standby_leader …
   */
  'role': (string);
  'syncStandby': (boolean);
  'timeline': (number);
  /**
   * written (leader) or replayed (replica), as 0/3000060
   */
  'lsn': (string);
  'receivedLsn': (string);
  'pendingRestart': (boolean);
  'paused': (boolean);
  /**
   * streaming, in archive recovery, or empty (always empty before Patroni 3.1)
   */
  'replicationState': (string);
  /**
   * Patroni's
   */
  'version': (string);
  /**
   * PostgreSQL's, as 150018
   */
  'serverVersion': (number);
  'problem': (string);
  /**
   * this member has run before: its data directory is the cluster's
   */
  'established': (boolean);
  'systemId': (string);
  /**
   * who takes WAL from this member
   */
  'standbys': (_tamada_v1_Standby__Output)[];
}
