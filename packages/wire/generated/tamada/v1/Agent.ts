// Original file: proto/tamada/v1/agent.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdoptMemberRequest as _tamada_v1_AdoptMemberRequest, AdoptMemberRequest__Output as _tamada_v1_AdoptMemberRequest__Output } from '../../tamada/v1/AdoptMemberRequest.ts';
import type { ApplyEvent as _tamada_v1_ApplyEvent, ApplyEvent__Output as _tamada_v1_ApplyEvent__Output } from '../../tamada/v1/ApplyEvent.ts';
import type { BundlePart as _tamada_v1_BundlePart, BundlePart__Output as _tamada_v1_BundlePart__Output } from '../../tamada/v1/BundlePart.ts';
import type { CancelJobRequest as _tamada_v1_CancelJobRequest, CancelJobRequest__Output as _tamada_v1_CancelJobRequest__Output } from '../../tamada/v1/CancelJobRequest.ts';
import type { Catalogue as _tamada_v1_Catalogue, Catalogue__Output as _tamada_v1_Catalogue__Output } from '../../tamada/v1/Catalogue.ts';
import type { CertificateReply as _tamada_v1_CertificateReply, CertificateReply__Output as _tamada_v1_CertificateReply__Output } from '../../tamada/v1/CertificateReply.ts';
import type { CertificateRequest as _tamada_v1_CertificateRequest, CertificateRequest__Output as _tamada_v1_CertificateRequest__Output } from '../../tamada/v1/CertificateRequest.ts';
import type { ChangeLeaderRequest as _tamada_v1_ChangeLeaderRequest, ChangeLeaderRequest__Output as _tamada_v1_ChangeLeaderRequest__Output } from '../../tamada/v1/ChangeLeaderRequest.ts';
import type { ChangeReply as _tamada_v1_ChangeReply, ChangeReply__Output as _tamada_v1_ChangeReply__Output } from '../../tamada/v1/ChangeReply.ts';
import type { CheckArchiveReply as _tamada_v1_CheckArchiveReply, CheckArchiveReply__Output as _tamada_v1_CheckArchiveReply__Output } from '../../tamada/v1/CheckArchiveReply.ts';
import type { CheckArchiveRequest as _tamada_v1_CheckArchiveRequest, CheckArchiveRequest__Output as _tamada_v1_CheckArchiveRequest__Output } from '../../tamada/v1/CheckArchiveRequest.ts';
import type { ClearStaleInitializeRequest as _tamada_v1_ClearStaleInitializeRequest, ClearStaleInitializeRequest__Output as _tamada_v1_ClearStaleInitializeRequest__Output } from '../../tamada/v1/ClearStaleInitializeRequest.ts';
import type { ConfirmBundleRequest as _tamada_v1_ConfirmBundleRequest, ConfirmBundleRequest__Output as _tamada_v1_ConfirmBundleRequest__Output } from '../../tamada/v1/ConfirmBundleRequest.ts';
import type { ControlDelayedRequest as _tamada_v1_ControlDelayedRequest, ControlDelayedRequest__Output as _tamada_v1_ControlDelayedRequest__Output } from '../../tamada/v1/ControlDelayedRequest.ts';
import type { DelayedSaid as _tamada_v1_DelayedSaid, DelayedSaid__Output as _tamada_v1_DelayedSaid__Output } from '../../tamada/v1/DelayedSaid.ts';
import type { DumpPart as _tamada_v1_DumpPart, DumpPart__Output as _tamada_v1_DumpPart__Output } from '../../tamada/v1/DumpPart.ts';
import type { EmptyMemberRequest as _tamada_v1_EmptyMemberRequest, EmptyMemberRequest__Output as _tamada_v1_EmptyMemberRequest__Output } from '../../tamada/v1/EmptyMemberRequest.ts';
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
import type { JobState as _tamada_v1_JobState, JobState__Output as _tamada_v1_JobState__Output } from '../../tamada/v1/JobState.ts';
import type { LeaseEvent as _tamada_v1_LeaseEvent, LeaseEvent__Output as _tamada_v1_LeaseEvent__Output } from '../../tamada/v1/LeaseEvent.ts';
import type { LeaseState as _tamada_v1_LeaseState, LeaseState__Output as _tamada_v1_LeaseState__Output } from '../../tamada/v1/LeaseState.ts';
import type { ListJobsReply as _tamada_v1_ListJobsReply, ListJobsReply__Output as _tamada_v1_ListJobsReply__Output } from '../../tamada/v1/ListJobsReply.ts';
import type { ListJobsRequest as _tamada_v1_ListJobsRequest, ListJobsRequest__Output as _tamada_v1_ListJobsRequest__Output } from '../../tamada/v1/ListJobsRequest.ts';
import type { ListRestoredReply as _tamada_v1_ListRestoredReply, ListRestoredReply__Output as _tamada_v1_ListRestoredReply__Output } from '../../tamada/v1/ListRestoredReply.ts';
import type { ListRestoredRequest as _tamada_v1_ListRestoredRequest, ListRestoredRequest__Output as _tamada_v1_ListRestoredRequest__Output } from '../../tamada/v1/ListRestoredRequest.ts';
import type { ListenEvent as _tamada_v1_ListenEvent, ListenEvent__Output as _tamada_v1_ListenEvent__Output } from '../../tamada/v1/ListenEvent.ts';
import type { ListenRequest as _tamada_v1_ListenRequest, ListenRequest__Output as _tamada_v1_ListenRequest__Output } from '../../tamada/v1/ListenRequest.ts';
import type { MemberRestore as _tamada_v1_MemberRestore, MemberRestore__Output as _tamada_v1_MemberRestore__Output } from '../../tamada/v1/MemberRestore.ts';
import type { NodeStatus as _tamada_v1_NodeStatus, NodeStatus__Output as _tamada_v1_NodeStatus__Output } from '../../tamada/v1/NodeStatus.ts';
import type { PatroniReply as _tamada_v1_PatroniReply, PatroniReply__Output as _tamada_v1_PatroniReply__Output } from '../../tamada/v1/PatroniReply.ts';
import type { PinBackupRequest as _tamada_v1_PinBackupRequest, PinBackupRequest__Output as _tamada_v1_PinBackupRequest__Output } from '../../tamada/v1/PinBackupRequest.ts';
import type { PlanReply as _tamada_v1_PlanReply, PlanReply__Output as _tamada_v1_PlanReply__Output } from '../../tamada/v1/PlanReply.ts';
import type { PrepareCatalogueRequest as _tamada_v1_PrepareCatalogueRequest, PrepareCatalogueRequest__Output as _tamada_v1_PrepareCatalogueRequest__Output } from '../../tamada/v1/PrepareCatalogueRequest.ts';
import type { ProbeReply as _tamada_v1_ProbeReply, ProbeReply__Output as _tamada_v1_ProbeReply__Output } from '../../tamada/v1/ProbeReply.ts';
import type { ProbeRequest as _tamada_v1_ProbeRequest, ProbeRequest__Output as _tamada_v1_ProbeRequest__Output } from '../../tamada/v1/ProbeRequest.ts';
import type { Progress as _tamada_v1_Progress, Progress__Output as _tamada_v1_Progress__Output } from '../../tamada/v1/Progress.ts';
import type { PromoteDelayedRequest as _tamada_v1_PromoteDelayedRequest, PromoteDelayedRequest__Output as _tamada_v1_PromoteDelayedRequest__Output } from '../../tamada/v1/PromoteDelayedRequest.ts';
import type { ReadCatalogueRequest as _tamada_v1_ReadCatalogueRequest, ReadCatalogueRequest__Output as _tamada_v1_ReadCatalogueRequest__Output } from '../../tamada/v1/ReadCatalogueRequest.ts';
import type { ReadDumpRequest as _tamada_v1_ReadDumpRequest, ReadDumpRequest__Output as _tamada_v1_ReadDumpRequest__Output } from '../../tamada/v1/ReadDumpRequest.ts';
import type { ReadHistoryRequest as _tamada_v1_ReadHistoryRequest, ReadHistoryRequest__Output as _tamada_v1_ReadHistoryRequest__Output } from '../../tamada/v1/ReadHistoryRequest.ts';
import type { ReadLeaseRequest as _tamada_v1_ReadLeaseRequest, ReadLeaseRequest__Output as _tamada_v1_ReadLeaseRequest__Output } from '../../tamada/v1/ReadLeaseRequest.ts';
import type { ReadSessionsRequest as _tamada_v1_ReadSessionsRequest, ReadSessionsRequest__Output as _tamada_v1_ReadSessionsRequest__Output } from '../../tamada/v1/ReadSessionsRequest.ts';
import type { ReadSettingsRequest as _tamada_v1_ReadSettingsRequest, ReadSettingsRequest__Output as _tamada_v1_ReadSettingsRequest__Output } from '../../tamada/v1/ReadSettingsRequest.ts';
import type { ReadSnapshotRequest as _tamada_v1_ReadSnapshotRequest, ReadSnapshotRequest__Output as _tamada_v1_ReadSnapshotRequest__Output } from '../../tamada/v1/ReadSnapshotRequest.ts';
import type { RebootRequest as _tamada_v1_RebootRequest, RebootRequest__Output as _tamada_v1_RebootRequest__Output } from '../../tamada/v1/RebootRequest.ts';
import type { ReinitMemberRequest as _tamada_v1_ReinitMemberRequest, ReinitMemberRequest__Output as _tamada_v1_ReinitMemberRequest__Output } from '../../tamada/v1/ReinitMemberRequest.ts';
import type { RemoveRestoredRequest as _tamada_v1_RemoveRestoredRequest, RemoveRestoredRequest__Output as _tamada_v1_RemoveRestoredRequest__Output } from '../../tamada/v1/RemoveRestoredRequest.ts';
import type { RestartMemberRequest as _tamada_v1_RestartMemberRequest, RestartMemberRequest__Output as _tamada_v1_RestartMemberRequest__Output } from '../../tamada/v1/RestartMemberRequest.ts';
import type { RevertBundleRequest as _tamada_v1_RevertBundleRequest, RevertBundleRequest__Output as _tamada_v1_RevertBundleRequest__Output } from '../../tamada/v1/RevertBundleRequest.ts';
import type { SendBackupRequest as _tamada_v1_SendBackupRequest, SendBackupRequest__Output as _tamada_v1_SendBackupRequest__Output } from '../../tamada/v1/SendBackupRequest.ts';
import type { SessionsReply as _tamada_v1_SessionsReply, SessionsReply__Output as _tamada_v1_SessionsReply__Output } from '../../tamada/v1/SessionsReply.ts';
import type { SetDrainedRequest as _tamada_v1_SetDrainedRequest, SetDrainedRequest__Output as _tamada_v1_SetDrainedRequest__Output } from '../../tamada/v1/SetDrainedRequest.ts';
import type { SettingsReply as _tamada_v1_SettingsReply, SettingsReply__Output as _tamada_v1_SettingsReply__Output } from '../../tamada/v1/SettingsReply.ts';
import type { SnapshotPart as _tamada_v1_SnapshotPart, SnapshotPart__Output as _tamada_v1_SnapshotPart__Output } from '../../tamada/v1/SnapshotPart.ts';
import type { StartJobRequest as _tamada_v1_StartJobRequest, StartJobRequest__Output as _tamada_v1_StartJobRequest__Output } from '../../tamada/v1/StartJobRequest.ts';
import type { StatusRequest as _tamada_v1_StatusRequest, StatusRequest__Output as _tamada_v1_StatusRequest__Output } from '../../tamada/v1/StatusRequest.ts';
import type { SurveyReply as _tamada_v1_SurveyReply, SurveyReply__Output as _tamada_v1_SurveyReply__Output } from '../../tamada/v1/SurveyReply.ts';
import type { SurveyRequest as _tamada_v1_SurveyRequest, SurveyRequest__Output as _tamada_v1_SurveyRequest__Output } from '../../tamada/v1/SurveyRequest.ts';
import type { TakeLeadRequest as _tamada_v1_TakeLeadRequest, TakeLeadRequest__Output as _tamada_v1_TakeLeadRequest__Output } from '../../tamada/v1/TakeLeadRequest.ts';
import type { WatchJobRequest as _tamada_v1_WatchJobRequest, WatchJobRequest__Output as _tamada_v1_WatchJobRequest__Output } from '../../tamada/v1/WatchJobRequest.ts';
import type { WatchStatusRequest as _tamada_v1_WatchStatusRequest, WatchStatusRequest__Output as _tamada_v1_WatchStatusRequest__Output } from '../../tamada/v1/WatchStatusRequest.ts';

