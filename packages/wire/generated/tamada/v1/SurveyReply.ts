// Original file: proto/tamada/v1/agent.proto

import type { PortState as _tamada_v1_PortState, PortState__Output as _tamada_v1_PortState__Output } from '../../tamada/v1/PortState.ts';
import type { DiskState as _tamada_v1_DiskState, DiskState__Output as _tamada_v1_DiskState__Output } from '../../tamada/v1/DiskState.ts';
import type { NameState as _tamada_v1_NameState, NameState__Output as _tamada_v1_NameState__Output } from '../../tamada/v1/NameState.ts';
import type { PackageState as _tamada_v1_PackageState, PackageState__Output as _tamada_v1_PackageState__Output } from '../../tamada/v1/PackageState.ts';

export interface SurveyReply {
  'ports'?: (_tamada_v1_PortState)[];
  'disks'?: (_tamada_v1_DiskState)[];
  /**
   * none | absent | empty | established | claimed | foreign
   */
  'dataDirectory'?: (string);
  'users'?: (_tamada_v1_NameState)[];
  'locales'?: (_tamada_v1_NameState)[];
  'packages'?: (_tamada_v1_PackageState)[];
  /**
   * synchronised | unsynchronised | unknown
   */
  'clock'?: (string);
  /**
   * present | absent | inaccessible
   */
  'watchdog'?: (string);
  /**
   * enforcing | permissive | disabled | absent
   */
  'selinux'?: (string);
  /**
   * names of active ones
   */
  'firewalls'?: (string)[];
  'systemdRunning'?: (boolean);
  /**
   * IPv4, on all interfaces but loopback
   */
  'addresses'?: (string)[];
}

export interface SurveyReply__Output {
  'ports': (_tamada_v1_PortState__Output)[];
  'disks': (_tamada_v1_DiskState__Output)[];
  /**
   * none | absent | empty | established | claimed | foreign
   */
  'dataDirectory': (string);
  'users': (_tamada_v1_NameState__Output)[];
  'locales': (_tamada_v1_NameState__Output)[];
  'packages': (_tamada_v1_PackageState__Output)[];
  /**
   * synchronised | unsynchronised | unknown
   */
  'clock': (string);
  /**
   * present | absent | inaccessible
   */
  'watchdog': (string);
  /**
   * enforcing | permissive | disabled | absent
   */
  'selinux': (string);
  /**
   * names of active ones
   */
  'firewalls': (string)[];
  'systemdRunning': (boolean);
  /**
   * IPv4, on all interfaces but loopback
   */
  'addresses': (string)[];
}
