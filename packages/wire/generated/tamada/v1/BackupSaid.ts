// Original file: proto/tamada/v1/agent.proto

import type { CatalogueLook as _tamada_v1_CatalogueLook, CatalogueLook__Output as _tamada_v1_CatalogueLook__Output } from '../../tamada/v1/CatalogueLook.ts';
import type { BackupProof as _tamada_v1_BackupProof, BackupProof__Output as _tamada_v1_BackupProof__Output } from '../../tamada/v1/BackupProof.ts';
import type { DelayedLook as _tamada_v1_DelayedLook, DelayedLook__Output as _tamada_v1_DelayedLook__Output } from '../../tamada/v1/DelayedLook.ts';
import type { JobState as _tamada_v1_JobState, JobState__Output as _tamada_v1_JobState__Output } from '../../tamada/v1/JobState.ts';
import type { TimerState as _tamada_v1_TimerState, TimerState__Output as _tamada_v1_TimerState__Output } from '../../tamada/v1/TimerState.ts';
import type { BackupDisk as _tamada_v1_BackupDisk, BackupDisk__Output as _tamada_v1_BackupDisk__Output } from '../../tamada/v1/BackupDisk.ts';

export interface BackupSaid {
  /**
   * pgbackrest | pg_probackup
   */
  'tool'?: (string);
  'catalogue'?: (_tamada_v1_CatalogueLook | null);
  'lastProof'?: (_tamada_v1_BackupProof | null);
  /**
   * absent where the topology has no delayed replica
   */
  'delayed'?: (_tamada_v1_DelayedLook | null);
  /**
   * those that have not ended
   */
  'jobs'?: (_tamada_v1_JobState)[];
  /**
   * what runs by itself
   */
  'timers'?: (_tamada_v1_TimerState)[];
  /**
   * those of the catalogue and of the delayed replica, each once
   */
  'disks'?: (_tamada_v1_BackupDisk)[];
}

export interface BackupSaid__Output {
  /**
   * pgbackrest | pg_probackup
   */
  'tool': (string);
  'catalogue': (_tamada_v1_CatalogueLook__Output | null);
  'lastProof': (_tamada_v1_BackupProof__Output | null);
  /**
   * absent where the topology has no delayed replica
   */
  'delayed': (_tamada_v1_DelayedLook__Output | null);
  /**
   * those that have not ended
   */
  'jobs': (_tamada_v1_JobState__Output)[];
  /**
   * what runs by itself
   */
  'timers': (_tamada_v1_TimerState__Output)[];
  /**
   * those of the catalogue and of the delayed replica, each once
   */
  'disks': (_tamada_v1_BackupDisk__Output)[];
}
