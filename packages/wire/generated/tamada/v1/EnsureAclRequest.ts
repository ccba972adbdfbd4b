// Original file: proto/tamada/v1/agent.proto

import type { AclNode as _tamada_v1_AclNode, AclNode__Output as _tamada_v1_AclNode__Output } from '../../tamada/v1/AclNode.ts';
import type { BundleSecret as _tamada_v1_BundleSecret, BundleSecret__Output as _tamada_v1_BundleSecret__Output } from '../../tamada/v1/BundleSecret.ts';

export interface EnsureAclRequest {
  /**
   * used for this call and kept nowhere: not on disk, not in a log
   */
  'managementToken'?: (string);
  /**
   * all that run Consul
   */
  'nodes'?: (_tamada_v1_AclNode)[];
  /**
   * every token that shall be, by its name in the workspace
   */
  'tokens'?: (_tamada_v1_BundleSecret)[];
}

export interface EnsureAclRequest__Output {
  /**
   * used for this call and kept nowhere: not on disk, not in a log
   */
  'managementToken': (string);
  /**
   * all that run Consul
   */
  'nodes': (_tamada_v1_AclNode__Output)[];
  /**
   * every token that shall be, by its name in the workspace
   */
  'tokens': (_tamada_v1_BundleSecret__Output)[];
}
