// Original file: proto/tamada/v1/agent.proto

import type { DcsLeader as _tamada_v1_DcsLeader, DcsLeader__Output as _tamada_v1_DcsLeader__Output } from '../../tamada/v1/DcsLeader.ts';
import type { DcsInitialize as _tamada_v1_DcsInitialize, DcsInitialize__Output as _tamada_v1_DcsInitialize__Output } from '../../tamada/v1/DcsInitialize.ts';
import type { DcsMember as _tamada_v1_DcsMember, DcsMember__Output as _tamada_v1_DcsMember__Output } from '../../tamada/v1/DcsMember.ts';
import type { DcsConfig as _tamada_v1_DcsConfig, DcsConfig__Output as _tamada_v1_DcsConfig__Output } from '../../tamada/v1/DcsConfig.ts';

export interface DcsSaid {
  /**
   * read through the raft leader; otherwise the server's own copy, which may be old
   */
  'fresh'?: (boolean);
  /**
   * who holds the leader key
   */
  'leader'?: (_tamada_v1_DcsLeader | null);
  'syncStandbys'?: (string)[];
  'initialize'?: (_tamada_v1_DcsInitialize | null);
  'failsafe'?: (boolean);
  'members'?: (_tamada_v1_DcsMember)[];
  /**
   * Patroni's dynamic configuration
   */
  'config'?: (_tamada_v1_DcsConfig | null);
  /**
   * how far the leader was when it last said so, at least once in a round of Patroni's
   */
  'lastLsn'?: (string);
  '_lastLsn'?: "lastLsn";
}

export interface DcsSaid__Output {
  /**
   * read through the raft leader; otherwise the server's own copy, which may be old
   */
  'fresh': (boolean);
  /**
   * who holds the leader key
   */
  'leader': (_tamada_v1_DcsLeader__Output | null);
  'syncStandbys': (string)[];
  'initialize': (_tamada_v1_DcsInitialize__Output | null);
  'failsafe': (boolean);
  'members': (_tamada_v1_DcsMember__Output)[];
  /**
   * Patroni's dynamic configuration
   */
  'config': (_tamada_v1_DcsConfig__Output | null);
  /**
   * how far the leader was when it last said so, at least once in a round of Patroni's
   */
  'lastLsn'?: (string);
  '_lastLsn'?: "lastLsn";
}
