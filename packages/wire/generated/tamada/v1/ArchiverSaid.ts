// Original file: proto/tamada/v1/agent.proto

import type { ArchiverFailure as _tamada_v1_ArchiverFailure, ArchiverFailure__Output as _tamada_v1_ArchiverFailure__Output } from '../../tamada/v1/ArchiverFailure.ts';
import type { WalConflict as _tamada_v1_WalConflict, WalConflict__Output as _tamada_v1_WalConflict__Output } from '../../tamada/v1/WalConflict.ts';
import type { LetGo as _tamada_v1_LetGo, LetGo__Output as _tamada_v1_LetGo__Output } from '../../tamada/v1/LetGo.ts';
import type { PushedWal as _tamada_v1_PushedWal, PushedWal__Output as _tamada_v1_PushedWal__Output } from '../../tamada/v1/PushedWal.ts';

export interface ArchiverSaid {
  /**
   * the segment's name
   */
  'lastArchived'?: (string);
  'lastArchivedAtMs'?: (number | string);
  /**
   * absent while the newest attempt succeeded
   */
  'failing'?: (_tamada_v1_ArchiverFailure | null);
  /**
   * complete segments that are not archived yet
   */
  'lagSegments'?: (number);
  /**
   * in pg_wal
   */
  'walBytes'?: (number | string);
  /**
   * on its disk
   */
  'walFreeBytes'?: (number | string);
  /**
   * until no more than the reserve is free, at the present rate, while pushes fail
   */
  'fullInSeconds'?: (number | string);
  /**
   * segments that the archive has with another content
   */
  'conflicts'?: (_tamada_v1_WalConflict)[];
  /**
   * absent where the archive has taken everything
   */
  'letGo'?: (_tamada_v1_LetGo | null);
  /**
   * what this host brought to the archive as a leader
   */
  'pushed'?: (_tamada_v1_PushedWal)[];
  '_lastArchived'?: "lastArchived";
  '_lastArchivedAtMs'?: "lastArchivedAtMs";
  '_fullInSeconds'?: "fullInSeconds";
}

export interface ArchiverSaid__Output {
  /**
   * the segment's name
   */
  'lastArchived'?: (string);
  'lastArchivedAtMs'?: (number);
  /**
   * absent while the newest attempt succeeded
   */
  'failing': (_tamada_v1_ArchiverFailure__Output | null);
  /**
   * complete segments that are not archived yet
   */
  'lagSegments': (number);
  /**
   * in pg_wal
   */
  'walBytes': (number);
  /**
   * on its disk
   */
  'walFreeBytes': (number);
  /**
   * until no more than the reserve is free, at the present rate, while pushes fail
   */
  'fullInSeconds'?: (number);
  /**
   * segments that the archive has with another content
   */
  'conflicts': (_tamada_v1_WalConflict__Output)[];
  /**
   * absent where the archive has taken everything
   */
  'letGo': (_tamada_v1_LetGo__Output | null);
  /**
   * what this host brought to the archive as a leader
   */
  'pushed': (_tamada_v1_PushedWal__Output)[];
  '_lastArchived'?: "lastArchived";
  '_lastArchivedAtMs'?: "lastArchivedAtMs";
  '_fullInSeconds'?: "fullInSeconds";
}
