// Original file: proto/tamada/v1/agent.proto

import type { DrainedStatus as _tamada_v1_DrainedStatus, DrainedStatus__Output as _tamada_v1_DrainedStatus__Output } from '../../tamada/v1/DrainedStatus.ts';
import type { TrialStatus as _tamada_v1_TrialStatus, TrialStatus__Output as _tamada_v1_TrialStatus__Output } from '../../tamada/v1/TrialStatus.ts';

export interface AgentStatus {
  'version'?: (string);
  'protocol'?: (number);
  /**
   * the last that was begun
   */
  'activeGeneration'?: (number);
  /**
   * the last that was finished
   */
  'confirmedGeneration'?: (number);
  /**
   * of the active generation's bundle
   */
  'digest'?: (string);
  /**
   * what the exclusive runner does now
   */
  'busyWith'?: (string);
  'startedAtMs'?: (number | string);
  /**
   * the member has run before: its data directory is the cluster's
   */
  'memberEstablished'?: (boolean);
  /**
   * the kernel's id of this boot of the host
   */
  'boot'?: (string);
  /**
   * absent while the host is not drained
   */
  'drained'?: (_tamada_v1_DrainedStatus | null);
  /**
   * not set where nothing was tried since the last confirmed bundle
   */
  'trial'?: (_tamada_v1_TrialStatus | null);
  '_activeGeneration'?: "activeGeneration";
  '_confirmedGeneration'?: "confirmedGeneration";
  '_digest'?: "digest";
  '_busyWith'?: "busyWith";
  '_boot'?: "boot";
}

export interface AgentStatus__Output {
  'version': (string);
  'protocol': (number);
  /**
   * the last that was begun
   */
  'activeGeneration'?: (number);
  /**
   * the last that was finished
   */
  'confirmedGeneration'?: (number);
  /**
   * of the active generation's bundle
   */
  'digest'?: (string);
  /**
   * what the exclusive runner does now
   */
  'busyWith'?: (string);
  'startedAtMs': (number);
  /**
   * the member has run before: its data directory is the cluster's
   */
  'memberEstablished': (boolean);
  /**
   * the kernel's id of this boot of the host
   */
  'boot'?: (string);
  /**
   * absent while the host is not drained
   */
  'drained': (_tamada_v1_DrainedStatus__Output | null);
  /**
   * not set where nothing was tried since the last confirmed bundle
   */
  'trial': (_tamada_v1_TrialStatus__Output | null);
  '_activeGeneration'?: "activeGeneration";
  '_confirmedGeneration'?: "confirmedGeneration";
  '_digest'?: "digest";
  '_busyWith'?: "busyWith";
  '_boot'?: "boot";
}
