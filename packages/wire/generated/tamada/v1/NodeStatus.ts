// Original file: proto/tamada/v1/agent.proto

import type { AgentStatus as _tamada_v1_AgentStatus, AgentStatus__Output as _tamada_v1_AgentStatus__Output } from '../../tamada/v1/AgentStatus.ts';
import type { ConsulLook as _tamada_v1_ConsulLook, ConsulLook__Output as _tamada_v1_ConsulLook__Output } from '../../tamada/v1/ConsulLook.ts';
import type { DcsLook as _tamada_v1_DcsLook, DcsLook__Output as _tamada_v1_DcsLook__Output } from '../../tamada/v1/DcsLook.ts';
import type { MemberLook as _tamada_v1_MemberLook, MemberLook__Output as _tamada_v1_MemberLook__Output } from '../../tamada/v1/MemberLook.ts';
import type { PostmasterLook as _tamada_v1_PostmasterLook, PostmasterLook__Output as _tamada_v1_PostmasterLook__Output } from '../../tamada/v1/PostmasterLook.ts';
import type { HaproxyLook as _tamada_v1_HaproxyLook, HaproxyLook__Output as _tamada_v1_HaproxyLook__Output } from '../../tamada/v1/HaproxyLook.ts';
import type { UnitsLook as _tamada_v1_UnitsLook, UnitsLook__Output as _tamada_v1_UnitsLook__Output } from '../../tamada/v1/UnitsLook.ts';
import type { CheckStatus as _tamada_v1_CheckStatus, CheckStatus__Output as _tamada_v1_CheckStatus__Output } from '../../tamada/v1/CheckStatus.ts';
import type { CertificatesLook as _tamada_v1_CertificatesLook, CertificatesLook__Output as _tamada_v1_CertificatesLook__Output } from '../../tamada/v1/CertificatesLook.ts';
import type { BackupLook as _tamada_v1_BackupLook, BackupLook__Output as _tamada_v1_BackupLook__Output } from '../../tamada/v1/BackupLook.ts';
import type { ArchiverLook as _tamada_v1_ArchiverLook, ArchiverLook__Output as _tamada_v1_ArchiverLook__Output } from '../../tamada/v1/ArchiverLook.ts';

/**
 * What an agent sees of its node. A field that is not set is "there is none", or "this role has no such program". What was asked is a look:
 * answer: said (its words stand in `said`) | silent (then `why` and `problem` are set)
 * why: timeout (it was asked and kept silent) | refused (nobody listens there) | failed (it answered something else) | not_asked
 * waited_ms: how long the answer took, or was waited for
 */
export interface NodeStatus {
  'cluster'?: (string);
  'node'?: (string);
  'observedAtMs'?: (number | string);
  'agent'?: (_tamada_v1_AgentStatus | null);
  'consul'?: (_tamada_v1_ConsulLook | null);
  'dcs'?: (_tamada_v1_DcsLook | null);
  'member'?: (_tamada_v1_MemberLook | null);
  'postmaster'?: (_tamada_v1_PostmasterLook | null);
  'haproxy'?: (_tamada_v1_HaproxyLook | null);
  'units'?: (_tamada_v1_UnitsLook | null);
  /**
   * what keepalived would be told now; one that is not configured is left out
   */
  'checks'?: (_tamada_v1_CheckStatus)[];
  'certificates'?: (_tamada_v1_CertificatesLook | null);
  /**
   * IPv4, on all interfaces but loopback: a VIP is among those of whoever holds it
   */
  'addresses'?: (string)[];
  /**
   * on the backup host
   */
  'backup'?: (_tamada_v1_BackupLook | null);
  /**
   * on database hosts, where a backup host stands
   */
  'archiver'?: (_tamada_v1_ArchiverLook | null);
}

/**
 * What an agent sees of its node. A field that is not set is "there is none", or "this role has no such program". What was asked is a look:
 * answer: said (its words stand in `said`) | silent (then `why` and `problem` are set)
 * why: timeout (it was asked and kept silent) | refused (nobody listens there) | failed (it answered something else) | not_asked
 * waited_ms: how long the answer took, or was waited for
 */
export interface NodeStatus__Output {
  'cluster': (string);
  'node': (string);
  'observedAtMs': (number);
  'agent': (_tamada_v1_AgentStatus__Output | null);
  'consul': (_tamada_v1_ConsulLook__Output | null);
  'dcs': (_tamada_v1_DcsLook__Output | null);
  'member': (_tamada_v1_MemberLook__Output | null);
  'postmaster': (_tamada_v1_PostmasterLook__Output | null);
  'haproxy': (_tamada_v1_HaproxyLook__Output | null);
  'units': (_tamada_v1_UnitsLook__Output | null);
  /**
   * what keepalived would be told now; one that is not configured is left out
   */
  'checks': (_tamada_v1_CheckStatus__Output)[];
  'certificates': (_tamada_v1_CertificatesLook__Output | null);
  /**
   * IPv4, on all interfaces but loopback: a VIP is among those of whoever holds it
   */
  'addresses': (string)[];
  /**
   * on the backup host
   */
  'backup': (_tamada_v1_BackupLook__Output | null);
  /**
   * on database hosts, where a backup host stands
   */
  'archiver': (_tamada_v1_ArchiverLook__Output | null);
}
