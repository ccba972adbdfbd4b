// Original file: proto/tamada/v1/agent.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ApplyEvent as _tamada_v1_ApplyEvent, ApplyEvent__Output as _tamada_v1_ApplyEvent__Output } from '../../tamada/v1/ApplyEvent.ts';
import type { BundlePart as _tamada_v1_BundlePart, BundlePart__Output as _tamada_v1_BundlePart__Output } from '../../tamada/v1/BundlePart.ts';
import type { CertificateReply as _tamada_v1_CertificateReply, CertificateReply__Output as _tamada_v1_CertificateReply__Output } from '../../tamada/v1/CertificateReply.ts';
import type { CertificateRequest as _tamada_v1_CertificateRequest, CertificateRequest__Output as _tamada_v1_CertificateRequest__Output } from '../../tamada/v1/CertificateRequest.ts';
import type { ChangeReply as _tamada_v1_ChangeReply, ChangeReply__Output as _tamada_v1_ChangeReply__Output } from '../../tamada/v1/ChangeReply.ts';
import type { ClearStaleInitializeRequest as _tamada_v1_ClearStaleInitializeRequest, ClearStaleInitializeRequest__Output as _tamada_v1_ClearStaleInitializeRequest__Output } from '../../tamada/v1/ClearStaleInitializeRequest.ts';
import type { EnsureAclRequest as _tamada_v1_EnsureAclRequest, EnsureAclRequest__Output as _tamada_v1_EnsureAclRequest__Output } from '../../tamada/v1/EnsureAclRequest.ts';
import type { EnsureDatabasesRequest as _tamada_v1_EnsureDatabasesRequest, EnsureDatabasesRequest__Output as _tamada_v1_EnsureDatabasesRequest__Output } from '../../tamada/v1/EnsureDatabasesRequest.ts';
import type { EnsureDynamicConfigRequest as _tamada_v1_EnsureDynamicConfigRequest, EnsureDynamicConfigRequest__Output as _tamada_v1_EnsureDynamicConfigRequest__Output } from '../../tamada/v1/EnsureDynamicConfigRequest.ts';
import type { Facts as _tamada_v1_Facts, Facts__Output as _tamada_v1_Facts__Output } from '../../tamada/v1/Facts.ts';
import type { FactsRequest as _tamada_v1_FactsRequest, FactsRequest__Output as _tamada_v1_FactsRequest__Output } from '../../tamada/v1/FactsRequest.ts';
import type { HistoryEntry as _tamada_v1_HistoryEntry, HistoryEntry__Output as _tamada_v1_HistoryEntry__Output } from '../../tamada/v1/HistoryEntry.ts';
import type { HistoryReply as _tamada_v1_HistoryReply, HistoryReply__Output as _tamada_v1_HistoryReply__Output } from '../../tamada/v1/HistoryReply.ts';
import type { HoldLeaseRequest as _tamada_v1_HoldLeaseRequest, HoldLeaseRequest__Output as _tamada_v1_HoldLeaseRequest__Output } from '../../tamada/v1/HoldLeaseRequest.ts';
import type { InfoReply as _tamada_v1_InfoReply, InfoReply__Output as _tamada_v1_InfoReply__Output } from '../../tamada/v1/InfoReply.ts';
import type { InfoRequest as _tamada_v1_InfoRequest, InfoRequest__Output as _tamada_v1_InfoRequest__Output } from '../../tamada/v1/InfoRequest.ts';
import type { InstallCertificateReply as _tamada_v1_InstallCertificateReply, InstallCertificateReply__Output as _tamada_v1_InstallCertificateReply__Output } from '../../tamada/v1/InstallCertificateReply.ts';
import type { InstallCertificateRequest as _tamada_v1_InstallCertificateRequest, InstallCertificateRequest__Output as _tamada_v1_InstallCertificateRequest__Output } from '../../tamada/v1/InstallCertificateRequest.ts';
import type { InstallPackagesRequest as _tamada_v1_InstallPackagesRequest, InstallPackagesRequest__Output as _tamada_v1_InstallPackagesRequest__Output } from '../../tamada/v1/InstallPackagesRequest.ts';
import type { LeaseEvent as _tamada_v1_LeaseEvent, LeaseEvent__Output as _tamada_v1_LeaseEvent__Output } from '../../tamada/v1/LeaseEvent.ts';
import type { LeaseState as _tamada_v1_LeaseState, LeaseState__Output as _tamada_v1_LeaseState__Output } from '../../tamada/v1/LeaseState.ts';
import type { ListenEvent as _tamada_v1_ListenEvent, ListenEvent__Output as _tamada_v1_ListenEvent__Output } from '../../tamada/v1/ListenEvent.ts';
import type { ListenRequest as _tamada_v1_ListenRequest, ListenRequest__Output as _tamada_v1_ListenRequest__Output } from '../../tamada/v1/ListenRequest.ts';
import type { NodeStatus as _tamada_v1_NodeStatus, NodeStatus__Output as _tamada_v1_NodeStatus__Output } from '../../tamada/v1/NodeStatus.ts';
import type { PlanReply as _tamada_v1_PlanReply, PlanReply__Output as _tamada_v1_PlanReply__Output } from '../../tamada/v1/PlanReply.ts';
import type { ProbeReply as _tamada_v1_ProbeReply, ProbeReply__Output as _tamada_v1_ProbeReply__Output } from '../../tamada/v1/ProbeReply.ts';
import type { ProbeRequest as _tamada_v1_ProbeRequest, ProbeRequest__Output as _tamada_v1_ProbeRequest__Output } from '../../tamada/v1/ProbeRequest.ts';
import type { Progress as _tamada_v1_Progress, Progress__Output as _tamada_v1_Progress__Output } from '../../tamada/v1/Progress.ts';
import type { ReadHistoryRequest as _tamada_v1_ReadHistoryRequest, ReadHistoryRequest__Output as _tamada_v1_ReadHistoryRequest__Output } from '../../tamada/v1/ReadHistoryRequest.ts';
import type { ReadLeaseRequest as _tamada_v1_ReadLeaseRequest, ReadLeaseRequest__Output as _tamada_v1_ReadLeaseRequest__Output } from '../../tamada/v1/ReadLeaseRequest.ts';
import type { StatusRequest as _tamada_v1_StatusRequest, StatusRequest__Output as _tamada_v1_StatusRequest__Output } from '../../tamada/v1/StatusRequest.ts';
import type { SurveyReply as _tamada_v1_SurveyReply, SurveyReply__Output as _tamada_v1_SurveyReply__Output } from '../../tamada/v1/SurveyReply.ts';
import type { SurveyRequest as _tamada_v1_SurveyRequest, SurveyRequest__Output as _tamada_v1_SurveyRequest__Output } from '../../tamada/v1/SurveyRequest.ts';
import type { WatchStatusRequest as _tamada_v1_WatchStatusRequest, WatchStatusRequest__Output as _tamada_v1_WatchStatusRequest__Output } from '../../tamada/v1/WatchStatusRequest.ts';

