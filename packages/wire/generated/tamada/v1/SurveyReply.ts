// Original file: proto/tamada/v1/agent.proto

import type { PortState as _tamada_v1_PortState, PortState__Output as _tamada_v1_PortState__Output } from '../../tamada/v1/PortState.ts';
import type { DiskState as _tamada_v1_DiskState, DiskState__Output as _tamada_v1_DiskState__Output } from '../../tamada/v1/DiskState.ts';
import type { NameState as _tamada_v1_NameState, NameState__Output as _tamada_v1_NameState__Output } from '../../tamada/v1/NameState.ts';
import type { PackageState as _tamada_v1_PackageState, PackageState__Output as _tamada_v1_PackageState__Output } from '../../tamada/v1/PackageState.ts';
import type { DataFolder as _tamada_v1_DataFolder, DataFolder__Output as _tamada_v1_DataFolder__Output } from '../../tamada/v1/DataFolder.ts';
import type { PlaceProblem as _tamada_v1_PlaceProblem, PlaceProblem__Output as _tamada_v1_PlaceProblem__Output } from '../../tamada/v1/PlaceProblem.ts';

export interface SurveyReply {
  'ports'?: (_tamada_v1_PortState)[];
  'disks'?: (_tamada_v1_DiskState)[];
  /**
   * none | absent | empty | established | claimed | foreign | lost_found | dangling_link
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
  /**
   * absent where nothing is in its place
   */
  'dataFolder'?: (_tamada_v1_DataFolder | null);
  'places'?: (_tamada_v1_PlaceProblem)[];
  /**
   * why the check's user cannot run the check; empty where it can, or need not
   */
  'checkProblem'?: (string);
  /**
   * what may change packages or restart programs by itself
   */
  'automation'?: (string)[];
  /**
   * dhcp | loopback | networkd
   */
  'addressRisks'?: (string)[];
  /**
   * units of ours that run, though nothing of ours started them
   */
  'strangers'?: (string)[];
  /**
   * ports of ours that the kernel may give to any outgoing connection
   */
  'stolenPorts'?: (number)[];
  /**
   * units of ours that cannot be started
   */
  'maskedUnits'?: (string)[];
}

export interface SurveyReply__Output {
  'ports': (_tamada_v1_PortState__Output)[];
  'disks': (_tamada_v1_DiskState__Output)[];
  /**
   * none | absent | empty | established | claimed | foreign | lost_found | dangling_link
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
  /**
   * absent where nothing is in its place
   */
  'dataFolder': (_tamada_v1_DataFolder__Output | null);
  'places': (_tamada_v1_PlaceProblem__Output)[];
  /**
   * why the check's user cannot run the check; empty where it can, or need not
   */
  'checkProblem': (string);
  /**
   * what may change packages or restart programs by itself
   */
  'automation': (string)[];
  /**
   * dhcp | loopback | networkd
   */
  'addressRisks': (string)[];
  /**
   * units of ours that run, though nothing of ours started them
   */
  'strangers': (string)[];
  /**
   * ports of ours that the kernel may give to any outgoing connection
   */
  'stolenPorts': (number)[];
  /**
   * units of ours that cannot be started
   */
  'maskedUnits': (string)[];
}
