// Original file: proto/tamada/v1/agent.proto

import type { AgentStatus as _tamada_v1_AgentStatus, AgentStatus__Output as _tamada_v1_AgentStatus__Output } from '../../tamada/v1/AgentStatus.ts';
import type { ConsulStatus as _tamada_v1_ConsulStatus, ConsulStatus__Output as _tamada_v1_ConsulStatus__Output } from '../../tamada/v1/ConsulStatus.ts';
import type { MemberStatus as _tamada_v1_MemberStatus, MemberStatus__Output as _tamada_v1_MemberStatus__Output } from '../../tamada/v1/MemberStatus.ts';
import type { DcsView as _tamada_v1_DcsView, DcsView__Output as _tamada_v1_DcsView__Output } from '../../tamada/v1/DcsView.ts';
import type { UnitStatus as _tamada_v1_UnitStatus, UnitStatus__Output as _tamada_v1_UnitStatus__Output } from '../../tamada/v1/UnitStatus.ts';
import type { CertificateStatus as _tamada_v1_CertificateStatus, CertificateStatus__Output as _tamada_v1_CertificateStatus__Output } from '../../tamada/v1/CertificateStatus.ts';
import type { HaproxyStatus as _tamada_v1_HaproxyStatus, HaproxyStatus__Output as _tamada_v1_HaproxyStatus__Output } from '../../tamada/v1/HaproxyStatus.ts';
import type { CheckStatus as _tamada_v1_CheckStatus, CheckStatus__Output as _tamada_v1_CheckStatus__Output } from '../../tamada/v1/CheckStatus.ts';

export interface NodeStatus {
  'cluster'?: (string);
  'node'?: (string);
  'observedAtMs'?: (number | string);
  'agent'?: (_tamada_v1_AgentStatus | null);
  /**
   * absent where the role has no Consul
   */
  'consul'?: (_tamada_v1_ConsulStatus | null);
  /**
   * absent where the role has no Patroni
   */
  'member'?: (_tamada_v1_MemberStatus | null);
  /**
   * Patroni's keys as this node's Consul tells them; absent where it does not
   */
  'dcs'?: (_tamada_v1_DcsView | null);
  'units'?: (_tamada_v1_UnitStatus)[];
  'certificates'?: (_tamada_v1_CertificateStatus)[];
  'warnings'?: (string)[];
  /**
   * IPv4, on all interfaces but loopback: a VIP is among those of whoever holds it
   */
  'addresses'?: (string)[];
  /**
   * absent where the role has no HAProxy
   */
  'haproxy'?: (_tamada_v1_HaproxyStatus | null);
  /**
   * what keepalived would be told now
   */
  'checks'?: (_tamada_v1_CheckStatus)[];
}

export interface NodeStatus__Output {
  'cluster': (string);
  'node': (string);
  'observedAtMs': (number);
  'agent': (_tamada_v1_AgentStatus__Output | null);
  /**
   * absent where the role has no Consul
   */
  'consul': (_tamada_v1_ConsulStatus__Output | null);
  /**
   * absent where the role has no Patroni
   */
  'member': (_tamada_v1_MemberStatus__Output | null);
  /**
   * Patroni's keys as this node's Consul tells them; absent where it does not
   */
  'dcs': (_tamada_v1_DcsView__Output | null);
  'units': (_tamada_v1_UnitStatus__Output)[];
  'certificates': (_tamada_v1_CertificateStatus__Output)[];
  'warnings': (string)[];
  /**
   * IPv4, on all interfaces but loopback: a VIP is among those of whoever holds it
   */
  'addresses': (string)[];
  /**
   * absent where the role has no HAProxy
   */
  'haproxy': (_tamada_v1_HaproxyStatus__Output | null);
  /**
   * what keepalived would be told now
   */
  'checks': (_tamada_v1_CheckStatus__Output)[];
}