export interface AgentClient extends grpc.Client {
  /**
   * The same, after the job `member` has recovered the data directory: it becomes the cluster's, and Patroni's old keys go.
   */
  AdoptMember(argument: _tamada_v1_AdoptMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  AdoptMember(argument: _tamada_v1_AdoptMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  AdoptMember(argument: _tamada_v1_AdoptMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  AdoptMember(argument: _tamada_v1_AdoptMemberRequest, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  /**
   * The same, after the job `member` has recovered the data directory: it becomes the cluster's, and Patroni's old keys go.
   */
  adoptMember(argument: _tamada_v1_AdoptMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  adoptMember(argument: _tamada_v1_AdoptMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  adoptMember(argument: _tamada_v1_AdoptMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  adoptMember(argument: _tamada_v1_AdoptMemberRequest, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  
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
   * Ends a job; answers when it has ended. One that has ended already stays as it is.
   */
  CancelJob(argument: _tamada_v1_CancelJobRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  CancelJob(argument: _tamada_v1_CancelJobRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  CancelJob(argument: _tamada_v1_CancelJobRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  CancelJob(argument: _tamada_v1_CancelJobRequest, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a job; answers when it has ended. One that has ended already stays as it is.
   */
  cancelJob(argument: _tamada_v1_CancelJobRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  cancelJob(argument: _tamada_v1_CancelJobRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  cancelJob(argument: _tamada_v1_CancelJobRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  cancelJob(argument: _tamada_v1_CancelJobRequest, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  
  /**
   * Asks this node's Patroni, the leader's, for another leader, after a checkpoint. What comes of it is seen in the status.
   */
  ChangeLeader(argument: _tamada_v1_ChangeLeaderRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  ChangeLeader(argument: _tamada_v1_ChangeLeaderRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  ChangeLeader(argument: _tamada_v1_ChangeLeaderRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  ChangeLeader(argument: _tamada_v1_ChangeLeaderRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  /**
   * Asks this node's Patroni, the leader's, for another leader, after a checkpoint. What comes of it is seen in the status.
   */
  changeLeader(argument: _tamada_v1_ChangeLeaderRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  changeLeader(argument: _tamada_v1_ChangeLeaderRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  changeLeader(argument: _tamada_v1_ChangeLeaderRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  changeLeader(argument: _tamada_v1_ChangeLeaderRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * On the leader: switches to a new WAL segment and waits until the old one is in the archive.
   */
  CheckArchive(argument: _tamada_v1_CheckArchiveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  CheckArchive(argument: _tamada_v1_CheckArchiveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  CheckArchive(argument: _tamada_v1_CheckArchiveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  CheckArchive(argument: _tamada_v1_CheckArchiveRequest, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  /**
   * On the leader: switches to a new WAL segment and waits until the old one is in the archive.
   */
  checkArchive(argument: _tamada_v1_CheckArchiveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  checkArchive(argument: _tamada_v1_CheckArchiveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  checkArchive(argument: _tamada_v1_CheckArchiveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  checkArchive(argument: _tamada_v1_CheckArchiveRequest, callback: grpc.requestCallback<_tamada_v1_CheckArchiveReply__Output>): grpc.ClientUnaryCall;
  
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
   * The bundle that is on trial here stays: the node is well with it.
   */
  ConfirmBundle(argument: _tamada_v1_ConfirmBundleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ConfirmBundle(argument: _tamada_v1_ConfirmBundleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ConfirmBundle(argument: _tamada_v1_ConfirmBundleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  ConfirmBundle(argument: _tamada_v1_ConfirmBundleRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * The bundle that is on trial here stays: the node is well with it.
   */
  confirmBundle(argument: _tamada_v1_ConfirmBundleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  confirmBundle(argument: _tamada_v1_ConfirmBundleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  confirmBundle(argument: _tamada_v1_ConfirmBundleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  confirmBundle(argument: _tamada_v1_ConfirmBundleRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * On the backup host: halts the replay of the delayed replica, or lets it follow again.
   */
  ControlDelayed(argument: _tamada_v1_ControlDelayedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  ControlDelayed(argument: _tamada_v1_ControlDelayedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  ControlDelayed(argument: _tamada_v1_ControlDelayedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  ControlDelayed(argument: _tamada_v1_ControlDelayedRequest, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  /**
   * On the backup host: halts the replay of the delayed replica, or lets it follow again.
   */
  controlDelayed(argument: _tamada_v1_ControlDelayedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  controlDelayed(argument: _tamada_v1_ControlDelayedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  controlDelayed(argument: _tamada_v1_ControlDelayedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  controlDelayed(argument: _tamada_v1_ControlDelayedRequest, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  
  /**
   * On a database host, for a restore of the whole cluster: stops the member and sets its data aside, or destroys it. Once for each restore.
   */
  EmptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  EmptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  EmptyMember(argument: _tamada_v1_EmptyMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  EmptyMember(argument: _tamada_v1_EmptyMemberRequest, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  /**
   * On a database host, for a restore of the whole cluster: stops the member and sets its data aside, or destroys it. Once for each restore.
   */
  emptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  emptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  emptyMember(argument: _tamada_v1_EmptyMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  emptyMember(argument: _tamada_v1_EmptyMemberRequest, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  
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
   * The node's jobs, newest first; ended ones are kept for a while.
   */
  ListJobs(argument: _tamada_v1_ListJobsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  ListJobs(argument: _tamada_v1_ListJobsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  ListJobs(argument: _tamada_v1_ListJobsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  ListJobs(argument: _tamada_v1_ListJobsRequest, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  /**
   * The node's jobs, newest first; ended ones are kept for a while.
   */
  listJobs(argument: _tamada_v1_ListJobsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  listJobs(argument: _tamada_v1_ListJobsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  listJobs(argument: _tamada_v1_ListJobsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  listJobs(argument: _tamada_v1_ListJobsRequest, callback: grpc.requestCallback<_tamada_v1_ListJobsReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The servers that `restore` has made on this node.
   */
  ListRestored(argument: _tamada_v1_ListRestoredRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  ListRestored(argument: _tamada_v1_ListRestoredRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  ListRestored(argument: _tamada_v1_ListRestoredRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  ListRestored(argument: _tamada_v1_ListRestoredRequest, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  /**
   * The servers that `restore` has made on this node.
   */
  listRestored(argument: _tamada_v1_ListRestoredRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  listRestored(argument: _tamada_v1_ListRestoredRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  listRestored(argument: _tamada_v1_ListRestoredRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  listRestored(argument: _tamada_v1_ListRestoredRequest, callback: grpc.requestCallback<_tamada_v1_ListRestoredReply__Output>): grpc.ClientUnaryCall;
  
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
   * On the backup host: keeps a backup for longer than retention would.
   */
  PinBackup(argument: _tamada_v1_PinBackupRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  PinBackup(argument: _tamada_v1_PinBackupRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  PinBackup(argument: _tamada_v1_PinBackupRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  PinBackup(argument: _tamada_v1_PinBackupRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * On the backup host: keeps a backup for longer than retention would.
   */
  pinBackup(argument: _tamada_v1_PinBackupRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  pinBackup(argument: _tamada_v1_PinBackupRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  pinBackup(argument: _tamada_v1_PinBackupRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  pinBackup(argument: _tamada_v1_PinBackupRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
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
   * On a database host: what EmptyMember would do. Changes nothing.
   */
  PlanEmptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  PlanEmptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  PlanEmptyMember(argument: _tamada_v1_EmptyMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  PlanEmptyMember(argument: _tamada_v1_EmptyMemberRequest, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  /**
   * On a database host: what EmptyMember would do. Changes nothing.
   */
  planEmptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  planEmptyMember(argument: _tamada_v1_EmptyMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  planEmptyMember(argument: _tamada_v1_EmptyMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  planEmptyMember(argument: _tamada_v1_EmptyMemberRequest, callback: grpc.requestCallback<_tamada_v1_MemberRestore__Output>): grpc.ClientUnaryCall;
  
  /**
   * On the backup host: makes the catalogue and what the tool needs in it, or sees that it is there.
   */
  PrepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  PrepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  PrepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  PrepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * On the backup host: makes the catalogue and what the tool needs in it, or sees that it is there.
   */
  prepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  prepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  prepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  prepareCatalogue(argument: _tamada_v1_PrepareCatalogueRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
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
   * On the backup host: makes a writable server of the delayed replica, for good. For disasters.
   */
  PromoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  PromoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  PromoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  PromoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  /**
   * On the backup host: makes a writable server of the delayed replica, for good. For disasters.
   */
  promoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  promoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  promoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  promoteDelayed(argument: _tamada_v1_PromoteDelayedRequest, callback: grpc.requestCallback<_tamada_v1_DelayedSaid__Output>): grpc.ClientUnaryCall;
  
  /**
   * On the backup host: all backups, and what the archive holds.
   */
  ReadCatalogue(argument: _tamada_v1_ReadCatalogueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  ReadCatalogue(argument: _tamada_v1_ReadCatalogueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  ReadCatalogue(argument: _tamada_v1_ReadCatalogueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  ReadCatalogue(argument: _tamada_v1_ReadCatalogueRequest, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  /**
   * On the backup host: all backups, and what the archive holds.
   */
  readCatalogue(argument: _tamada_v1_ReadCatalogueRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  readCatalogue(argument: _tamada_v1_ReadCatalogueRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  readCatalogue(argument: _tamada_v1_ReadCatalogueRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  readCatalogue(argument: _tamada_v1_ReadCatalogueRequest, callback: grpc.requestCallback<_tamada_v1_Catalogue__Output>): grpc.ClientUnaryCall;
  
  /**
   * The file that an ended job `dump` has made.
   */
  ReadDump(argument: _tamada_v1_ReadDumpRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_DumpPart__Output>;
  ReadDump(argument: _tamada_v1_ReadDumpRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_DumpPart__Output>;
  /**
   * The file that an ended job `dump` has made.
   */
  readDump(argument: _tamada_v1_ReadDumpRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_DumpPart__Output>;
  readDump(argument: _tamada_v1_ReadDumpRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_DumpPart__Output>;
  
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
   * What clients do on this node's PostgreSQL: what a change of the leader would cut.
   */
  ReadSessions(argument: _tamada_v1_ReadSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  ReadSessions(argument: _tamada_v1_ReadSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  ReadSessions(argument: _tamada_v1_ReadSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  ReadSessions(argument: _tamada_v1_ReadSessionsRequest, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  /**
   * What clients do on this node's PostgreSQL: what a change of the leader would cut.
   */
  readSessions(argument: _tamada_v1_ReadSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  readSessions(argument: _tamada_v1_ReadSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  readSessions(argument: _tamada_v1_ReadSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  readSessions(argument: _tamada_v1_ReadSessionsRequest, callback: grpc.requestCallback<_tamada_v1_SessionsReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * What is in force on this node's PostgreSQL.
   */
  ReadSettings(argument: _tamada_v1_ReadSettingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  ReadSettings(argument: _tamada_v1_ReadSettingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  ReadSettings(argument: _tamada_v1_ReadSettingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  ReadSettings(argument: _tamada_v1_ReadSettingsRequest, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  /**
   * What is in force on this node's PostgreSQL.
   */
  readSettings(argument: _tamada_v1_ReadSettingsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  readSettings(argument: _tamada_v1_ReadSettingsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  readSettings(argument: _tamada_v1_ReadSettingsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  readSettings(argument: _tamada_v1_ReadSettingsRequest, callback: grpc.requestCallback<_tamada_v1_SettingsReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * All that Consul holds, as `consul snapshot restore` takes it.
   */
  ReadSnapshot(argument: _tamada_v1_ReadSnapshotRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_SnapshotPart__Output>;
  ReadSnapshot(argument: _tamada_v1_ReadSnapshotRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_SnapshotPart__Output>;
  /**
   * All that Consul holds, as `consul snapshot restore` takes it.
   */
  readSnapshot(argument: _tamada_v1_ReadSnapshotRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_SnapshotPart__Output>;
  readSnapshot(argument: _tamada_v1_ReadSnapshotRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_SnapshotPart__Output>;
  
  /**
   * Reboots the host, if it is still in that boot; answers before it goes down.
   */
  Reboot(argument: _tamada_v1_RebootRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  Reboot(argument: _tamada_v1_RebootRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  Reboot(argument: _tamada_v1_RebootRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  Reboot(argument: _tamada_v1_RebootRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Reboots the host, if it is still in that boot; answers before it goes down.
   */
  reboot(argument: _tamada_v1_RebootRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  reboot(argument: _tamada_v1_RebootRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  reboot(argument: _tamada_v1_RebootRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  reboot(argument: _tamada_v1_RebootRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Asks this node's Patroni to throw its data away and copy the leader's. What comes of it is seen in the status.
   */
  ReinitMember(argument: _tamada_v1_ReinitMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  ReinitMember(argument: _tamada_v1_ReinitMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  ReinitMember(argument: _tamada_v1_ReinitMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  ReinitMember(argument: _tamada_v1_ReinitMemberRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  /**
   * Asks this node's Patroni to throw its data away and copy the leader's. What comes of it is seen in the status.
   */
  reinitMember(argument: _tamada_v1_ReinitMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  reinitMember(argument: _tamada_v1_ReinitMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  reinitMember(argument: _tamada_v1_ReinitMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  reinitMember(argument: _tamada_v1_ReinitMemberRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Stops one of them and deletes its files.
   */
  RemoveRestored(argument: _tamada_v1_RemoveRestoredRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  RemoveRestored(argument: _tamada_v1_RemoveRestoredRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  RemoveRestored(argument: _tamada_v1_RemoveRestoredRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  RemoveRestored(argument: _tamada_v1_RemoveRestoredRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Stops one of them and deletes its files.
   */
  removeRestored(argument: _tamada_v1_RemoveRestoredRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  removeRestored(argument: _tamada_v1_RemoveRestoredRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  removeRestored(argument: _tamada_v1_RemoveRestoredRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  removeRestored(argument: _tamada_v1_RemoveRestoredRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
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
   * Asks this node's Patroni to restart its PostgreSQL; a synchronous standby gives that role up first. What comes of it is seen in the status.
   */
  RestartMember(argument: _tamada_v1_RestartMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  RestartMember(argument: _tamada_v1_RestartMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  RestartMember(argument: _tamada_v1_RestartMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  RestartMember(argument: _tamada_v1_RestartMemberRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  /**
   * Asks this node's Patroni to restart its PostgreSQL; a synchronous standby gives that role up first. What comes of it is seen in the status.
   */
  restartMember(argument: _tamada_v1_RestartMemberRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  restartMember(argument: _tamada_v1_RestartMemberRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  restartMember(argument: _tamada_v1_RestartMemberRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  restartMember(argument: _tamada_v1_RestartMemberRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends a trial now: the node goes back to its last confirmed bundle, or holds where that would restart Patroni, PostgreSQL or Consul.
   * Answers when that is over; the status says what came of it.
   */
  RevertBundle(argument: _tamada_v1_RevertBundleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  RevertBundle(argument: _tamada_v1_RevertBundleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  RevertBundle(argument: _tamada_v1_RevertBundleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  RevertBundle(argument: _tamada_v1_RevertBundleRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a trial now: the node goes back to its last confirmed bundle, or holds where that would restart Patroni, PostgreSQL or Consul.
   * Answers when that is over; the status says what came of it.
   */
  revertBundle(argument: _tamada_v1_RevertBundleRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  revertBundle(argument: _tamada_v1_RevertBundleRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  revertBundle(argument: _tamada_v1_RevertBundleRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  revertBundle(argument: _tamada_v1_RevertBundleRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * On the backup host, from a database host: fills an empty folder there, for a tool that restores only from where the catalogue is. The job's
   * states; the same wish again goes on with the same job, and a caller that hangs up ends it.
   */
  SendBackup(argument: _tamada_v1_SendBackupRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  SendBackup(argument: _tamada_v1_SendBackupRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  /**
   * On the backup host, from a database host: fills an empty folder there, for a tool that restores only from where the catalogue is. The job's
   * states; the same wish again goes on with the same job, and a caller that hangs up ends it.
   */
  sendBackup(argument: _tamada_v1_SendBackupRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  sendBackup(argument: _tamada_v1_SendBackupRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  
  /**
   * Marks the host as drained, or no longer: no reads by 5556, no synchronous role, no failover to its member, no VIP while another host can
   * hold it. The mark outlives restarts and applies.
   */
  SetDrained(argument: _tamada_v1_SetDrainedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  SetDrained(argument: _tamada_v1_SetDrainedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  SetDrained(argument: _tamada_v1_SetDrainedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  SetDrained(argument: _tamada_v1_SetDrainedRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  /**
   * Marks the host as drained, or no longer: no reads by 5556, no synchronous role, no failover to its member, no VIP while another host can
   * hold it. The mark outlives restarts and applies.
   */
  setDrained(argument: _tamada_v1_SetDrainedRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  setDrained(argument: _tamada_v1_SetDrainedRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  setDrained(argument: _tamada_v1_SetDrainedRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  setDrained(argument: _tamada_v1_SetDrainedRequest, callback: grpc.requestCallback<_tamada_v1_ChangeReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * Begins long work: a unit of its own, which goes on without the caller and without the agent. Work that must not meet waits in a queue.
   */
  StartJob(argument: _tamada_v1_StartJobRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  StartJob(argument: _tamada_v1_StartJobRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  StartJob(argument: _tamada_v1_StartJobRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  StartJob(argument: _tamada_v1_StartJobRequest, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  /**
   * Begins long work: a unit of its own, which goes on without the caller and without the agent. Work that must not meet waits in a queue.
   */
  startJob(argument: _tamada_v1_StartJobRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  startJob(argument: _tamada_v1_StartJobRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  startJob(argument: _tamada_v1_StartJobRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  startJob(argument: _tamada_v1_StartJobRequest, callback: grpc.requestCallback<_tamada_v1_JobState__Output>): grpc.ClientUnaryCall;
  
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
   * Asks this node's Patroni to take the lead of a cluster that has no leader, whatever it lacks. What comes of it is seen in the status.
   */
  TakeLead(argument: _tamada_v1_TakeLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  TakeLead(argument: _tamada_v1_TakeLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  TakeLead(argument: _tamada_v1_TakeLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  TakeLead(argument: _tamada_v1_TakeLeadRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  /**
   * Asks this node's Patroni to take the lead of a cluster that has no leader, whatever it lacks. What comes of it is seen in the status.
   */
  takeLead(argument: _tamada_v1_TakeLeadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  takeLead(argument: _tamada_v1_TakeLeadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  takeLead(argument: _tamada_v1_TakeLeadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  takeLead(argument: _tamada_v1_TakeLeadRequest, callback: grpc.requestCallback<_tamada_v1_PatroniReply__Output>): grpc.ClientUnaryCall;
  
  /**
   * The job's state at once and whenever it changes; ends after the state in which the job has ended.
   */
  WatchJob(argument: _tamada_v1_WatchJobRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  WatchJob(argument: _tamada_v1_WatchJobRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  /**
   * The job's state at once and whenever it changes; ends after the state in which the job has ended.
   */
  watchJob(argument: _tamada_v1_WatchJobRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  watchJob(argument: _tamada_v1_WatchJobRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tamada_v1_JobState__Output>;
  
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
   * The same, after the job `member` has recovered the data directory: it becomes the cluster's, and Patroni's old keys go.
   */
  AdoptMember: grpc.handleUnaryCall<_tamada_v1_AdoptMemberRequest__Output, _tamada_v1_MemberRestore>;
  
  /**
   * One more entry; at most 64 KiB.
   */
  AppendHistory: grpc.handleUnaryCall<_tamada_v1_HistoryEntry__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Converges on a bundle: header, files, directories, units, secrets, end.
   */
  Apply: grpc.handleBidiStreamingCall<_tamada_v1_BundlePart__Output, _tamada_v1_ApplyEvent>;
  
  /**
   * Ends a job; answers when it has ended. One that has ended already stays as it is.
   */
  CancelJob: grpc.handleUnaryCall<_tamada_v1_CancelJobRequest__Output, _tamada_v1_JobState>;
  
  /**
   * Asks this node's Patroni, the leader's, for another leader, after a checkpoint. What comes of it is seen in the status.
   */
  ChangeLeader: grpc.handleUnaryCall<_tamada_v1_ChangeLeaderRequest__Output, _tamada_v1_PatroniReply>;
  
  /**
   * On the leader: switches to a new WAL segment and waits until the old one is in the archive.
   */
  CheckArchive: grpc.handleUnaryCall<_tamada_v1_CheckArchiveRequest__Output, _tamada_v1_CheckArchiveReply>;
  
  /**
   * Removes Patroni's initialize key when it has neither system id nor leader behind it.
   */
  ClearStaleInitialize: grpc.handleUnaryCall<_tamada_v1_ClearStaleInitializeRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * The bundle that is on trial here stays: the node is well with it.
   */
  ConfirmBundle: grpc.handleUnaryCall<_tamada_v1_ConfirmBundleRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * On the backup host: halts the replay of the delayed replica, or lets it follow again.
   */
  ControlDelayed: grpc.handleUnaryCall<_tamada_v1_ControlDelayedRequest__Output, _tamada_v1_DelayedSaid>;
  
  /**
   * On a database host, for a restore of the whole cluster: stops the member and sets its data aside, or destroys it. Once for each restore.
   */
  EmptyMember: grpc.handleUnaryCall<_tamada_v1_EmptyMemberRequest__Output, _tamada_v1_MemberRestore>;
  
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
   * The node's jobs, newest first; ended ones are kept for a while.
   */
  ListJobs: grpc.handleUnaryCall<_tamada_v1_ListJobsRequest__Output, _tamada_v1_ListJobsReply>;
  
  /**
   * The servers that `restore` has made on this node.
   */
  ListRestored: grpc.handleUnaryCall<_tamada_v1_ListRestoredRequest__Output, _tamada_v1_ListRestoredReply>;
  
  /**
   * Opens those of the named ports that are free, answers probes on them, and closes them when the call ends.
   */
  Listen: grpc.handleServerStreamingCall<_tamada_v1_ListenRequest__Output, _tamada_v1_ListenEvent>;
  
  /**
   * On the backup host: keeps a backup for longer than retention would.
   */
  PinBackup: grpc.handleUnaryCall<_tamada_v1_PinBackupRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Which steps Apply would take, with masked differences. Changes nothing.
   */
  PlanBundle: grpc.handleClientStreamingCall<_tamada_v1_BundlePart__Output, _tamada_v1_PlanReply>;
  
  /**
   * On a database host: what EmptyMember would do. Changes nothing.
   */
  PlanEmptyMember: grpc.handleUnaryCall<_tamada_v1_EmptyMemberRequest__Output, _tamada_v1_MemberRestore>;
  
  /**
   * On the backup host: makes the catalogue and what the tool needs in it, or sees that it is there.
   */
  PrepareCatalogue: grpc.handleUnaryCall<_tamada_v1_PrepareCatalogueRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Tries to reach peers, from this node.
   */
  Probe: grpc.handleUnaryCall<_tamada_v1_ProbeRequest__Output, _tamada_v1_ProbeReply>;
  
  /**
   * On the backup host: makes a writable server of the delayed replica, for good. For disasters.
   */
  PromoteDelayed: grpc.handleUnaryCall<_tamada_v1_PromoteDelayedRequest__Output, _tamada_v1_DelayedSaid>;
  
  /**
   * On the backup host: all backups, and what the archive holds.
   */
  ReadCatalogue: grpc.handleUnaryCall<_tamada_v1_ReadCatalogueRequest__Output, _tamada_v1_Catalogue>;
  
  /**
   * The file that an ended job `dump` has made.
   */
  ReadDump: grpc.handleServerStreamingCall<_tamada_v1_ReadDumpRequest__Output, _tamada_v1_DumpPart>;
  
  /**
   * The cluster's history of runs, oldest first.
   */
  ReadHistory: grpc.handleUnaryCall<_tamada_v1_ReadHistoryRequest__Output, _tamada_v1_HistoryReply>;
  
  /**
   * The lease as this node's Consul has it: a coordinator asks several, and believes none alone.
   */
  ReadLease: grpc.handleUnaryCall<_tamada_v1_ReadLeaseRequest__Output, _tamada_v1_LeaseState>;
  
  /**
   * What clients do on this node's PostgreSQL: what a change of the leader would cut.
   */
  ReadSessions: grpc.handleUnaryCall<_tamada_v1_ReadSessionsRequest__Output, _tamada_v1_SessionsReply>;
  
  /**
   * What is in force on this node's PostgreSQL.
   */
  ReadSettings: grpc.handleUnaryCall<_tamada_v1_ReadSettingsRequest__Output, _tamada_v1_SettingsReply>;
  
  /**
   * All that Consul holds, as `consul snapshot restore` takes it.
   */
  ReadSnapshot: grpc.handleServerStreamingCall<_tamada_v1_ReadSnapshotRequest__Output, _tamada_v1_SnapshotPart>;
  
  /**
   * Reboots the host, if it is still in that boot; answers before it goes down.
   */
  Reboot: grpc.handleUnaryCall<_tamada_v1_RebootRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Asks this node's Patroni to throw its data away and copy the leader's. What comes of it is seen in the status.
   */
  ReinitMember: grpc.handleUnaryCall<_tamada_v1_ReinitMemberRequest__Output, _tamada_v1_PatroniReply>;
  
  /**
   * Stops one of them and deletes its files.
   */
  RemoveRestored: grpc.handleUnaryCall<_tamada_v1_RemoveRestoredRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * The node makes a new key and asks for a certificate; the key never leaves it.
   */
  RequestCertificate: grpc.handleUnaryCall<_tamada_v1_CertificateRequest__Output, _tamada_v1_CertificateReply>;
  
  /**
   * Asks this node's Patroni to restart its PostgreSQL; a synchronous standby gives that role up first. What comes of it is seen in the status.
   */
  RestartMember: grpc.handleUnaryCall<_tamada_v1_RestartMemberRequest__Output, _tamada_v1_PatroniReply>;
  
  /**
   * Ends a trial now: the node goes back to its last confirmed bundle, or holds where that would restart Patroni, PostgreSQL or Consul.
   * Answers when that is over; the status says what came of it.
   */
  RevertBundle: grpc.handleUnaryCall<_tamada_v1_RevertBundleRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * On the backup host, from a database host: fills an empty folder there, for a tool that restores only from where the catalogue is. The job's
   * states; the same wish again goes on with the same job, and a caller that hangs up ends it.
   */
  SendBackup: grpc.handleServerStreamingCall<_tamada_v1_SendBackupRequest__Output, _tamada_v1_JobState>;
  
  /**
   * Marks the host as drained, or no longer: no reads by 5556, no synchronous role, no failover to its member, no VIP while another host can
   * hold it. The mark outlives restarts and applies.
   */
  SetDrained: grpc.handleUnaryCall<_tamada_v1_SetDrainedRequest__Output, _tamada_v1_ChangeReply>;
  
  /**
   * Begins long work: a unit of its own, which goes on without the caller and without the agent. Work that must not meet waits in a queue.
   */
  StartJob: grpc.handleUnaryCall<_tamada_v1_StartJobRequest__Output, _tamada_v1_JobState>;
  
  /**
   * What preflight asks about a node. Changes nothing but a temporary file for the fsync measurement.
   */
  Survey: grpc.handleUnaryCall<_tamada_v1_SurveyRequest__Output, _tamada_v1_SurveyReply>;
  
  /**
   * Asks this node's Patroni to take the lead of a cluster that has no leader, whatever it lacks. What comes of it is seen in the status.
   */
  TakeLead: grpc.handleUnaryCall<_tamada_v1_TakeLeadRequest__Output, _tamada_v1_PatroniReply>;
  
  /**
   * The job's state at once and whenever it changes; ends after the state in which the job has ended.
   */
  WatchJob: grpc.handleServerStreamingCall<_tamada_v1_WatchJobRequest__Output, _tamada_v1_JobState>;
  
  /**
   * A look at the node at once and then whenever the interval has passed.
   */
  WatchStatus: grpc.handleServerStreamingCall<_tamada_v1_WatchStatusRequest__Output, _tamada_v1_NodeStatus>;
  
}

export interface AgentDefinition extends grpc.ServiceDefinition {
  AdoptMember: MethodDefinition<_tamada_v1_AdoptMemberRequest, _tamada_v1_MemberRestore, _tamada_v1_AdoptMemberRequest__Output, _tamada_v1_MemberRestore__Output>
  AppendHistory: MethodDefinition<_tamada_v1_HistoryEntry, _tamada_v1_ChangeReply, _tamada_v1_HistoryEntry__Output, _tamada_v1_ChangeReply__Output>
  Apply: MethodDefinition<_tamada_v1_BundlePart, _tamada_v1_ApplyEvent, _tamada_v1_BundlePart__Output, _tamada_v1_ApplyEvent__Output>
  CancelJob: MethodDefinition<_tamada_v1_CancelJobRequest, _tamada_v1_JobState, _tamada_v1_CancelJobRequest__Output, _tamada_v1_JobState__Output>
  ChangeLeader: MethodDefinition<_tamada_v1_ChangeLeaderRequest, _tamada_v1_PatroniReply, _tamada_v1_ChangeLeaderRequest__Output, _tamada_v1_PatroniReply__Output>
  CheckArchive: MethodDefinition<_tamada_v1_CheckArchiveRequest, _tamada_v1_CheckArchiveReply, _tamada_v1_CheckArchiveRequest__Output, _tamada_v1_CheckArchiveReply__Output>
  ClearStaleInitialize: MethodDefinition<_tamada_v1_ClearStaleInitializeRequest, _tamada_v1_ChangeReply, _tamada_v1_ClearStaleInitializeRequest__Output, _tamada_v1_ChangeReply__Output>
  ConfirmBundle: MethodDefinition<_tamada_v1_ConfirmBundleRequest, _tamada_v1_ChangeReply, _tamada_v1_ConfirmBundleRequest__Output, _tamada_v1_ChangeReply__Output>
  ControlDelayed: MethodDefinition<_tamada_v1_ControlDelayedRequest, _tamada_v1_DelayedSaid, _tamada_v1_ControlDelayedRequest__Output, _tamada_v1_DelayedSaid__Output>
  EmptyMember: MethodDefinition<_tamada_v1_EmptyMemberRequest, _tamada_v1_MemberRestore, _tamada_v1_EmptyMemberRequest__Output, _tamada_v1_MemberRestore__Output>
  EnsureAcl: MethodDefinition<_tamada_v1_EnsureAclRequest, _tamada_v1_ChangeReply, _tamada_v1_EnsureAclRequest__Output, _tamada_v1_ChangeReply__Output>
  EnsureDatabases: MethodDefinition<_tamada_v1_EnsureDatabasesRequest, _tamada_v1_ChangeReply, _tamada_v1_EnsureDatabasesRequest__Output, _tamada_v1_ChangeReply__Output>
  EnsureDynamicConfig: MethodDefinition<_tamada_v1_EnsureDynamicConfigRequest, _tamada_v1_ChangeReply, _tamada_v1_EnsureDynamicConfigRequest__Output, _tamada_v1_ChangeReply__Output>
  GetFacts: MethodDefinition<_tamada_v1_FactsRequest, _tamada_v1_Facts, _tamada_v1_FactsRequest__Output, _tamada_v1_Facts__Output>
  GetStatus: MethodDefinition<_tamada_v1_StatusRequest, _tamada_v1_NodeStatus, _tamada_v1_StatusRequest__Output, _tamada_v1_NodeStatus__Output>
  HoldLease: MethodDefinition<_tamada_v1_HoldLeaseRequest, _tamada_v1_LeaseEvent, _tamada_v1_HoldLeaseRequest__Output, _tamada_v1_LeaseEvent__Output>
  Info: MethodDefinition<_tamada_v1_InfoRequest, _tamada_v1_InfoReply, _tamada_v1_InfoRequest__Output, _tamada_v1_InfoReply__Output>
  InstallCertificate: MethodDefinition<_tamada_v1_InstallCertificateRequest, _tamada_v1_InstallCertificateReply, _tamada_v1_InstallCertificateRequest__Output, _tamada_v1_InstallCertificateReply__Output>
  InstallPackages: MethodDefinition<_tamada_v1_InstallPackagesRequest, _tamada_v1_Progress, _tamada_v1_InstallPackagesRequest__Output, _tamada_v1_Progress__Output>
  ListJobs: MethodDefinition<_tamada_v1_ListJobsRequest, _tamada_v1_ListJobsReply, _tamada_v1_ListJobsRequest__Output, _tamada_v1_ListJobsReply__Output>
  ListRestored: MethodDefinition<_tamada_v1_ListRestoredRequest, _tamada_v1_ListRestoredReply, _tamada_v1_ListRestoredRequest__Output, _tamada_v1_ListRestoredReply__Output>
  Listen: MethodDefinition<_tamada_v1_ListenRequest, _tamada_v1_ListenEvent, _tamada_v1_ListenRequest__Output, _tamada_v1_ListenEvent__Output>
  PinBackup: MethodDefinition<_tamada_v1_PinBackupRequest, _tamada_v1_ChangeReply, _tamada_v1_PinBackupRequest__Output, _tamada_v1_ChangeReply__Output>
  PlanBundle: MethodDefinition<_tamada_v1_BundlePart, _tamada_v1_PlanReply, _tamada_v1_BundlePart__Output, _tamada_v1_PlanReply__Output>
  PlanEmptyMember: MethodDefinition<_tamada_v1_EmptyMemberRequest, _tamada_v1_MemberRestore, _tamada_v1_EmptyMemberRequest__Output, _tamada_v1_MemberRestore__Output>
  PrepareCatalogue: MethodDefinition<_tamada_v1_PrepareCatalogueRequest, _tamada_v1_ChangeReply, _tamada_v1_PrepareCatalogueRequest__Output, _tamada_v1_ChangeReply__Output>
  Probe: MethodDefinition<_tamada_v1_ProbeRequest, _tamada_v1_ProbeReply, _tamada_v1_ProbeRequest__Output, _tamada_v1_ProbeReply__Output>
  PromoteDelayed: MethodDefinition<_tamada_v1_PromoteDelayedRequest, _tamada_v1_DelayedSaid, _tamada_v1_PromoteDelayedRequest__Output, _tamada_v1_DelayedSaid__Output>
  ReadCatalogue: MethodDefinition<_tamada_v1_ReadCatalogueRequest, _tamada_v1_Catalogue, _tamada_v1_ReadCatalogueRequest__Output, _tamada_v1_Catalogue__Output>
  ReadDump: MethodDefinition<_tamada_v1_ReadDumpRequest, _tamada_v1_DumpPart, _tamada_v1_ReadDumpRequest__Output, _tamada_v1_DumpPart__Output>
  ReadHistory: MethodDefinition<_tamada_v1_ReadHistoryRequest, _tamada_v1_HistoryReply, _tamada_v1_ReadHistoryRequest__Output, _tamada_v1_HistoryReply__Output>
  ReadLease: MethodDefinition<_tamada_v1_ReadLeaseRequest, _tamada_v1_LeaseState, _tamada_v1_ReadLeaseRequest__Output, _tamada_v1_LeaseState__Output>
  ReadSessions: MethodDefinition<_tamada_v1_ReadSessionsRequest, _tamada_v1_SessionsReply, _tamada_v1_ReadSessionsRequest__Output, _tamada_v1_SessionsReply__Output>
  ReadSettings: MethodDefinition<_tamada_v1_ReadSettingsRequest, _tamada_v1_SettingsReply, _tamada_v1_ReadSettingsRequest__Output, _tamada_v1_SettingsReply__Output>
  ReadSnapshot: MethodDefinition<_tamada_v1_ReadSnapshotRequest, _tamada_v1_SnapshotPart, _tamada_v1_ReadSnapshotRequest__Output, _tamada_v1_SnapshotPart__Output>
  Reboot: MethodDefinition<_tamada_v1_RebootRequest, _tamada_v1_ChangeReply, _tamada_v1_RebootRequest__Output, _tamada_v1_ChangeReply__Output>
  ReinitMember: MethodDefinition<_tamada_v1_ReinitMemberRequest, _tamada_v1_PatroniReply, _tamada_v1_ReinitMemberRequest__Output, _tamada_v1_PatroniReply__Output>
  RemoveRestored: MethodDefinition<_tamada_v1_RemoveRestoredRequest, _tamada_v1_ChangeReply, _tamada_v1_RemoveRestoredRequest__Output, _tamada_v1_ChangeReply__Output>
  RequestCertificate: MethodDefinition<_tamada_v1_CertificateRequest, _tamada_v1_CertificateReply, _tamada_v1_CertificateRequest__Output, _tamada_v1_CertificateReply__Output>
  RestartMember: MethodDefinition<_tamada_v1_RestartMemberRequest, _tamada_v1_PatroniReply, _tamada_v1_RestartMemberRequest__Output, _tamada_v1_PatroniReply__Output>
  RevertBundle: MethodDefinition<_tamada_v1_RevertBundleRequest, _tamada_v1_ChangeReply, _tamada_v1_RevertBundleRequest__Output, _tamada_v1_ChangeReply__Output>
  SendBackup: MethodDefinition<_tamada_v1_SendBackupRequest, _tamada_v1_JobState, _tamada_v1_SendBackupRequest__Output, _tamada_v1_JobState__Output>
  SetDrained: MethodDefinition<_tamada_v1_SetDrainedRequest, _tamada_v1_ChangeReply, _tamada_v1_SetDrainedRequest__Output, _tamada_v1_ChangeReply__Output>
  StartJob: MethodDefinition<_tamada_v1_StartJobRequest, _tamada_v1_JobState, _tamada_v1_StartJobRequest__Output, _tamada_v1_JobState__Output>
  Survey: MethodDefinition<_tamada_v1_SurveyRequest, _tamada_v1_SurveyReply, _tamada_v1_SurveyRequest__Output, _tamada_v1_SurveyReply__Output>
  TakeLead: MethodDefinition<_tamada_v1_TakeLeadRequest, _tamada_v1_PatroniReply, _tamada_v1_TakeLeadRequest__Output, _tamada_v1_PatroniReply__Output>
  WatchJob: MethodDefinition<_tamada_v1_WatchJobRequest, _tamada_v1_JobState, _tamada_v1_WatchJobRequest__Output, _tamada_v1_JobState__Output>
  WatchStatus: MethodDefinition<_tamada_v1_WatchStatusRequest, _tamada_v1_NodeStatus, _tamada_v1_WatchStatusRequest__Output, _tamada_v1_NodeStatus__Output>
}
