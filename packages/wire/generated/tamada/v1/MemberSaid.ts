// Original file: proto/tamada/v1/agent.proto

import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from '../../tamada/v1/Word.ts';
import type { Standby as _tamada_v1_Standby, Standby__Output as _tamada_v1_Standby__Output } from '../../tamada/v1/Standby.ts';

export interface MemberSaid {
  'state'?: (_tamada_v1_Word | null);
  'role'?: (_tamada_v1_Word | null);
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
   * never set before Patroni 3.1
   */
  'replication'?: (_tamada_v1_Word | null);
  /**
   * Patroni's
   */
  'version'?: (string);
  /**
   * PostgreSQL's, as 150018
   */
  'serverVersion'?: (number);
  'systemId'?: (string);
  /**
   * who takes WAL from this member
   */
  'standbys'?: (_tamada_v1_Standby)[];
  /**
   * when its PostgreSQL was started, by the node's clock
   */
  'startedAtMs'?: (number | string);
  '_timeline'?: "timeline";
  '_lsn'?: "lsn";
  '_receivedLsn'?: "receivedLsn";
  '_version'?: "version";
  '_serverVersion'?: "serverVersion";
  '_systemId'?: "systemId";
  '_startedAtMs'?: "startedAtMs";
}

export interface MemberSaid__Output {
  'state': (_tamada_v1_Word__Output | null);
  'role': (_tamada_v1_Word__Output | null);
  'syncStandby': (boolean);
  'timeline'?: (number);
  /**
   * written (leader) or replayed (replica), as 0/3000060
   */
  'lsn'?: (string);
  'receivedLsn'?: (string);
  'pendingRestart': (boolean);
  'paused': (boolean);
  /**
   * never set before Patroni 3.1
   */
  'replication': (_tamada_v1_Word__Output | null);
  /**
   * Patroni's
   */
  'version'?: (string);
  /**
   * PostgreSQL's, as 150018
   */
  'serverVersion'?: (number);
  'systemId'?: (string);
  /**
   * who takes WAL from this member
   */
  'standbys': (_tamada_v1_Standby__Output)[];
  /**
   * when its PostgreSQL was started, by the node's clock
   */
  'startedAtMs'?: (number);
  '_timeline'?: "timeline";
  '_lsn'?: "lsn";
  '_receivedLsn'?: "receivedLsn";
  '_version'?: "version";
  '_serverVersion'?: "serverVersion";
  '_systemId'?: "systemId";
  '_startedAtMs'?: "startedAtMs";
}
