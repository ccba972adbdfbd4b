import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AclNode as _tamada_v1_AclNode, AclNode__Output as _tamada_v1_AclNode__Output } from './tamada/v1/AclNode.ts';
import type { AdoptMemberRequest as _tamada_v1_AdoptMemberRequest, AdoptMemberRequest__Output as _tamada_v1_AdoptMemberRequest__Output } from './tamada/v1/AdoptMemberRequest.ts';
import type { AdvanceDone as _tamada_v1_AdvanceDone, AdvanceDone__Output as _tamada_v1_AdvanceDone__Output } from './tamada/v1/AdvanceDone.ts';
import type { AdvanceJob as _tamada_v1_AdvanceJob, AdvanceJob__Output as _tamada_v1_AdvanceJob__Output } from './tamada/v1/AdvanceJob.ts';
import type { AgentClient as _tamada_v1_AgentClient, AgentDefinition as _tamada_v1_AgentDefinition } from './tamada/v1/Agent.ts';
import type { AgentStatus as _tamada_v1_AgentStatus, AgentStatus__Output as _tamada_v1_AgentStatus__Output } from './tamada/v1/AgentStatus.ts';
import type { ApplyDone as _tamada_v1_ApplyDone, ApplyDone__Output as _tamada_v1_ApplyDone__Output } from './tamada/v1/ApplyDone.ts';
import type { ApplyEvent as _tamada_v1_ApplyEvent, ApplyEvent__Output as _tamada_v1_ApplyEvent__Output } from './tamada/v1/ApplyEvent.ts';
import type { Archive as _tamada_v1_Archive, Archive__Output as _tamada_v1_Archive__Output } from './tamada/v1/Archive.ts';
import type { ArchivedTimeline as _tamada_v1_ArchivedTimeline, ArchivedTimeline__Output as _tamada_v1_ArchivedTimeline__Output } from './tamada/v1/ArchivedTimeline.ts';
import type { ArchiverFailure as _tamada_v1_ArchiverFailure, ArchiverFailure__Output as _tamada_v1_ArchiverFailure__Output } from './tamada/v1/ArchiverFailure.ts';
import type { ArchiverLook as _tamada_v1_ArchiverLook, ArchiverLook__Output as _tamada_v1_ArchiverLook__Output } from './tamada/v1/ArchiverLook.ts';
import type { ArchiverSaid as _tamada_v1_ArchiverSaid, ArchiverSaid__Output as _tamada_v1_ArchiverSaid__Output } from './tamada/v1/ArchiverSaid.ts';
import type { BackupDisk as _tamada_v1_BackupDisk, BackupDisk__Output as _tamada_v1_BackupDisk__Output } from './tamada/v1/BackupDisk.ts';
import type { BackupDone as _tamada_v1_BackupDone, BackupDone__Output as _tamada_v1_BackupDone__Output } from './tamada/v1/BackupDone.ts';
import type { BackupEntry as _tamada_v1_BackupEntry, BackupEntry__Output as _tamada_v1_BackupEntry__Output } from './tamada/v1/BackupEntry.ts';
import type { BackupJob as _tamada_v1_BackupJob, BackupJob__Output as _tamada_v1_BackupJob__Output } from './tamada/v1/BackupJob.ts';
import type { BackupLook as _tamada_v1_BackupLook, BackupLook__Output as _tamada_v1_BackupLook__Output } from './tamada/v1/BackupLook.ts';
import type { BackupProof as _tamada_v1_BackupProof, BackupProof__Output as _tamada_v1_BackupProof__Output } from './tamada/v1/BackupProof.ts';
import type { BackupSaid as _tamada_v1_BackupSaid, BackupSaid__Output as _tamada_v1_BackupSaid__Output } from './tamada/v1/BackupSaid.ts';
import type { BundleDirectory as _tamada_v1_BundleDirectory, BundleDirectory__Output as _tamada_v1_BundleDirectory__Output } from './tamada/v1/BundleDirectory.ts';
import type { BundleEnd as _tamada_v1_BundleEnd, BundleEnd__Output as _tamada_v1_BundleEnd__Output } from './tamada/v1/BundleEnd.ts';
import type { BundleFile as _tamada_v1_BundleFile, BundleFile__Output as _tamada_v1_BundleFile__Output } from './tamada/v1/BundleFile.ts';
import type { BundleHeader as _tamada_v1_BundleHeader, BundleHeader__Output as _tamada_v1_BundleHeader__Output } from './tamada/v1/BundleHeader.ts';
import type { BundleMore as _tamada_v1_BundleMore, BundleMore__Output as _tamada_v1_BundleMore__Output } from './tamada/v1/BundleMore.ts';
import type { BundlePart as _tamada_v1_BundlePart, BundlePart__Output as _tamada_v1_BundlePart__Output } from './tamada/v1/BundlePart.ts';
import type { BundleSecret as _tamada_v1_BundleSecret, BundleSecret__Output as _tamada_v1_BundleSecret__Output } from './tamada/v1/BundleSecret.ts';
import type { BundleUnit as _tamada_v1_BundleUnit, BundleUnit__Output as _tamada_v1_BundleUnit__Output } from './tamada/v1/BundleUnit.ts';
import type { CancelJobRequest as _tamada_v1_CancelJobRequest, CancelJobRequest__Output as _tamada_v1_CancelJobRequest__Output } from './tamada/v1/CancelJobRequest.ts';
import type { Catalogue as _tamada_v1_Catalogue, Catalogue__Output as _tamada_v1_Catalogue__Output } from './tamada/v1/Catalogue.ts';
import type { CatalogueLook as _tamada_v1_CatalogueLook, CatalogueLook__Output as _tamada_v1_CatalogueLook__Output } from './tamada/v1/CatalogueLook.ts';
import type { CatalogueSaid as _tamada_v1_CatalogueSaid, CatalogueSaid__Output as _tamada_v1_CatalogueSaid__Output } from './tamada/v1/CatalogueSaid.ts';
import type { CertificateReply as _tamada_v1_CertificateReply, CertificateReply__Output as _tamada_v1_CertificateReply__Output } from './tamada/v1/CertificateReply.ts';
import type { CertificateRequest as _tamada_v1_CertificateRequest, CertificateRequest__Output as _tamada_v1_CertificateRequest__Output } from './tamada/v1/CertificateRequest.ts';
import type { CertificateStatus as _tamada_v1_CertificateStatus, CertificateStatus__Output as _tamada_v1_CertificateStatus__Output } from './tamada/v1/CertificateStatus.ts';
import type { CertificatesLook as _tamada_v1_CertificatesLook, CertificatesLook__Output as _tamada_v1_CertificatesLook__Output } from './tamada/v1/CertificatesLook.ts';
import type { ChangeLeaderRequest as _tamada_v1_ChangeLeaderRequest, ChangeLeaderRequest__Output as _tamada_v1_ChangeLeaderRequest__Output } from './tamada/v1/ChangeLeaderRequest.ts';
import type { ChangeReply as _tamada_v1_ChangeReply, ChangeReply__Output as _tamada_v1_ChangeReply__Output } from './tamada/v1/ChangeReply.ts';
import type { CheckArchiveReply as _tamada_v1_CheckArchiveReply, CheckArchiveReply__Output as _tamada_v1_CheckArchiveReply__Output } from './tamada/v1/CheckArchiveReply.ts';
import type { CheckArchiveRequest as _tamada_v1_CheckArchiveRequest, CheckArchiveRequest__Output as _tamada_v1_CheckArchiveRequest__Output } from './tamada/v1/CheckArchiveRequest.ts';
import type { CheckLook as _tamada_v1_CheckLook, CheckLook__Output as _tamada_v1_CheckLook__Output } from './tamada/v1/CheckLook.ts';
import type { CheckSaid as _tamada_v1_CheckSaid, CheckSaid__Output as _tamada_v1_CheckSaid__Output } from './tamada/v1/CheckSaid.ts';
import type { CheckStatus as _tamada_v1_CheckStatus, CheckStatus__Output as _tamada_v1_CheckStatus__Output } from './tamada/v1/CheckStatus.ts';
import type { ClearStaleInitializeRequest as _tamada_v1_ClearStaleInitializeRequest, ClearStaleInitializeRequest__Output as _tamada_v1_ClearStaleInitializeRequest__Output } from './tamada/v1/ClearStaleInitializeRequest.ts';
import type { ConfirmBundleRequest as _tamada_v1_ConfirmBundleRequest, ConfirmBundleRequest__Output as _tamada_v1_ConfirmBundleRequest__Output } from './tamada/v1/ConfirmBundleRequest.ts';
import type { ConsulLeader as _tamada_v1_ConsulLeader, ConsulLeader__Output as _tamada_v1_ConsulLeader__Output } from './tamada/v1/ConsulLeader.ts';
import type { ConsulLook as _tamada_v1_ConsulLook, ConsulLook__Output as _tamada_v1_ConsulLook__Output } from './tamada/v1/ConsulLook.ts';
import type { ConsulSaid as _tamada_v1_ConsulSaid, ConsulSaid__Output as _tamada_v1_ConsulSaid__Output } from './tamada/v1/ConsulSaid.ts';
import type { ConsulServer as _tamada_v1_ConsulServer, ConsulServer__Output as _tamada_v1_ConsulServer__Output } from './tamada/v1/ConsulServer.ts';
import type { ConsulServersLook as _tamada_v1_ConsulServersLook, ConsulServersLook__Output as _tamada_v1_ConsulServersLook__Output } from './tamada/v1/ConsulServersLook.ts';
import type { ControlDelayedRequest as _tamada_v1_ControlDelayedRequest, ControlDelayedRequest__Output as _tamada_v1_ControlDelayedRequest__Output } from './tamada/v1/ControlDelayedRequest.ts';
import type { Damage as _tamada_v1_Damage, Damage__Output as _tamada_v1_Damage__Output } from './tamada/v1/Damage.ts';
import type { DataFolder as _tamada_v1_DataFolder, DataFolder__Output as _tamada_v1_DataFolder__Output } from './tamada/v1/DataFolder.ts';
import type { Database as _tamada_v1_Database, Database__Output as _tamada_v1_Database__Output } from './tamada/v1/Database.ts';
import type { DatabaseRole as _tamada_v1_DatabaseRole, DatabaseRole__Output as _tamada_v1_DatabaseRole__Output } from './tamada/v1/DatabaseRole.ts';
import type { DcsConfig as _tamada_v1_DcsConfig, DcsConfig__Output as _tamada_v1_DcsConfig__Output } from './tamada/v1/DcsConfig.ts';
import type { DcsInitialize as _tamada_v1_DcsInitialize, DcsInitialize__Output as _tamada_v1_DcsInitialize__Output } from './tamada/v1/DcsInitialize.ts';
import type { DcsLeader as _tamada_v1_DcsLeader, DcsLeader__Output as _tamada_v1_DcsLeader__Output } from './tamada/v1/DcsLeader.ts';
import type { DcsLook as _tamada_v1_DcsLook, DcsLook__Output as _tamada_v1_DcsLook__Output } from './tamada/v1/DcsLook.ts';
import type { DcsMember as _tamada_v1_DcsMember, DcsMember__Output as _tamada_v1_DcsMember__Output } from './tamada/v1/DcsMember.ts';
import type { DcsSaid as _tamada_v1_DcsSaid, DcsSaid__Output as _tamada_v1_DcsSaid__Output } from './tamada/v1/DcsSaid.ts';
import type { DelayedLook as _tamada_v1_DelayedLook, DelayedLook__Output as _tamada_v1_DelayedLook__Output } from './tamada/v1/DelayedLook.ts';
import type { DelayedRunway as _tamada_v1_DelayedRunway, DelayedRunway__Output as _tamada_v1_DelayedRunway__Output } from './tamada/v1/DelayedRunway.ts';
import type { DelayedSaid as _tamada_v1_DelayedSaid, DelayedSaid__Output as _tamada_v1_DelayedSaid__Output } from './tamada/v1/DelayedSaid.ts';
import type { DelayedWait as _tamada_v1_DelayedWait, DelayedWait__Output as _tamada_v1_DelayedWait__Output } from './tamada/v1/DelayedWait.ts';
import type { DiskState as _tamada_v1_DiskState, DiskState__Output as _tamada_v1_DiskState__Output } from './tamada/v1/DiskState.ts';
import type { DrainedStatus as _tamada_v1_DrainedStatus, DrainedStatus__Output as _tamada_v1_DrainedStatus__Output } from './tamada/v1/DrainedStatus.ts';
import type { DropFound as _tamada_v1_DropFound, DropFound__Output as _tamada_v1_DropFound__Output } from './tamada/v1/DropFound.ts';
import type { DumpDone as _tamada_v1_DumpDone, DumpDone__Output as _tamada_v1_DumpDone__Output } from './tamada/v1/DumpDone.ts';
import type { DumpJob as _tamada_v1_DumpJob, DumpJob__Output as _tamada_v1_DumpJob__Output } from './tamada/v1/DumpJob.ts';
import type { DumpPart as _tamada_v1_DumpPart, DumpPart__Output as _tamada_v1_DumpPart__Output } from './tamada/v1/DumpPart.ts';
import type { EmptyMemberRequest as _tamada_v1_EmptyMemberRequest, EmptyMemberRequest__Output as _tamada_v1_EmptyMemberRequest__Output } from './tamada/v1/EmptyMemberRequest.ts';
import type { EnsureAclRequest as _tamada_v1_EnsureAclRequest, EnsureAclRequest__Output as _tamada_v1_EnsureAclRequest__Output } from './tamada/v1/EnsureAclRequest.ts';
import type { EnsureDatabasesRequest as _tamada_v1_EnsureDatabasesRequest, EnsureDatabasesRequest__Output as _tamada_v1_EnsureDatabasesRequest__Output } from './tamada/v1/EnsureDatabasesRequest.ts';
import type { EnsureDynamicConfigRequest as _tamada_v1_EnsureDynamicConfigRequest, EnsureDynamicConfigRequest__Output as _tamada_v1_EnsureDynamicConfigRequest__Output } from './tamada/v1/EnsureDynamicConfigRequest.ts';
import type { ExpireDone as _tamada_v1_ExpireDone, ExpireDone__Output as _tamada_v1_ExpireDone__Output } from './tamada/v1/ExpireDone.ts';
import type { ExpireJob as _tamada_v1_ExpireJob, ExpireJob__Output as _tamada_v1_ExpireJob__Output } from './tamada/v1/ExpireJob.ts';
import type { ExpiredWal as _tamada_v1_ExpiredWal, ExpiredWal__Output as _tamada_v1_ExpiredWal__Output } from './tamada/v1/ExpiredWal.ts';
import type { Facts as _tamada_v1_Facts, Facts__Output as _tamada_v1_Facts__Output } from './tamada/v1/Facts.ts';
import type { FactsRequest as _tamada_v1_FactsRequest, FactsRequest__Output as _tamada_v1_FactsRequest__Output } from './tamada/v1/FactsRequest.ts';
import type { FindDone as _tamada_v1_FindDone, FindDone__Output as _tamada_v1_FindDone__Output } from './tamada/v1/FindDone.ts';
import type { FindJob as _tamada_v1_FindJob, FindJob__Output as _tamada_v1_FindJob__Output } from './tamada/v1/FindJob.ts';
import type { HaproxyCounting as _tamada_v1_HaproxyCounting, HaproxyCounting__Output as _tamada_v1_HaproxyCounting__Output } from './tamada/v1/HaproxyCounting.ts';
import type { HaproxyFrontend as _tamada_v1_HaproxyFrontend, HaproxyFrontend__Output as _tamada_v1_HaproxyFrontend__Output } from './tamada/v1/HaproxyFrontend.ts';
import type { HaproxyLook as _tamada_v1_HaproxyLook, HaproxyLook__Output as _tamada_v1_HaproxyLook__Output } from './tamada/v1/HaproxyLook.ts';
import type { HaproxySaid as _tamada_v1_HaproxySaid, HaproxySaid__Output as _tamada_v1_HaproxySaid__Output } from './tamada/v1/HaproxySaid.ts';
import type { HaproxyServer as _tamada_v1_HaproxyServer, HaproxyServer__Output as _tamada_v1_HaproxyServer__Output } from './tamada/v1/HaproxyServer.ts';
import type { HbaError as _tamada_v1_HbaError, HbaError__Output as _tamada_v1_HbaError__Output } from './tamada/v1/HbaError.ts';
import type { HistoryEntry as _tamada_v1_HistoryEntry, HistoryEntry__Output as _tamada_v1_HistoryEntry__Output } from './tamada/v1/HistoryEntry.ts';
import type { HistoryReply as _tamada_v1_HistoryReply, HistoryReply__Output as _tamada_v1_HistoryReply__Output } from './tamada/v1/HistoryReply.ts';
import type { HoldLeaseRequest as _tamada_v1_HoldLeaseRequest, HoldLeaseRequest__Output as _tamada_v1_HoldLeaseRequest__Output } from './tamada/v1/HoldLeaseRequest.ts';
import type { InfoReply as _tamada_v1_InfoReply, InfoReply__Output as _tamada_v1_InfoReply__Output } from './tamada/v1/InfoReply.ts';
import type { InfoRequest as _tamada_v1_InfoRequest, InfoRequest__Output as _tamada_v1_InfoRequest__Output } from './tamada/v1/InfoRequest.ts';
import type { InstallCertificateReply as _tamada_v1_InstallCertificateReply, InstallCertificateReply__Output as _tamada_v1_InstallCertificateReply__Output } from './tamada/v1/InstallCertificateReply.ts';
import type { InstallCertificateRequest as _tamada_v1_InstallCertificateRequest, InstallCertificateRequest__Output as _tamada_v1_InstallCertificateRequest__Output } from './tamada/v1/InstallCertificateRequest.ts';
import type { InstallPackagesRequest as _tamada_v1_InstallPackagesRequest, InstallPackagesRequest__Output as _tamada_v1_InstallPackagesRequest__Output } from './tamada/v1/InstallPackagesRequest.ts';
import type { JobDone as _tamada_v1_JobDone, JobDone__Output as _tamada_v1_JobDone__Output } from './tamada/v1/JobDone.ts';
import type { JobFailure as _tamada_v1_JobFailure, JobFailure__Output as _tamada_v1_JobFailure__Output } from './tamada/v1/JobFailure.ts';
import type { JobState as _tamada_v1_JobState, JobState__Output as _tamada_v1_JobState__Output } from './tamada/v1/JobState.ts';
import type { LeaseEvent as _tamada_v1_LeaseEvent, LeaseEvent__Output as _tamada_v1_LeaseEvent__Output } from './tamada/v1/LeaseEvent.ts';
import type { LeaseState as _tamada_v1_LeaseState, LeaseState__Output as _tamada_v1_LeaseState__Output } from './tamada/v1/LeaseState.ts';
import type { LetGo as _tamada_v1_LetGo, LetGo__Output as _tamada_v1_LetGo__Output } from './tamada/v1/LetGo.ts';
import type { ListJobsReply as _tamada_v1_ListJobsReply, ListJobsReply__Output as _tamada_v1_ListJobsReply__Output } from './tamada/v1/ListJobsReply.ts';
import type { ListJobsRequest as _tamada_v1_ListJobsRequest, ListJobsRequest__Output as _tamada_v1_ListJobsRequest__Output } from './tamada/v1/ListJobsRequest.ts';
import type { ListRestoredReply as _tamada_v1_ListRestoredReply, ListRestoredReply__Output as _tamada_v1_ListRestoredReply__Output } from './tamada/v1/ListRestoredReply.ts';
import type { ListRestoredRequest as _tamada_v1_ListRestoredRequest, ListRestoredRequest__Output as _tamada_v1_ListRestoredRequest__Output } from './tamada/v1/ListRestoredRequest.ts';
import type { ListenEvent as _tamada_v1_ListenEvent, ListenEvent__Output as _tamada_v1_ListenEvent__Output } from './tamada/v1/ListenEvent.ts';
import type { ListenRequest as _tamada_v1_ListenRequest, ListenRequest__Output as _tamada_v1_ListenRequest__Output } from './tamada/v1/ListenRequest.ts';
import type { MemberDone as _tamada_v1_MemberDone, MemberDone__Output as _tamada_v1_MemberDone__Output } from './tamada/v1/MemberDone.ts';
import type { MemberJob as _tamada_v1_MemberJob, MemberJob__Output as _tamada_v1_MemberJob__Output } from './tamada/v1/MemberJob.ts';
import type { MemberLook as _tamada_v1_MemberLook, MemberLook__Output as _tamada_v1_MemberLook__Output } from './tamada/v1/MemberLook.ts';
import type { MemberRestore as _tamada_v1_MemberRestore, MemberRestore__Output as _tamada_v1_MemberRestore__Output } from './tamada/v1/MemberRestore.ts';
import type { MemberSaid as _tamada_v1_MemberSaid, MemberSaid__Output as _tamada_v1_MemberSaid__Output } from './tamada/v1/MemberSaid.ts';
import type { NameState as _tamada_v1_NameState, NameState__Output as _tamada_v1_NameState__Output } from './tamada/v1/NameState.ts';
import type { NetworkInterface as _tamada_v1_NetworkInterface, NetworkInterface__Output as _tamada_v1_NetworkInterface__Output } from './tamada/v1/NetworkInterface.ts';
import type { NodeStatus as _tamada_v1_NodeStatus, NodeStatus__Output as _tamada_v1_NodeStatus__Output } from './tamada/v1/NodeStatus.ts';
import type { PackageState as _tamada_v1_PackageState, PackageState__Output as _tamada_v1_PackageState__Output } from './tamada/v1/PackageState.ts';
import type { PatroniReply as _tamada_v1_PatroniReply, PatroniReply__Output as _tamada_v1_PatroniReply__Output } from './tamada/v1/PatroniReply.ts';
import type { PinBackupRequest as _tamada_v1_PinBackupRequest, PinBackupRequest__Output as _tamada_v1_PinBackupRequest__Output } from './tamada/v1/PinBackupRequest.ts';
import type { PlaceProblem as _tamada_v1_PlaceProblem, PlaceProblem__Output as _tamada_v1_PlaceProblem__Output } from './tamada/v1/PlaceProblem.ts';
import type { PlanReply as _tamada_v1_PlanReply, PlanReply__Output as _tamada_v1_PlanReply__Output } from './tamada/v1/PlanReply.ts';
import type { PlannedStep as _tamada_v1_PlannedStep, PlannedStep__Output as _tamada_v1_PlannedStep__Output } from './tamada/v1/PlannedStep.ts';
import type { PortQuestion as _tamada_v1_PortQuestion, PortQuestion__Output as _tamada_v1_PortQuestion__Output } from './tamada/v1/PortQuestion.ts';
import type { PortState as _tamada_v1_PortState, PortState__Output as _tamada_v1_PortState__Output } from './tamada/v1/PortState.ts';
import type { PostmasterLook as _tamada_v1_PostmasterLook, PostmasterLook__Output as _tamada_v1_PostmasterLook__Output } from './tamada/v1/PostmasterLook.ts';
import type { PostmasterSaid as _tamada_v1_PostmasterSaid, PostmasterSaid__Output as _tamada_v1_PostmasterSaid__Output } from './tamada/v1/PostmasterSaid.ts';
import type { PrepareCatalogueRequest as _tamada_v1_PrepareCatalogueRequest, PrepareCatalogueRequest__Output as _tamada_v1_PrepareCatalogueRequest__Output } from './tamada/v1/PrepareCatalogueRequest.ts';
import type { ProbeReply as _tamada_v1_ProbeReply, ProbeReply__Output as _tamada_v1_ProbeReply__Output } from './tamada/v1/ProbeReply.ts';
import type { ProbeRequest as _tamada_v1_ProbeRequest, ProbeRequest__Output as _tamada_v1_ProbeRequest__Output } from './tamada/v1/ProbeRequest.ts';
import type { ProbeResult as _tamada_v1_ProbeResult, ProbeResult__Output as _tamada_v1_ProbeResult__Output } from './tamada/v1/ProbeResult.ts';
import type { ProbeTarget as _tamada_v1_ProbeTarget, ProbeTarget__Output as _tamada_v1_ProbeTarget__Output } from './tamada/v1/ProbeTarget.ts';
import type { ProgramVersion as _tamada_v1_ProgramVersion, ProgramVersion__Output as _tamada_v1_ProgramVersion__Output } from './tamada/v1/ProgramVersion.ts';
import type { Progress as _tamada_v1_Progress, Progress__Output as _tamada_v1_Progress__Output } from './tamada/v1/Progress.ts';
import type { PromoteDelayedRequest as _tamada_v1_PromoteDelayedRequest, PromoteDelayedRequest__Output as _tamada_v1_PromoteDelayedRequest__Output } from './tamada/v1/PromoteDelayedRequest.ts';
import type { ProveJob as _tamada_v1_ProveJob, ProveJob__Output as _tamada_v1_ProveJob__Output } from './tamada/v1/ProveJob.ts';
import type { PushedWal as _tamada_v1_PushedWal, PushedWal__Output as _tamada_v1_PushedWal__Output } from './tamada/v1/PushedWal.ts';
import type { ReadCatalogueRequest as _tamada_v1_ReadCatalogueRequest, ReadCatalogueRequest__Output as _tamada_v1_ReadCatalogueRequest__Output } from './tamada/v1/ReadCatalogueRequest.ts';
import type { ReadDumpRequest as _tamada_v1_ReadDumpRequest, ReadDumpRequest__Output as _tamada_v1_ReadDumpRequest__Output } from './tamada/v1/ReadDumpRequest.ts';
import type { ReadHistoryRequest as _tamada_v1_ReadHistoryRequest, ReadHistoryRequest__Output as _tamada_v1_ReadHistoryRequest__Output } from './tamada/v1/ReadHistoryRequest.ts';
import type { ReadLeaseRequest as _tamada_v1_ReadLeaseRequest, ReadLeaseRequest__Output as _tamada_v1_ReadLeaseRequest__Output } from './tamada/v1/ReadLeaseRequest.ts';
import type { ReadSessionsRequest as _tamada_v1_ReadSessionsRequest, ReadSessionsRequest__Output as _tamada_v1_ReadSessionsRequest__Output } from './tamada/v1/ReadSessionsRequest.ts';
import type { ReadSettingsRequest as _tamada_v1_ReadSettingsRequest, ReadSettingsRequest__Output as _tamada_v1_ReadSettingsRequest__Output } from './tamada/v1/ReadSettingsRequest.ts';
import type { ReadSnapshotRequest as _tamada_v1_ReadSnapshotRequest, ReadSnapshotRequest__Output as _tamada_v1_ReadSnapshotRequest__Output } from './tamada/v1/ReadSnapshotRequest.ts';
import type { RebootRequest as _tamada_v1_RebootRequest, RebootRequest__Output as _tamada_v1_RebootRequest__Output } from './tamada/v1/RebootRequest.ts';
import type { RebuildJob as _tamada_v1_RebuildJob, RebuildJob__Output as _tamada_v1_RebuildJob__Output } from './tamada/v1/RebuildJob.ts';
import type { RecoveryTarget as _tamada_v1_RecoveryTarget, RecoveryTarget__Output as _tamada_v1_RecoveryTarget__Output } from './tamada/v1/RecoveryTarget.ts';
import type { ReinitMemberRequest as _tamada_v1_ReinitMemberRequest, ReinitMemberRequest__Output as _tamada_v1_ReinitMemberRequest__Output } from './tamada/v1/ReinitMemberRequest.ts';
import type { RemoveRestoredRequest as _tamada_v1_RemoveRestoredRequest, RemoveRestoredRequest__Output as _tamada_v1_RemoveRestoredRequest__Output } from './tamada/v1/RemoveRestoredRequest.ts';
import type { RestartMemberRequest as _tamada_v1_RestartMemberRequest, RestartMemberRequest__Output as _tamada_v1_RestartMemberRequest__Output } from './tamada/v1/RestartMemberRequest.ts';
import type { RestoreDone as _tamada_v1_RestoreDone, RestoreDone__Output as _tamada_v1_RestoreDone__Output } from './tamada/v1/RestoreDone.ts';
import type { RestoreJob as _tamada_v1_RestoreJob, RestoreJob__Output as _tamada_v1_RestoreJob__Output } from './tamada/v1/RestoreJob.ts';
import type { Restored as _tamada_v1_Restored, Restored__Output as _tamada_v1_Restored__Output } from './tamada/v1/Restored.ts';
import type { RevertBundleRequest as _tamada_v1_RevertBundleRequest, RevertBundleRequest__Output as _tamada_v1_RevertBundleRequest__Output } from './tamada/v1/RevertBundleRequest.ts';
import type { SendBackupRequest as _tamada_v1_SendBackupRequest, SendBackupRequest__Output as _tamada_v1_SendBackupRequest__Output } from './tamada/v1/SendBackupRequest.ts';
import type { SendDone as _tamada_v1_SendDone, SendDone__Output as _tamada_v1_SendDone__Output } from './tamada/v1/SendDone.ts';
import type { SendJob as _tamada_v1_SendJob, SendJob__Output as _tamada_v1_SendJob__Output } from './tamada/v1/SendJob.ts';
import type { SessionsReply as _tamada_v1_SessionsReply, SessionsReply__Output as _tamada_v1_SessionsReply__Output } from './tamada/v1/SessionsReply.ts';
import type { SetDrainedRequest as _tamada_v1_SetDrainedRequest, SetDrainedRequest__Output as _tamada_v1_SetDrainedRequest__Output } from './tamada/v1/SetDrainedRequest.ts';
import type { Setting as _tamada_v1_Setting, Setting__Output as _tamada_v1_Setting__Output } from './tamada/v1/Setting.ts';
import type { SettingsReply as _tamada_v1_SettingsReply, SettingsReply__Output as _tamada_v1_SettingsReply__Output } from './tamada/v1/SettingsReply.ts';
import type { SnapshotPart as _tamada_v1_SnapshotPart, SnapshotPart__Output as _tamada_v1_SnapshotPart__Output } from './tamada/v1/SnapshotPart.ts';
import type { Standby as _tamada_v1_Standby, Standby__Output as _tamada_v1_Standby__Output } from './tamada/v1/Standby.ts';
import type { StartJobRequest as _tamada_v1_StartJobRequest, StartJobRequest__Output as _tamada_v1_StartJobRequest__Output } from './tamada/v1/StartJobRequest.ts';
import type { StatusRequest as _tamada_v1_StatusRequest, StatusRequest__Output as _tamada_v1_StatusRequest__Output } from './tamada/v1/StatusRequest.ts';
import type { StepEvent as _tamada_v1_StepEvent, StepEvent__Output as _tamada_v1_StepEvent__Output } from './tamada/v1/StepEvent.ts';
import type { SurveyReply as _tamada_v1_SurveyReply, SurveyReply__Output as _tamada_v1_SurveyReply__Output } from './tamada/v1/SurveyReply.ts';
import type { SurveyRequest as _tamada_v1_SurveyRequest, SurveyRequest__Output as _tamada_v1_SurveyRequest__Output } from './tamada/v1/SurveyRequest.ts';
import type { TableName as _tamada_v1_TableName, TableName__Output as _tamada_v1_TableName__Output } from './tamada/v1/TableName.ts';
import type { Tablespace as _tamada_v1_Tablespace, Tablespace__Output as _tamada_v1_Tablespace__Output } from './tamada/v1/Tablespace.ts';
import type { TablespaceGoal as _tamada_v1_TablespaceGoal, TablespaceGoal__Output as _tamada_v1_TablespaceGoal__Output } from './tamada/v1/TablespaceGoal.ts';
import type { TakeLeadRequest as _tamada_v1_TakeLeadRequest, TakeLeadRequest__Output as _tamada_v1_TakeLeadRequest__Output } from './tamada/v1/TakeLeadRequest.ts';
import type { TimedResult as _tamada_v1_TimedResult, TimedResult__Output as _tamada_v1_TimedResult__Output } from './tamada/v1/TimedResult.ts';
import type { TimerState as _tamada_v1_TimerState, TimerState__Output as _tamada_v1_TimerState__Output } from './tamada/v1/TimerState.ts';
import type { TrialStatus as _tamada_v1_TrialStatus, TrialStatus__Output as _tamada_v1_TrialStatus__Output } from './tamada/v1/TrialStatus.ts';
import type { UnitStatus as _tamada_v1_UnitStatus, UnitStatus__Output as _tamada_v1_UnitStatus__Output } from './tamada/v1/UnitStatus.ts';
import type { UnitsLook as _tamada_v1_UnitsLook, UnitsLook__Output as _tamada_v1_UnitsLook__Output } from './tamada/v1/UnitsLook.ts';
import type { VerifyDone as _tamada_v1_VerifyDone, VerifyDone__Output as _tamada_v1_VerifyDone__Output } from './tamada/v1/VerifyDone.ts';
import type { VerifyJob as _tamada_v1_VerifyJob, VerifyJob__Output as _tamada_v1_VerifyJob__Output } from './tamada/v1/VerifyJob.ts';
import type { WalConflict as _tamada_v1_WalConflict, WalConflict__Output as _tamada_v1_WalConflict__Output } from './tamada/v1/WalConflict.ts';
import type { WalHole as _tamada_v1_WalHole, WalHole__Output as _tamada_v1_WalHole__Output } from './tamada/v1/WalHole.ts';
import type { WatchJobRequest as _tamada_v1_WatchJobRequest, WatchJobRequest__Output as _tamada_v1_WatchJobRequest__Output } from './tamada/v1/WatchJobRequest.ts';
import type { WatchStatusRequest as _tamada_v1_WatchStatusRequest, WatchStatusRequest__Output as _tamada_v1_WatchStatusRequest__Output } from './tamada/v1/WatchStatusRequest.ts';
import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from './tamada/v1/Word.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  tamada: {
    v1: {
      AclNode: MessageTypeDefinition<_tamada_v1_AclNode, _tamada_v1_AclNode__Output>
      AdoptMemberRequest: MessageTypeDefinition<_tamada_v1_AdoptMemberRequest, _tamada_v1_AdoptMemberRequest__Output>
      AdvanceDone: MessageTypeDefinition<_tamada_v1_AdvanceDone, _tamada_v1_AdvanceDone__Output>
      AdvanceJob: MessageTypeDefinition<_tamada_v1_AdvanceJob, _tamada_v1_AdvanceJob__Output>
      Agent: SubtypeConstructor<typeof grpc.Client, _tamada_v1_AgentClient> & { service: _tamada_v1_AgentDefinition }
      AgentStatus: MessageTypeDefinition<_tamada_v1_AgentStatus, _tamada_v1_AgentStatus__Output>
      ApplyDone: MessageTypeDefinition<_tamada_v1_ApplyDone, _tamada_v1_ApplyDone__Output>
      ApplyEvent: MessageTypeDefinition<_tamada_v1_ApplyEvent, _tamada_v1_ApplyEvent__Output>
      Archive: MessageTypeDefinition<_tamada_v1_Archive, _tamada_v1_Archive__Output>
      ArchivedTimeline: MessageTypeDefinition<_tamada_v1_ArchivedTimeline, _tamada_v1_ArchivedTimeline__Output>
      ArchiverFailure: MessageTypeDefinition<_tamada_v1_ArchiverFailure, _tamada_v1_ArchiverFailure__Output>
      ArchiverLook: MessageTypeDefinition<_tamada_v1_ArchiverLook, _tamada_v1_ArchiverLook__Output>
      ArchiverSaid: MessageTypeDefinition<_tamada_v1_ArchiverSaid, _tamada_v1_ArchiverSaid__Output>
      BackupDisk: MessageTypeDefinition<_tamada_v1_BackupDisk, _tamada_v1_BackupDisk__Output>
      BackupDone: MessageTypeDefinition<_tamada_v1_BackupDone, _tamada_v1_BackupDone__Output>
      BackupEntry: MessageTypeDefinition<_tamada_v1_BackupEntry, _tamada_v1_BackupEntry__Output>
      BackupJob: MessageTypeDefinition<_tamada_v1_BackupJob, _tamada_v1_BackupJob__Output>
      BackupLook: MessageTypeDefinition<_tamada_v1_BackupLook, _tamada_v1_BackupLook__Output>
      BackupProof: MessageTypeDefinition<_tamada_v1_BackupProof, _tamada_v1_BackupProof__Output>
      BackupSaid: MessageTypeDefinition<_tamada_v1_BackupSaid, _tamada_v1_BackupSaid__Output>
      BundleDirectory: MessageTypeDefinition<_tamada_v1_BundleDirectory, _tamada_v1_BundleDirectory__Output>
      BundleEnd: MessageTypeDefinition<_tamada_v1_BundleEnd, _tamada_v1_BundleEnd__Output>
      BundleFile: MessageTypeDefinition<_tamada_v1_BundleFile, _tamada_v1_BundleFile__Output>
      BundleHeader: MessageTypeDefinition<_tamada_v1_BundleHeader, _tamada_v1_BundleHeader__Output>
      BundleMore: MessageTypeDefinition<_tamada_v1_BundleMore, _tamada_v1_BundleMore__Output>
      BundlePart: MessageTypeDefinition<_tamada_v1_BundlePart, _tamada_v1_BundlePart__Output>
      BundleSecret: MessageTypeDefinition<_tamada_v1_BundleSecret, _tamada_v1_BundleSecret__Output>
      BundleUnit: MessageTypeDefinition<_tamada_v1_BundleUnit, _tamada_v1_BundleUnit__Output>
      CancelJobRequest: MessageTypeDefinition<_tamada_v1_CancelJobRequest, _tamada_v1_CancelJobRequest__Output>
      Catalogue: MessageTypeDefinition<_tamada_v1_Catalogue, _tamada_v1_Catalogue__Output>
      CatalogueLook: MessageTypeDefinition<_tamada_v1_CatalogueLook, _tamada_v1_CatalogueLook__Output>
      CatalogueSaid: MessageTypeDefinition<_tamada_v1_CatalogueSaid, _tamada_v1_CatalogueSaid__Output>
      CertificateReply: MessageTypeDefinition<_tamada_v1_CertificateReply, _tamada_v1_CertificateReply__Output>
      CertificateRequest: MessageTypeDefinition<_tamada_v1_CertificateRequest, _tamada_v1_CertificateRequest__Output>
      CertificateStatus: MessageTypeDefinition<_tamada_v1_CertificateStatus, _tamada_v1_CertificateStatus__Output>
      CertificatesLook: MessageTypeDefinition<_tamada_v1_CertificatesLook, _tamada_v1_CertificatesLook__Output>
      ChangeLeaderRequest: MessageTypeDefinition<_tamada_v1_ChangeLeaderRequest, _tamada_v1_ChangeLeaderRequest__Output>
      ChangeReply: MessageTypeDefinition<_tamada_v1_ChangeReply, _tamada_v1_ChangeReply__Output>
      CheckArchiveReply: MessageTypeDefinition<_tamada_v1_CheckArchiveReply, _tamada_v1_CheckArchiveReply__Output>
      CheckArchiveRequest: MessageTypeDefinition<_tamada_v1_CheckArchiveRequest, _tamada_v1_CheckArchiveRequest__Output>
      CheckLook: MessageTypeDefinition<_tamada_v1_CheckLook, _tamada_v1_CheckLook__Output>
      CheckSaid: MessageTypeDefinition<_tamada_v1_CheckSaid, _tamada_v1_CheckSaid__Output>
      CheckStatus: MessageTypeDefinition<_tamada_v1_CheckStatus, _tamada_v1_CheckStatus__Output>
      ClearStaleInitializeRequest: MessageTypeDefinition<_tamada_v1_ClearStaleInitializeRequest, _tamada_v1_ClearStaleInitializeRequest__Output>
      ConfirmBundleRequest: MessageTypeDefinition<_tamada_v1_ConfirmBundleRequest, _tamada_v1_ConfirmBundleRequest__Output>
      ConsulLeader: MessageTypeDefinition<_tamada_v1_ConsulLeader, _tamada_v1_ConsulLeader__Output>
      ConsulLook: MessageTypeDefinition<_tamada_v1_ConsulLook, _tamada_v1_ConsulLook__Output>
      ConsulSaid: MessageTypeDefinition<_tamada_v1_ConsulSaid, _tamada_v1_ConsulSaid__Output>
      ConsulServer: MessageTypeDefinition<_tamada_v1_ConsulServer, _tamada_v1_ConsulServer__Output>
      ConsulServersLook: MessageTypeDefinition<_tamada_v1_ConsulServersLook, _tamada_v1_ConsulServersLook__Output>
      ControlDelayedRequest: MessageTypeDefinition<_tamada_v1_ControlDelayedRequest, _tamada_v1_ControlDelayedRequest__Output>
      Damage: MessageTypeDefinition<_tamada_v1_Damage, _tamada_v1_Damage__Output>
      DataFolder: MessageTypeDefinition<_tamada_v1_DataFolder, _tamada_v1_DataFolder__Output>
      Database: MessageTypeDefinition<_tamada_v1_Database, _tamada_v1_Database__Output>
      DatabaseRole: MessageTypeDefinition<_tamada_v1_DatabaseRole, _tamada_v1_DatabaseRole__Output>
      DcsConfig: MessageTypeDefinition<_tamada_v1_DcsConfig, _tamada_v1_DcsConfig__Output>
      DcsInitialize: MessageTypeDefinition<_tamada_v1_DcsInitialize, _tamada_v1_DcsInitialize__Output>
      DcsLeader: MessageTypeDefinition<_tamada_v1_DcsLeader, _tamada_v1_DcsLeader__Output>
      DcsLook: MessageTypeDefinition<_tamada_v1_DcsLook, _tamada_v1_DcsLook__Output>
      DcsMember: MessageTypeDefinition<_tamada_v1_DcsMember, _tamada_v1_DcsMember__Output>
      DcsSaid: MessageTypeDefinition<_tamada_v1_DcsSaid, _tamada_v1_DcsSaid__Output>
      DelayedLook: MessageTypeDefinition<_tamada_v1_DelayedLook, _tamada_v1_DelayedLook__Output>
      DelayedRunway: MessageTypeDefinition<_tamada_v1_DelayedRunway, _tamada_v1_DelayedRunway__Output>
      DelayedSaid: MessageTypeDefinition<_tamada_v1_DelayedSaid, _tamada_v1_DelayedSaid__Output>
      DelayedWait: MessageTypeDefinition<_tamada_v1_DelayedWait, _tamada_v1_DelayedWait__Output>
      DiskState: MessageTypeDefinition<_tamada_v1_DiskState, _tamada_v1_DiskState__Output>
      DrainedStatus: MessageTypeDefinition<_tamada_v1_DrainedStatus, _tamada_v1_DrainedStatus__Output>
      DropFound: MessageTypeDefinition<_tamada_v1_DropFound, _tamada_v1_DropFound__Output>
      DumpDone: MessageTypeDefinition<_tamada_v1_DumpDone, _tamada_v1_DumpDone__Output>
      DumpJob: MessageTypeDefinition<_tamada_v1_DumpJob, _tamada_v1_DumpJob__Output>
      DumpPart: MessageTypeDefinition<_tamada_v1_DumpPart, _tamada_v1_DumpPart__Output>
      EmptyMemberRequest: MessageTypeDefinition<_tamada_v1_EmptyMemberRequest, _tamada_v1_EmptyMemberRequest__Output>
      EnsureAclRequest: MessageTypeDefinition<_tamada_v1_EnsureAclRequest, _tamada_v1_EnsureAclRequest__Output>
      EnsureDatabasesRequest: MessageTypeDefinition<_tamada_v1_EnsureDatabasesRequest, _tamada_v1_EnsureDatabasesRequest__Output>
      EnsureDynamicConfigRequest: MessageTypeDefinition<_tamada_v1_EnsureDynamicConfigRequest, _tamada_v1_EnsureDynamicConfigRequest__Output>
      ExpireDone: MessageTypeDefinition<_tamada_v1_ExpireDone, _tamada_v1_ExpireDone__Output>
      ExpireJob: MessageTypeDefinition<_tamada_v1_ExpireJob, _tamada_v1_ExpireJob__Output>
      ExpiredWal: MessageTypeDefinition<_tamada_v1_ExpiredWal, _tamada_v1_ExpiredWal__Output>
      Facts: MessageTypeDefinition<_tamada_v1_Facts, _tamada_v1_Facts__Output>
      FactsRequest: MessageTypeDefinition<_tamada_v1_FactsRequest, _tamada_v1_FactsRequest__Output>
      FindDone: MessageTypeDefinition<_tamada_v1_FindDone, _tamada_v1_FindDone__Output>
      FindJob: MessageTypeDefinition<_tamada_v1_FindJob, _tamada_v1_FindJob__Output>
      HaproxyCounting: MessageTypeDefinition<_tamada_v1_HaproxyCounting, _tamada_v1_HaproxyCounting__Output>
      HaproxyFrontend: MessageTypeDefinition<_tamada_v1_HaproxyFrontend, _tamada_v1_HaproxyFrontend__Output>
      HaproxyLook: MessageTypeDefinition<_tamada_v1_HaproxyLook, _tamada_v1_HaproxyLook__Output>
      HaproxySaid: MessageTypeDefinition<_tamada_v1_HaproxySaid, _tamada_v1_HaproxySaid__Output>
      HaproxyServer: MessageTypeDefinition<_tamada_v1_HaproxyServer, _tamada_v1_HaproxyServer__Output>
      HbaError: MessageTypeDefinition<_tamada_v1_HbaError, _tamada_v1_HbaError__Output>
      HistoryEntry: MessageTypeDefinition<_tamada_v1_HistoryEntry, _tamada_v1_HistoryEntry__Output>
      HistoryReply: MessageTypeDefinition<_tamada_v1_HistoryReply, _tamada_v1_HistoryReply__Output>
      HoldLeaseRequest: MessageTypeDefinition<_tamada_v1_HoldLeaseRequest, _tamada_v1_HoldLeaseRequest__Output>
      InfoReply: MessageTypeDefinition<_tamada_v1_InfoReply, _tamada_v1_InfoReply__Output>
      InfoRequest: MessageTypeDefinition<_tamada_v1_InfoRequest, _tamada_v1_InfoRequest__Output>
      InstallCertificateReply: MessageTypeDefinition<_tamada_v1_InstallCertificateReply, _tamada_v1_InstallCertificateReply__Output>
      InstallCertificateRequest: MessageTypeDefinition<_tamada_v1_InstallCertificateRequest, _tamada_v1_InstallCertificateRequest__Output>
      InstallPackagesRequest: MessageTypeDefinition<_tamada_v1_InstallPackagesRequest, _tamada_v1_InstallPackagesRequest__Output>
      JobDone: MessageTypeDefinition<_tamada_v1_JobDone, _tamada_v1_JobDone__Output>
      JobFailure: MessageTypeDefinition<_tamada_v1_JobFailure, _tamada_v1_JobFailure__Output>
      JobState: MessageTypeDefinition<_tamada_v1_JobState, _tamada_v1_JobState__Output>
      LeaseEvent: MessageTypeDefinition<_tamada_v1_LeaseEvent, _tamada_v1_LeaseEvent__Output>
      LeaseState: MessageTypeDefinition<_tamada_v1_LeaseState, _tamada_v1_LeaseState__Output>
      LetGo: MessageTypeDefinition<_tamada_v1_LetGo, _tamada_v1_LetGo__Output>
      ListJobsReply: MessageTypeDefinition<_tamada_v1_ListJobsReply, _tamada_v1_ListJobsReply__Output>
      ListJobsRequest: MessageTypeDefinition<_tamada_v1_ListJobsRequest, _tamada_v1_ListJobsRequest__Output>
      ListRestoredReply: MessageTypeDefinition<_tamada_v1_ListRestoredReply, _tamada_v1_ListRestoredReply__Output>
      ListRestoredRequest: MessageTypeDefinition<_tamada_v1_ListRestoredRequest, _tamada_v1_ListRestoredRequest__Output>
      ListenEvent: MessageTypeDefinition<_tamada_v1_ListenEvent, _tamada_v1_ListenEvent__Output>
      ListenRequest: MessageTypeDefinition<_tamada_v1_ListenRequest, _tamada_v1_ListenRequest__Output>
      MemberDone: MessageTypeDefinition<_tamada_v1_MemberDone, _tamada_v1_MemberDone__Output>
      MemberJob: MessageTypeDefinition<_tamada_v1_MemberJob, _tamada_v1_MemberJob__Output>
      MemberLook: MessageTypeDefinition<_tamada_v1_MemberLook, _tamada_v1_MemberLook__Output>
      MemberRestore: MessageTypeDefinition<_tamada_v1_MemberRestore, _tamada_v1_MemberRestore__Output>
      MemberSaid: MessageTypeDefinition<_tamada_v1_MemberSaid, _tamada_v1_MemberSaid__Output>
      NameState: MessageTypeDefinition<_tamada_v1_NameState, _tamada_v1_NameState__Output>
      NetworkInterface: MessageTypeDefinition<_tamada_v1_NetworkInterface, _tamada_v1_NetworkInterface__Output>
      NodeStatus: MessageTypeDefinition<_tamada_v1_NodeStatus, _tamada_v1_NodeStatus__Output>
      PackageState: MessageTypeDefinition<_tamada_v1_PackageState, _tamada_v1_PackageState__Output>
      PatroniReply: MessageTypeDefinition<_tamada_v1_PatroniReply, _tamada_v1_PatroniReply__Output>
      PinBackupRequest: MessageTypeDefinition<_tamada_v1_PinBackupRequest, _tamada_v1_PinBackupRequest__Output>
      PlaceProblem: MessageTypeDefinition<_tamada_v1_PlaceProblem, _tamada_v1_PlaceProblem__Output>
      PlanReply: MessageTypeDefinition<_tamada_v1_PlanReply, _tamada_v1_PlanReply__Output>
      PlannedStep: MessageTypeDefinition<_tamada_v1_PlannedStep, _tamada_v1_PlannedStep__Output>
      PortQuestion: MessageTypeDefinition<_tamada_v1_PortQuestion, _tamada_v1_PortQuestion__Output>
      PortState: MessageTypeDefinition<_tamada_v1_PortState, _tamada_v1_PortState__Output>
      PostmasterLook: MessageTypeDefinition<_tamada_v1_PostmasterLook, _tamada_v1_PostmasterLook__Output>
      PostmasterSaid: MessageTypeDefinition<_tamada_v1_PostmasterSaid, _tamada_v1_PostmasterSaid__Output>
      PrepareCatalogueRequest: MessageTypeDefinition<_tamada_v1_PrepareCatalogueRequest, _tamada_v1_PrepareCatalogueRequest__Output>
      ProbeReply: MessageTypeDefinition<_tamada_v1_ProbeReply, _tamada_v1_ProbeReply__Output>
      ProbeRequest: MessageTypeDefinition<_tamada_v1_ProbeRequest, _tamada_v1_ProbeRequest__Output>
      ProbeResult: MessageTypeDefinition<_tamada_v1_ProbeResult, _tamada_v1_ProbeResult__Output>
      ProbeTarget: MessageTypeDefinition<_tamada_v1_ProbeTarget, _tamada_v1_ProbeTarget__Output>
      ProgramVersion: MessageTypeDefinition<_tamada_v1_ProgramVersion, _tamada_v1_ProgramVersion__Output>
      Progress: MessageTypeDefinition<_tamada_v1_Progress, _tamada_v1_Progress__Output>
      PromoteDelayedRequest: MessageTypeDefinition<_tamada_v1_PromoteDelayedRequest, _tamada_v1_PromoteDelayedRequest__Output>
      ProveJob: MessageTypeDefinition<_tamada_v1_ProveJob, _tamada_v1_ProveJob__Output>
      PushedWal: MessageTypeDefinition<_tamada_v1_PushedWal, _tamada_v1_PushedWal__Output>
      ReadCatalogueRequest: MessageTypeDefinition<_tamada_v1_ReadCatalogueRequest, _tamada_v1_ReadCatalogueRequest__Output>
      ReadDumpRequest: MessageTypeDefinition<_tamada_v1_ReadDumpRequest, _tamada_v1_ReadDumpRequest__Output>
      ReadHistoryRequest: MessageTypeDefinition<_tamada_v1_ReadHistoryRequest, _tamada_v1_ReadHistoryRequest__Output>
      ReadLeaseRequest: MessageTypeDefinition<_tamada_v1_ReadLeaseRequest, _tamada_v1_ReadLeaseRequest__Output>
      ReadSessionsRequest: MessageTypeDefinition<_tamada_v1_ReadSessionsRequest, _tamada_v1_ReadSessionsRequest__Output>
      ReadSettingsRequest: MessageTypeDefinition<_tamada_v1_ReadSettingsRequest, _tamada_v1_ReadSettingsRequest__Output>
      ReadSnapshotRequest: MessageTypeDefinition<_tamada_v1_ReadSnapshotRequest, _tamada_v1_ReadSnapshotRequest__Output>
      RebootRequest: MessageTypeDefinition<_tamada_v1_RebootRequest, _tamada_v1_RebootRequest__Output>
      RebuildJob: MessageTypeDefinition<_tamada_v1_RebuildJob, _tamada_v1_RebuildJob__Output>
      RecoveryTarget: MessageTypeDefinition<_tamada_v1_RecoveryTarget, _tamada_v1_RecoveryTarget__Output>
      ReinitMemberRequest: MessageTypeDefinition<_tamada_v1_ReinitMemberRequest, _tamada_v1_ReinitMemberRequest__Output>
      RemoveRestoredRequest: MessageTypeDefinition<_tamada_v1_RemoveRestoredRequest, _tamada_v1_RemoveRestoredRequest__Output>
      RestartMemberRequest: MessageTypeDefinition<_tamada_v1_RestartMemberRequest, _tamada_v1_RestartMemberRequest__Output>
      RestoreDone: MessageTypeDefinition<_tamada_v1_RestoreDone, _tamada_v1_RestoreDone__Output>
      RestoreJob: MessageTypeDefinition<_tamada_v1_RestoreJob, _tamada_v1_RestoreJob__Output>
      Restored: MessageTypeDefinition<_tamada_v1_Restored, _tamada_v1_Restored__Output>
      RevertBundleRequest: MessageTypeDefinition<_tamada_v1_RevertBundleRequest, _tamada_v1_RevertBundleRequest__Output>
      SendBackupRequest: MessageTypeDefinition<_tamada_v1_SendBackupRequest, _tamada_v1_SendBackupRequest__Output>
      SendDone: MessageTypeDefinition<_tamada_v1_SendDone, _tamada_v1_SendDone__Output>
      SendJob: MessageTypeDefinition<_tamada_v1_SendJob, _tamada_v1_SendJob__Output>
      SessionsReply: MessageTypeDefinition<_tamada_v1_SessionsReply, _tamada_v1_SessionsReply__Output>
      SetDrainedRequest: MessageTypeDefinition<_tamada_v1_SetDrainedRequest, _tamada_v1_SetDrainedRequest__Output>
      Setting: MessageTypeDefinition<_tamada_v1_Setting, _tamada_v1_Setting__Output>
      SettingsReply: MessageTypeDefinition<_tamada_v1_SettingsReply, _tamada_v1_SettingsReply__Output>
      SnapshotPart: MessageTypeDefinition<_tamada_v1_SnapshotPart, _tamada_v1_SnapshotPart__Output>
      Standby: MessageTypeDefinition<_tamada_v1_Standby, _tamada_v1_Standby__Output>
      StartJobRequest: MessageTypeDefinition<_tamada_v1_StartJobRequest, _tamada_v1_StartJobRequest__Output>
      StatusRequest: MessageTypeDefinition<_tamada_v1_StatusRequest, _tamada_v1_StatusRequest__Output>
      StepEvent: MessageTypeDefinition<_tamada_v1_StepEvent, _tamada_v1_StepEvent__Output>
      SurveyReply: MessageTypeDefinition<_tamada_v1_SurveyReply, _tamada_v1_SurveyReply__Output>
      SurveyRequest: MessageTypeDefinition<_tamada_v1_SurveyRequest, _tamada_v1_SurveyRequest__Output>
      TableName: MessageTypeDefinition<_tamada_v1_TableName, _tamada_v1_TableName__Output>
      Tablespace: MessageTypeDefinition<_tamada_v1_Tablespace, _tamada_v1_Tablespace__Output>
      TablespaceGoal: MessageTypeDefinition<_tamada_v1_TablespaceGoal, _tamada_v1_TablespaceGoal__Output>
      TakeLeadRequest: MessageTypeDefinition<_tamada_v1_TakeLeadRequest, _tamada_v1_TakeLeadRequest__Output>
      TimedResult: MessageTypeDefinition<_tamada_v1_TimedResult, _tamada_v1_TimedResult__Output>
      TimerState: MessageTypeDefinition<_tamada_v1_TimerState, _tamada_v1_TimerState__Output>
      TrialStatus: MessageTypeDefinition<_tamada_v1_TrialStatus, _tamada_v1_TrialStatus__Output>
      UnitStatus: MessageTypeDefinition<_tamada_v1_UnitStatus, _tamada_v1_UnitStatus__Output>
      UnitsLook: MessageTypeDefinition<_tamada_v1_UnitsLook, _tamada_v1_UnitsLook__Output>
      VerifyDone: MessageTypeDefinition<_tamada_v1_VerifyDone, _tamada_v1_VerifyDone__Output>
      VerifyJob: MessageTypeDefinition<_tamada_v1_VerifyJob, _tamada_v1_VerifyJob__Output>
      WalConflict: MessageTypeDefinition<_tamada_v1_WalConflict, _tamada_v1_WalConflict__Output>
      WalHole: MessageTypeDefinition<_tamada_v1_WalHole, _tamada_v1_WalHole__Output>
      WatchJobRequest: MessageTypeDefinition<_tamada_v1_WatchJobRequest, _tamada_v1_WatchJobRequest__Output>
      WatchStatusRequest: MessageTypeDefinition<_tamada_v1_WatchStatusRequest, _tamada_v1_WatchStatusRequest__Output>
      Word: MessageTypeDefinition<_tamada_v1_Word, _tamada_v1_Word__Output>
    }
  }
}