export interface AgentClient extends grpc.Client {
  /**
   * One more entry; at most 64 KiB.
   */
  AppendHistory(argument: _tamada_v1_HistoryEntry, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  AppendHistory(argument: _tamada_v1_HistoryEntry, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  AppendHistory(argument: _tamada_v1_HistoryEntry, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  AppendHistory(argument: _tamada_v1_HistoryEntry, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * One more entry; at most 64 KiB.
   */
  appendHistory(argument: _tamada_v1_HistoryEntry, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  appendHistory(argument: _tamada_v1_HistoryEntry, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  appendHistory(argument: _tamada_v1_HistoryEntry, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  appendHistory(argument: _tamada_v1_HistoryEntry, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Converges on a bundle: header, files, directories, units, secrets, end.
   */
  Apply(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_tamada_v1_BundlePart, _tamada_v1_ApplyEvent__Output>;
  Apply(options?: grpc.CallOptions): grpc.ClientDuplexStream<_tamada_v1_BundlePart, _tamada_v1_ApplyEvent__Output>;
  /**
   * Converges on a bundle: header, files, directories, units, secrets, end.
   */
  apply(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_tamada_v1_BundlePart, _tamada_v1_ApplyEvent__Output>;
  apply(options?: grpc.CallOptions): grpc.ClientDuplexStream<_tamada_v1_BundlePart, _tamada_v1_ApplyEvent__Output>;
  
  /**
   * Removes Patroni's initialize key when it has neither system id nor leader behind it.
   */
  ClearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ClearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ClearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ClearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Removes Patroni's initialize key when it has neither system id nor leader behind it.
   */
  clearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  clearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  clearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  clearStaleInitialize(argument: _tamada_v1_ClearStaleInitializeRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Consul's ACL policies and tokens, made or corrected through the node's own Consul.
   */
  EnsureAcl(argument: _tamada_v1_EnsureAclRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureAcl(argument: _tamada_v1_EnsureAclRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureAcl(argument: _tamada_v1_EnsureAclRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureAcl(argument: _tamada_v1_EnsureAclRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Consul's ACL policies and tokens, made or corrected through the node's own Consul.
   */
  ensureAcl(argument: _tamada_v1_EnsureAclRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureAcl(argument: _tamada_v1_EnsureAclRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureAcl(argument: _tamada_v1_EnsureAclRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureAcl(argument: _tamada_v1_EnsureAclRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Roles and databases of the topology, on the leader.
   */
  EnsureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Roles and databases of the topology, on the leader.
   */
  ensureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureDatabases(argument: _tamada_v1_EnsureDatabasesRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compares Patroni's dynamic configuration with the desired one and patches what differs.
   */
  EnsureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  EnsureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Compares Patroni's dynamic configuration with the desired one and patches what differs.
   */
  ensureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ensureDynamicConfig(argument: _tamada_v1_EnsureDynamicConfigRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * What rendering needs to know about the node.
   */
  GetFacts(argument: _tamada_v1_FactsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  GetFacts(argument: _tamada_v1_FactsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  GetFacts(argument: _tamada_v1_FactsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  GetFacts(argument: _tamada_v1_FactsRequest, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  /**
   * What rendering needs to know about the node.
   */
  getFacts(argument: _tamada_v1_FactsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  getFacts(argument: _tamada_v1_FactsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  getFacts(argument: _tamada_v1_FactsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  getFacts(argument: _tamada_v1_FactsRequest, callback: grpc.requestCallback<_tamada_v1_Facts__Output>): grpc.ClientUnaryCall;
  
  /**
   * One look at the node.
   */
  GetStatus(argument: _tamada_v1_StatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _tamada_v1_StatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _tamada_v1_StatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _tamada_v1_StatusRequest, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  /**
   * One look at the node.
   */
  getStatus(argument: _tamada_v1_StatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _tamada_v1_StatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _tamada_v1_StatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _tamada_v1_StatusRequest, callback: grpc.requestCallback<_tamada_v1_NodeStatus__Output>): grpc.ClientUnaryCall;
  
  /**
   * Holds the cluster's lease for as long as the call lives; the first event carries its number (the fence).
   */
  HoldLease(argument: _tamada_v1_HoldLeaseRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_LeaseEvent__Output>;
  HoldLease(argument: _tamada_v1_HoldLeaseRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_LeaseEvent__Output>;
  /**
   * Holds the cluster's lease for as long as the call lives; the first event carries its number (the fence).
   */
  holdLease(argument: _tamada_v1_HoldLeaseRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_LeaseEvent__Output>;
  holdLease(argument: _tamada_v1_HoldLeaseRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_LeaseEvent__Output>;
  
  /**
   * Who answers: identity, version, protocol and capabilities. The first call on every connection.
   */
  Info(argument: _tamada_v1_InfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  Info(argument: _tamada_v1_InfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  Info(argument: _tamada_v1_InfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  Info(argument: _tamada_v1_InfoRequest, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  /**
   * Who answers: identity, version, protocol and capabilities. The first call on every connection.
   */
  info(argument: _tamada_v1_InfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  info(argument: _tamada_v1_InfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  info(argument: _tamada_v1_InfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  info(argument: _tamada_v1_InfoRequest, callback: grpc.requestCallback<_tamada_v1_InfoReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes the signed certificate into use.
   */
  InstallCertificate(argument: _tamada_v1_InstallCertificateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  InstallCertificate(argument: _tamada_v1_InstallCertificateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  InstallCertificate(argument: _tamada_v1_InstallCertificateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  InstallCertificate(argument: _tamada_v1_InstallCertificateRequest, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  /**
   * Takes the signed certificate into use.
   */
  installCertificate(argument: _tamada_v1_InstallCertificateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  installCertificate(argument: _tamada_v1_InstallCertificateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  installCertificate(argument: _tamada_v1_InstallCertificateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  installCertificate(argument: _tamada_v1_InstallCertificateRequest, callback: grpc.requestCallback<_tamada_v1_InstallCertificateReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Installs the missing ones of the role's packages, in such a way that none starts or initialises anything.
   */
  InstallPackages(argument: _tamada_v1_InstallPackagesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_Progress__Output>;
  InstallPackages(argument: _tamada_v1_InstallPackagesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_Progress__Output>;
  /**
   * Installs the missing ones of the role's packages, in such a way that none starts or initialises anything.
   */
  installPackages(argument: _tamada_v1_InstallPackagesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_Progress__Output>;
  installPackages(argument: _tamada_v1_InstallPackagesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_Progress__Output>;
  
  /**
   * Opens those of the named ports that are free, answers probes on them, and closes them when the call ends.
   */
  Listen(argument: _tamada_v1_ListenRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_ListenEvent__Output>;
  Listen(argument: _tamada_v1_ListenRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_ListenEvent__Output>;
  /**
   * Opens those of the named ports that are free, answers probes on them, and closes them when the call ends.
   */
  listen(argument: _tamada_v1_ListenRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_ListenEvent__Output>;
  listen(argument: _tamada_v1_ListenRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_ListenEvent__Output>;
  
  /**
   * Which steps Apply would take, with masked differences. Changes nothing.
   */
  PlanBundle(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  PlanBundle(metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  PlanBundle(options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  PlanBundle(callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  /**
   * Which steps Apply would take, with masked differences. Changes nothing.
   */
  planBundle(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  planBundle(metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  planBundle(options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  planBundle(callback: grpc.requestCallback<_tamada_v1_PlanReply__Output>): grpc.ClientWritableStream<_tamada_v1_BundlePart>;
  
  /**
   * Tries to reach peers, from this node.
   */
  Probe(argument: _tamada_v1_ProbeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  Probe(argument: _tamada_v1_ProbeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  Probe(argument: _tamada_v1_ProbeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  Probe(argument: _tamada_v1_ProbeRequest, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Tries to reach peers, from this node.
   */
  probe(argument: _tamada_v1_ProbeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  probe(argument: _tamada_v1_ProbeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  probe(argument: _tamada_v1_ProbeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  probe(argument: _tamada_v1_ProbeRequest, callback: grpc.requestCallback<_tamada_v1_ProbeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The cluster's history of runs, oldest first.
   */
  ReadHistory(argument: _tamada_v1_ReadHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  ReadHistory(argument: _tamada_v1_ReadHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  ReadHistory(argument: _tamada_v1_ReadHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  ReadHistory(argument: _tamada_v1_ReadHistoryRequest, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  /**
   * The cluster's history of runs, oldest first.
   */
  readHistory(argument: _tamada_v1_ReadHistoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  readHistory(argument: _tamada_v1_ReadHistoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  readHistory(argument: _tamada_v1_ReadHistoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  readHistory(argument: _tamada_v1_ReadHistoryRequest, callback: grpc.requestCallback<_tamada_v1_HistoryReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The lease as this node's Consul has it: a coordinator asks several, and believes none alone.
   */
  ReadLease(argument: _tamada_v1_ReadLeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  ReadLease(argument: _tamada_v1_ReadLeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  ReadLease(argument: _tamada_v1_ReadLeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  ReadLease(argument: _tamada_v1_ReadLeaseRequest, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  /**
   * The lease as this node's Consul has it: a coordinator asks several, and believes none alone.
   */
  readLease(argument: _tamada_v1_ReadLeaseRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  readLease(argument: _tamada_v1_ReadLeaseRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  readLease(argument: _tamada_v1_ReadLeaseRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  readLease(argument: _tamada_v1_ReadLeaseRequest, callback: grpc.requestCallback<_tamada_v1_LeaseState__Output>): grpc.ClientUnaryCall;
  
  /**
   * The node makes a new key and asks for a certificate; the key never leaves it.
   */
  RequestCertificate(argument: _tamada_v1_CertificateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  RequestCertificate(argument: _tamada_v1_CertificateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  RequestCertificate(argument: _tamada_v1_CertificateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  RequestCertificate(argument: _tamada_v1_CertificateRequest, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  /**
   * The node makes a new key and asks for a certificate; the key never leaves it.
   */
  requestCertificate(argument: _tamada_v1_CertificateRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  requestCertificate(argument: _tamada_v1_CertificateRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  requestCertificate(argument: _tamada_v1_CertificateRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  requestCertificate(argument: _tamada_v1_CertificateRequest, callback: grpc.requestCallback<_tamada_v1_CertificateReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * What preflight asks about a node. Changes nothing but a temporary file for the fsync measurement.
   */
  Survey(argument: _tamada_v1_SurveyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  Survey(argument: _tamada_v1_SurveyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  Survey(argument: _tamada_v1_SurveyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  Survey(argument: _tamada_v1_SurveyRequest, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  /**
   * What preflight asks about a node. Changes nothing but a temporary file for the fsync measurement.
   */
  survey(argument: _tamada_v1_SurveyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  survey(argument: _tamada_v1_SurveyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  survey(argument: _tamada_v1_SurveyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  survey(argument: _tamada_v1_SurveyRequest, callback: grpc.requestCallback<_tamada_v1_SurveyReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * A look at the node at once and then whenever the interval has passed.
   */
  WatchStatus(argument: _tamada_v1_WatchStatusRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_NodeStatus__Output>;
  WatchStatus(argument: _tamada_v1_WatchStatusRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_NodeStatus__Output>;
  /**
   * A look at the node at once and then whenever the interval has passed.
   */
  watchStatus(argument: _tamada_v1_WatchStatusRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_NodeStatus__Output>;
  watchStatus(argument: _tamada_v1_WatchStatusRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_NodeStatus__Output>;
  
}

export interface AgentHandlers extends grpc.UntypedServiceImplementation {
  /**
   * One more entry; at most 64 KiB.
   */
  AppendHistory: grpc.handleUnaryCall<_tamada_v1_HistoryEntry__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Converges on a bundle: header, files, directories, units, secrets, end.
   */
  Apply: grpc.handleBidiStreamingCall<_tamada_v1_BundlePart__Output, _tamada_v1_ApplyEvent>;
  
  /**
   * Removes Patroni's initialize key when it has neither system id nor leader behind it.
   */
  ClearStaleInitialize: grpc.handleUnaryCall<_tamada_v1_ClearStaleInitializeRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Consul's ACL policies and tokens, made or corrected through the node's own Consul.
   */
  EnsureAcl: grpc.handleUnaryCall<_tamada_v1_EnsureAclRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Roles and databases of the topology, on the leader.
   */
  EnsureDatabases: grpc.handleUnaryCall<_tamada_v1_EnsureDatabasesRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Compares Patroni's dynamic configuration with the desired one and patches what differs.
   */
  EnsureDynamicConfig: grpc.handleUnaryCall<_tamada_v1_EnsureDynamicConfigRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * What rendering needs to know about the node.
   */
  GetFacts: grpc.handleUnaryCall<_tamada_v1_FactsRequest__Output, _tamada_v1_Facts>;
  
  /**
   * One look at the node.
   */
  GetStatus: grpc.handleUnaryCall<_tamada_v1_StatusRequest__Output, _tamada_v1_NodeStatus>;
  
  /**
   * Holds the cluster's lease for as long as the call lives; the first event carries its number (the fence).
   */
  HoldLease: grpc.handleServerStreamingCall<_tamada_v1_HoldLeaseRequest__Output, _tamada_v1_LeaseEvent>;
  
  /**
   * Who answers: identity, version, protocol and capabilities. The first call on every connection.
   */
  Info: grpc.handleUnaryCall<_tamada_v1_InfoRequest__Output, _tamada_v1_InfoReply>;
  
  /**
   * Takes the signed certificate into use.
   */
  InstallCertificate: grpc.handleUnaryCall<_tamada_v1_InstallCertificateRequest__Output, _tamada_v1_InstallCertificateReply>;
  
  /**
   * Installs the missing ones of the role's packages, in such a way that none starts or initialises anything.
   */
  InstallPackages: grpc.handleServerStreamingCall<_tamada_v1_InstallPackagesRequest__Output, _tamada_v1_Progress>;
  
  /**
   * Opens those of the named ports that are free, answers probes on them, and closes them when the call ends.
   */
  Listen: grpc.handleServerStreamingCall<_tamada_v1_ListenRequest__Output, _tamada_v1_ListenEvent>;
  
  /**
   * Which steps Apply would take, with masked differences. Changes nothing.
   */
  PlanBundle: grpc.handleClientStreamingCall<_tamada_v1_BundlePart__Output, _tamada_v1_PlanReply>;
  
  /**
   * Tries to reach peers, from this node.
   */
  Probe: grpc.handleUnaryCall<_tamada_v1_ProbeRequest__Output, _tamada_v1_ProbeReply>;
  
  /**
   * The cluster's history of runs, oldest first.
   */
  ReadHistory: grpc.handleUnaryCall<_tamada_v1_ReadHistoryRequest__Output, _tamada_v1_HistoryReply>;
  
  /**
   * The lease as this node's Consul has it: a coordinator asks several, and believes none alone.
   */
  ReadLease: grpc.handleUnaryCall<_tamada_v1_ReadLeaseRequest__Output, _tamada_v1_LeaseState>;
  
  /**
   * The node makes a new key and asks for a certificate; the key never leaves it.
   */
  RequestCertificate: grpc.handleUnaryCall<_tamada_v1_CertificateRequest__Output, _tamada_v1_CertificateReply>;
  
  /**
   * What preflight asks about a node. Changes nothing but a temporary file for the fsync measurement.
   */
  Survey: grpc.handleUnaryCall<_tamada_v1_SurveyRequest__Output, _tamada_v1_SurveyReply>;
  
  /**
   * A look at the node at once and then whenever the interval has passed.
   */
  WatchStatus: grpc.handleServerStreamingCall<_tamada_v1_WatchStatusRequest__Output, _tamada_v1_NodeStatus>;
  
}

export interface AgentDefinition extends grpc.ServiceDefinition {
  AppendHistory: MethodDefinition<_tamada_v1_HistoryEntry, _tamada_v1_ChangeReply, _tamada_v1_HistoryEntry__Output, _tamada_v1_ChangeReply__Output>
  Apply: MethodDefinition<_tamada_v1_BundlePart, _tamada_v1_ApplyEvent, _tamada_v1_BundlePart__Output, _tamada_v1_ApplyEvent__Output>
  ClearStaleInitialize: MethodDefinition<_tamada_v1_ClearStaleInitializeRequest, _tamada_v1_ChangeReply, _tamada_v1_ClearStaleInitializeRequest__Output, _tamada_v1_ChangeReply__Output>
  EnsureAcl: MethodDefinition<_tamada_v1_EnsureAclRequest, _tamada_v1_ChangeReply, _tamada_v1_EnsureAclRequest__Output, _tamada_v1_ChangeReply__Output>
  EnsureDatabases: MethodDefinition<_tamada_v1_EnsureDatabasesRequest, _tamada_v1_ChangeReply, _tamada_v1_EnsureDatabasesRequest__Output, _tamada_v1_ChangeReply__Output>
  EnsureDynamicConfig: MethodDefinition<_tamada_v1_EnsureDynamicConfigRequest, _tamada_v1_ChangeReply, _tamada_v1_EnsureDynamicConfigRequest__Output, _tamada_v1_ChangeReply__Output>
  GetFacts: MethodDefinition<_tamada_v1_FactsRequest, _tamada_v1_Facts, _tamada_v1_FactsRequest__Output, _tamada_v1_Facts__Output>
  GetStatus: MethodDefinition<_tamada_v1_StatusRequest, _tamada_v1_NodeStatus, _tamada_v1_StatusRequest__Output, _tamada_v1_NodeStatus__Output>
  HoldLease: MethodDefinition<_tamada_v1_HoldLeaseRequest, _tamada_v1_LeaseEvent, _tamada_v1_HoldLeaseRequest__Output, _tamada_v1_LeaseEvent__Output>
  Info: MethodDefinition<_tamada_v1_InfoRequest, _tamada_v1_InfoReply, _tamada_v1_InfoRequest__Output, _tamada_v1_InfoReply__Output>
  InstallCertificate: MethodDefinition<_tamada_v1_InstallCertificateRequest, _tamada_v1_InstallCertificateReply, _tamada_v1_InstallCertificateRequest__Output, _tamada_v1_InstallCertificateReply__Output>
  InstallPackages: MethodDefinition<_tamada_v1_InstallPackagesRequest, _tamada_v1_Progress, _tamada_v1_InstallPackagesRequest__Output, _tamada_v1_Progress__Output>
  Listen: MethodDefinition<_tamada_v1_ListenRequest, _tamada_v1_ListenEvent, _tamada_v1_ListenRequest__Output, _tamada_v1_ListenEvent__Output>
  PlanBundle: MethodDefinition<_tamada_v1_BundlePart, _tamada_v1_PlanReply, _tamada_v1_BundlePart__Output, _tamada_v1_PlanReply__Output>
  Probe: MethodDefinition<_tamada_v1_ProbeRequest, _tamada_v1_ProbeReply, _tamada_v1_ProbeRequest__Output, _tamada_v1_ProbeReply__Output>
  ReadHistory: MethodDefinition<_tamada_v1_ReadHistoryRequest, _tamada_v1_HistoryReply, _tamada_v1_ReadHistoryRequest__Output, _tamada_v1_HistoryReply__Output>
  ReadLease: MethodDefinition<_tamada_v1_ReadLeaseRequest, _tamada_v1_LeaseState, _tamada_v1_ReadLeaseRequest__Output, _tamada_v1_LeaseState__Output>
  RequestCertificate: MethodDefinition<_tamada_v1_CertificateRequest, _tamada_v1_CertificateReply, _tamada_v1_CertificateRequest__Output, _tamada_v1_CertificateReply__Output>
  Survey: MethodDefinition<_tamada_v1_SurveyRequest, _tamada_v1_SurveyReply, _tamada_v1_SurveyRequest__Output, _tamada_v1_SurveyReply__Output>
  WatchStatus: MethodDefinition<_tamada_v1_WatchStatusRequest, _tamada_v1_NodeStatus, _tamada_v1_WatchStatusRequest__Output, _tamada_v1_NodeStatus__Output>
}
