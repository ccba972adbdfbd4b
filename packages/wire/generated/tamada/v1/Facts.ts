// Original file: proto/tamada/v1/agent.proto

import type { NetworkInterface as _tamada_v1_NetworkInterface, NetworkInterface__Output as _tamada_v1_NetworkInterface__Output } from '../../tamada/v1/NetworkInterface.ts';
import type { ProgramVersion as _tamada_v1_ProgramVersion, ProgramVersion__Output as _tamada_v1_ProgramVersion__Output } from '../../tamada/v1/ProgramVersion.ts';

export interface Facts {
  /**
   * debian | rhel
   */
  'platform'?: (string);
  /**
   * as /etc/os-release calls itself
   */
  'osName'?: (string);
  'osVersion'?: (string);
  /**
   * x64
   */
  'arch'?: (string);
  'hostname'?: (string);
  /**
   * the one that holds the node's address; absent where none does
   */
  'interface'?: (_tamada_v1_NetworkInterface | null);
  'programs'?: (_tamada_v1_ProgramVersion)[];
  'cpus'?: (number);
  'memoryBytes'?: (number | string);
}

export interface Facts__Output {
  /**
   * debian | rhel
   */
  'platform': (string);
  /**
   * as /etc/os-release calls itself
   */
  'osName': (string);
  'osVersion': (string);
  /**
   * x64
   */
  'arch': (string);
  'hostname': (string);
  /**
   * the one that holds the node's address; absent where none does
   */
  'interface': (_tamada_v1_NetworkInterface__Output | null);
  'programs': (_tamada_v1_ProgramVersion__Output)[];
  'cpus': (number);
  'memoryBytes': (number);
}
