import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AclNode as _tamada_v1_AclNode, AclNode__Output as _tamada_v1_AclNode__Output } from './tamada/v1/AclNode.ts';
import type { AgentClient as _tamada_v1_AgentClient, AgentDefinition as _tamada_v1_AgentDefinition } from './tamada/v1/Agent.ts';
import type { AgentStatus as _tamada_v1_AgentStatus, AgentStatus__Output as _tamada_v1_AgentStatus__Output } from './tamada/v1/AgentStatus.ts';
import type { ApplyDone as _tamada_v1_ApplyDone, ApplyDone__Output as _tamada_v1_ApplyDone__Output } from './tamada/v1/ApplyDone.ts';
import type { ApplyEvent as _tamada_v1_ApplyEvent, ApplyEvent__Output as _tamada_v1_ApplyEvent__Output } from './tamada/v1/ApplyEvent.ts';
import type { BundleDirectory as _tamada_v1_BundleDirectory, BundleDirectory__Output as _tamada_v1_BundleDirectory__Output } from './tamada/v1/BundleDirectory.ts';
import type { BundleEnd as _tamada_v1_BundleEnd, BundleEnd__Output as _tamada_v1_BundleEnd__Output } from './tamada/v1/BundleEnd.ts';
import type { BundleFile as _tamada_v1_BundleFile, BundleFile__Output as _tamada_v1_BundleFile__Output } from './tamada/v1/BundleFile.ts';
import type { BundleHeader as _tamada_v1_BundleHeader, BundleHeader__Output as _tamada_v1_BundleHeader__Output } from './tamada/v1/BundleHeader.ts';
import type { BundleMore as _tamada_v1_BundleMore, BundleMore__Output as _tamada_v1_BundleMore__Output } from './tamada/v1/BundleMore.ts';
import type { BundlePart as _tamada_v1_BundlePart, BundlePart__Output as _tamada_v1_BundlePart__Output } from './tamada/v1/BundlePart.ts';
import type { BundleSecret as _tamada_v1_BundleSecret, BundleSecret__Output as _tamada_v1_BundleSecret__Output } from './tamada/v1/BundleSecret.ts';
import type { BundleUnit as _tamada_v1_BundleUnit, BundleUnit__Output as _tamada_v1_BundleUnit__Output } from './tamada/v1/BundleUnit.ts';
import type { CertificateReply as _tamada_v1_CertificateReply, CertificateReply__Output as _tamada_v1_CertificateReply__Output } from './tamada/v1/CertificateReply.ts';
import type { CertificateRequest as _tamada_v1_CertificateRequest, CertificateRequest__Output as _tamada_v1_CertificateRequest__Output } from './tamada/v1/CertificateRequest.ts';
import type { CertificateStatus as _tamada_v1_CertificateStatus, CertificateStatus__Output as _tamada_v1_CertificateStatus__Output } from './tamada/v1/CertificateStatus.ts';
import type { ChangeReply as _tamada_v1_ChangeReply, ChangeReply__Output as _tamada_v1_ChangeReply__Output } from './tamada/v1/ChangeReply.ts';
import type { CheckLook as _tamada_v1_CheckLook, CheckLook__Output as _tamada_v1_CheckLook__Output } from './tamada/v1/CheckLook.ts';
import type { CheckSaid as _tamada_v1_CheckSaid, CheckSaid__Output as _tamada_v1_CheckSaid__Output } from './tamada/v1/CheckSaid.ts';
import type { CheckStatus as _tamada_v1_CheckStatus, CheckStatus__Output as _tamada_v1_CheckStatus__Output } from './tamada/v1/CheckStatus.ts';
import type { ClearStaleInitializeRequest as _tamada_v1_ClearStaleInitializeRequest, ClearStaleInitializeRequest__Output as _tamada_v1_ClearStaleInitializeRequest__Output } from './tamada/v1/ClearStaleInitializeRequest.ts';
import type { ConsulLeader as _tamada_v1_ConsulLeader, ConsulLeader__Output as _tamada_v1_ConsulLeader__Output } from './tamada/v1/ConsulLeader.ts';
import type { ConsulLook as _tamada_v1_ConsulLook, ConsulLook__Output as _tamada_v1_ConsulLook__Output } from './tamada/v1/ConsulLook.ts';
import type { ConsulSaid as _tamada_v1_ConsulSaid, ConsulSaid__Output as _tamada_v1_ConsulSaid__Output } from './tamada/v1/ConsulSaid.ts';
import type { ConsulServer as _tamada_v1_ConsulServer, ConsulServer__Output as _tamada_v1_ConsulServer__Output } from './tamada/v1/ConsulServer.ts';
import type { ConsulServersLook as _tamada_v1_ConsulServersLook, ConsulServersLook__Output as _tamada_v1_ConsulServersLook__Output } from './tamada/v1/ConsulServersLook.ts';
import type { DataFolder as _tamada_v1_DataFolder, DataFolder__Output as _tamada_v1_DataFolder__Output } from './tamada/v1/DataFolder.ts';
import type { Database as _tamada_v1_Database, Database__Output as _tamada_v1_Database__Output } from './tamada/v1/Database.ts';
import type { DatabaseRole as _tamada_v1_DatabaseRole, DatabaseRole__Output as _tamada_v1_DatabaseRole__Output } from './tamada/v1/DatabaseRole.ts';
import type { DcsConfig as _tamada_v1_DcsConfig, DcsConfig__Output as _tamada_v1_DcsConfig__Output } from './tamada/v1/DcsConfig.ts';
import type { DcsInitialize as _tamada_v1_DcsInitialize, DcsInitialize__Output as _tamada_v1_DcsInitialize__Output } from './tamada/v1/DcsInitialize.ts';
import type { DcsLeader as _tamada_v1_DcsLeader, DcsLeader__Output as _tamada_v1_DcsLeader__Output } from './tamada/v1/DcsLeader.ts';
import type { DcsLook as _tamada_v1_DcsLook, DcsLook__Output as _tamada_v1_DcsLook__Output } from './tamada/v1/DcsLook.ts';
import type { DcsMember as _tamada_v1_DcsMember, DcsMember__Output as _tamada_v1_DcsMember__Output } from './tamada/v1/DcsMember.ts';
import type { DcsSaid as _tamada_v1_DcsSaid, DcsSaid__Output as _tamada_v1_DcsSaid__Output } from './tamada/v1/DcsSaid.ts';
import type { DiskState as _tamada_v1_DiskState, DiskState__Output as _tamada_v1_DiskState__Output } from './tamada/v1/DiskState.ts';
import type { EnsureAclRequest as _tamada_v1_EnsureAclRequest, EnsureAclRequest__Output as _tamada_v1_EnsureAclRequest__Output } from './tamada/v1/EnsureAclRequest.ts';
import type { EnsureDatabasesRequest as _tamada_v1_EnsureDatabasesRequest, EnsureDatabasesRequest__Output as _tamada_v1_EnsureDatabasesRequest__Output } from './tamada/v1/EnsureDatabasesRequest.ts';
import type { EnsureDynamicConfigRequest as _tamada_v1_EnsureDynamicConfigRequest, EnsureDynamicConfigRequest__Output as _tamada_v1_EnsureDynamicConfigRequest__Output } from './tamada/v1/EnsureDynamicConfigRequest.ts';
import type { Facts as _tamada_v1_Facts, Facts__Output as _tamada_v1_Facts__Output } from './tamada/v1/Facts.ts';
import type { FactsRequest as _tamada_v1_FactsRequest, FactsRequest__Output as _tamada_v1_FactsRequest__Output } from './tamada/v1/FactsRequest.ts';
import type { HaproxyCounting as _tamada_v1_HaproxyCounting, HaproxyCounting__Output as _tamada_v1_HaproxyCounting__Output } from './tamada/v1/HaproxyCounting.ts';
import type { HaproxyFrontend as _tamada_v1_HaproxyFrontend, HaproxyFrontend__Output as _tamada_v1_HaproxyFrontend__Output } from './tamada/v1/HaproxyFrontend.ts';
import type { HaproxyLook as _tamada_v1_HaproxyLook, HaproxyLook__Output as _tamada_v1_HaproxyLook__Output } from './tamada/v1/HaproxyLook.ts';
import type { HaproxySaid as _tamada_v1_HaproxySaid, HaproxySaid__Output as _tamada_v1_HaproxySaid__Output } from './tamada/v1/HaproxySaid.ts';
import type { HaproxyServer as _tamada_v1_HaproxyServer, HaproxyServer__Output as _tamada_v1_HaproxyServer__Output } from './tamada/v1/HaproxyServer.ts';
import type { HistoryEntry as _tamada_v1_HistoryEntry, HistoryEntry__Output as _tamada_v1_HistoryEntry__Output } from './tamada/v1/HistoryEntry.ts';
import type { HistoryReply as _tamada_v1_HistoryReply, HistoryReply__Output as _tamada_v1_HistoryReply__Output } from './tamada/v1/HistoryReply.ts';
import type { HoldLeaseRequest as _tamada_v1_HoldLeaseRequest, HoldLeaseRequest__Output as _tamada_v1_HoldLeaseRequest__Output } from './tamada/v1/HoldLeaseRequest.ts';
import type { InfoReply as _tamada_v1_InfoReply, InfoReply__Output as _tamada_v1_InfoReply__Output } from './tamada/v1/InfoReply.ts';
import type { InfoRequest as _tamada_v1_InfoRequest, InfoRequest__Output as _tamada_v1_InfoRequest__Output } from './tamada/v1/InfoRequest.ts';
import type { InstallCertificateReply as _tamada_v1_InstallCertificateReply, InstallCertificateReply__Output as _tamada_v1_InstallCertificateReply__Output } from './tamada/v1/InstallCertificateReply.ts';
import type { InstallCertificateRequest as _tamada_v1_InstallCertificateRequest, InstallCertificateRequest__Output as _tamada_v1_InstallCertificateRequest__Output } from './tamada/v1/InstallCertificateRequest.ts';
import type { InstallPackagesRequest as _tamada_v1_InstallPackagesRequest, InstallPackagesRequest__Output as _tamada_v1_InstallPackagesRequest__Output } from './tamada/v1/InstallPackagesRequest.ts';
import type { LeaseEvent as _tamada_v1_LeaseEvent, LeaseEvent__Output as _tamada_v1_LeaseEvent__Output } from './tamada/v1/LeaseEvent.ts';
import type { LeaseState as _tamada_v1_LeaseState, LeaseState__Output as _tamada_v1_LeaseState__Output } from './tamada/v1/LeaseState.ts';
import type { ListenEvent as _tamada_v1_ListenEvent, ListenEvent__Output as _tamada_v1_ListenEvent__Output } from './tamada/v1/ListenEvent.ts';
import type { ListenRequest as _tamada_v1_ListenRequest, ListenRequest__Output as _tamada_v1_ListenRequest__Output } from './tamada/v1/ListenRequest.ts';
import type { MemberLook as _tamada_v1_MemberLook, MemberLook__Output as _tamada_v1_MemberLook__Output } from './tamada/v1/MemberLook.ts';
import type { MemberSaid as _tamada_v1_MemberSaid, MemberSaid__Output as _tamada_v1_MemberSaid__Output } from './tamada/v1/MemberSaid.ts';
import type { NameState as _tamada_v1_NameState, NameState__Output as _tamada_v1_NameState__Output } from './tamada/v1/NameState.ts';
import type { NetworkInterface as _tamada_v1_NetworkInterface, NetworkInterface__Output as _tamada_v1_NetworkInterface__Output } from './tamada/v1/NetworkInterface.ts';
import type { NodeStatus as _tamada_v1_NodeStatus, NodeStatus__Output as _tamada_v1_NodeStatus__Output } from './tamada/v1/NodeStatus.ts';
import type { PackageState as _tamada_v1_PackageState, PackageState__Output as _tamada_v1_PackageState__Output } from './tamada/v1/PackageState.ts';
import type { PlaceProblem as _tamada_v1_PlaceProblem, PlaceProblem__Output as _tamada_v1_PlaceProblem__Output } from './tamada/v1/PlaceProblem.ts';
import type { PlanReply as _tamada_v1_PlanReply, PlanReply__Output as _tamada_v1_PlanReply__Output } from './tamada/v1/PlanReply.ts';
import type { PlannedStep as _tamada_v1_PlannedStep, PlannedStep__Output as _tamada_v1_PlannedStep__Output } from './tamada/v1/PlannedStep.ts';
import type { PortQuestion as _tamada_v1_PortQuestion, PortQuestion__Output as _tamada_v1_PortQuestion__Output } from './tamada/v1/PortQuestion.ts';
import type { PortState as _tamada_v1_PortState, PortState__Output as _tamada_v1_PortState__Output } from './tamada/v1/PortState.ts';
import type { PostmasterLook as _tamada_v1_PostmasterLook, PostmasterLook__Output as _tamada_v1_PostmasterLook__Output } from './tamada/v1/PostmasterLook.ts';
import type { PostmasterSaid as _tamada_v1_PostmasterSaid, PostmasterSaid__Output as _tamada_v1_PostmasterSaid__Output } from './tamada/v1/PostmasterSaid.ts';
import type { ProbeReply as _tamada_v1_ProbeReply, ProbeReply__Output as _tamada_v1_ProbeReply__Output } from './tamada/v1/ProbeReply.ts';
import type { ProbeRequest as _tamada_v1_ProbeRequest, ProbeRequest__Output as _tamada_v1_ProbeRequest__Output } from './tamada/v1/ProbeRequest.ts';
import type { ProbeResult as _tamada_v1_ProbeResult, ProbeResult__Output as _tamada_v1_ProbeResult__Output } from './tamada/v1/ProbeResult.ts';
import type { ProbeTarget as _tamada_v1_ProbeTarget, ProbeTarget__Output as _tamada_v1_ProbeTarget__Output } from './tamada/v1/ProbeTarget.ts';
import type { ProgramVersion as _tamada_v1_ProgramVersion, ProgramVersion__Output as _tamada_v1_ProgramVersion__Output } from './tamada/v1/ProgramVersion.ts';
import type { Progress as _tamada_v1_Progress, Progress__Output as _tamada_v1_Progress__Output } from './tamada/v1/Progress.ts';
import type { ReadHistoryRequest as _tamada_v1_ReadHistoryRequest, ReadHistoryRequest__Output as _tamada_v1_ReadHistoryRequest__Output } from './tamada/v1/ReadHistoryRequest.ts';
import type { ReadLeaseRequest as _tamada_v1_ReadLeaseRequest, ReadLeaseRequest__Output as _tamada_v1_ReadLeaseRequest__Output } from './tamada/v1/ReadLeaseRequest.ts';
import type { Standby as _tamada_v1_Standby, Standby__Output as _tamada_v1_Standby__Output } from './tamada/v1/Standby.ts';
import type { StatusRequest as _tamada_v1_StatusRequest, StatusRequest__Output as _tamada_v1_StatusRequest__Output } from './tamada/v1/StatusRequest.ts';
import type { StepEvent as _tamada_v1_StepEvent, StepEvent__Output as _tamada_v1_StepEvent__Output } from './tamada/v1/StepEvent.ts';
import type { SurveyReply as _tamada_v1_SurveyReply, SurveyReply__Output as _tamada_v1_SurveyReply__Output } from './tamada/v1/SurveyReply.ts';
import type { SurveyRequest as _tamada_v1_SurveyRequest, SurveyRequest__Output as _tamada_v1_SurveyRequest__Output } from './tamada/v1/SurveyRequest.ts';
import type { UnitStatus as _tamada_v1_UnitStatus, UnitStatus__Output as _tamada_v1_UnitStatus__Output } from './tamada/v1/UnitStatus.ts';
import type { UnitsLook as _tamada_v1_UnitsLook, UnitsLook__Output as _tamada_v1_UnitsLook__Output } from './tamada/v1/UnitsLook.ts';
import type { WatchStatusRequest as _tamada_v1_WatchStatusRequest, WatchStatusRequest__Output as _tamada_v1_WatchStatusRequest__Output } from './tamada/v1/WatchStatusRequest.ts';
import type { Word as _tamada_v1_Word, Word__Output as _tamada_v1_Word__Output } from './tamada/v1/Word.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  tamada: {
    v1: {
      AclNode: MessageTypeDefinition<_tamada_v1_AclNode, _tamada_v1_AclNode__Output>
      Agent: SubtypeConstructor<typeof grpc.Client, _tamada_v1_AgentClient> & { service: _tamada_v1_AgentDefinition }
      AgentStatus: MessageTypeDefinition<_tamada_v1_AgentStatus, _tamada_v1_AgentStatus__Output>
      ApplyDone: MessageTypeDefinition<_tamada_v1_ApplyDone, _tamada_v1_ApplyDone__Output>
      ApplyEvent: MessageTypeDefinition<_tamada_v1_ApplyEvent, _tamada_v1_ApplyEvent__Output>
      BundleDirectory: MessageTypeDefinition<_tamada_v1_BundleDirectory, _tamada_v1_BundleDirectory__Output>
      BundleEnd: MessageTypeDefinition<_tamada_v1_BundleEnd, _tamada_v1_BundleEnd__Output>
      BundleFile: MessageTypeDefinition<_tamada_v1_BundleFile, _tamada_v1_BundleFile__Output>
      BundleHeader: MessageTypeDefinition<_tamada_v1_BundleHeader, _tamada_v1_BundleHeader__Output>
      BundleMore: MessageTypeDefinition<_tamada_v1_BundleMore, _tamada_v1_BundleMore__Output>
      BundlePart: MessageTypeDefinition<_tamada_v1_BundlePart, _tamada_v1_BundlePart__Output>
      BundleSecret: MessageTypeDefinition<_tamada_v1_BundleSecret, _tamada_v1_BundleSecret__Output>
      BundleUnit: MessageTypeDefinition<_tamada_v1_BundleUnit, _tamada_v1_BundleUnit__Output>
      CertificateReply: MessageTypeDefinition<_tamada_v1_CertificateReply, _tamada_v1_CertificateReply__Output>
      CertificateRequest: MessageTypeDefinition<_tamada_v1_CertificateRequest, _tamada_v1_CertificateRequest__Output>
      CertificateStatus: MessageTypeDefinition<_tamada_v1_CertificateStatus, _tamada_v1_CertificateStatus__Output>
      ChangeReply: MessageTypeDefinition<_tamada_v1_ChangeReply, _tamada_v1_ChangeReply__Output>
      CheckLook: MessageTypeDefinition<_tamada_v1_CheckLook, _tamada_v1_CheckLook__Output>
      CheckSaid: MessageTypeDefinition<_tamada_v1_CheckSaid, _tamada_v1_CheckSaid__Output>
      CheckStatus: MessageTypeDefinition<_tamada_v1_CheckStatus, _tamada_v1_CheckStatus__Output>
      ClearStaleInitializeRequest: MessageTypeDefinition<_tamada_v1_ClearStaleInitializeRequest, _tamada_v1_ClearStaleInitializeRequest__Output>
      ConsulLeader: MessageTypeDefinition<_tamada_v1_ConsulLeader, _tamada_v1_ConsulLeader__Output>
      ConsulLook: MessageTypeDefinition<_tamada_v1_ConsulLook, _tamada_v1_ConsulLook__Output>
      ConsulSaid: MessageTypeDefinition<_tamada_v1_ConsulSaid, _tamada_v1_ConsulSaid__Output>
      ConsulServer: MessageTypeDefinition<_tamada_v1_ConsulServer, _tamada_v1_ConsulServer__Output>
      ConsulServersLook: MessageTypeDefinition<_tamada_v1_ConsulServersLook, _tamada_v1_ConsulServersLook__Output>
      DataFolder: MessageTypeDefinition<_tamada_v1_DataFolder, _tamada_v1_DataFolder__Output>
      Database: MessageTypeDefinition<_tamada_v1_Database, _tamada_v1_Database__Output>
      DatabaseRole: MessageTypeDefinition<_tamada_v1_DatabaseRole, _tamada_v1_DatabaseRole__Output>
      DcsConfig: MessageTypeDefinition<_tamada_v1_DcsConfig, _tamada_v1_DcsConfig__Output>
      DcsInitialize: MessageTypeDefinition<_tamada_v1_DcsInitialize, _tamada_v1_DcsInitialize__Output>
      DcsLeader: MessageTypeDefinition<_tamada_v1_DcsLeader, _tamada_v1_DcsLeader__Output>
      DcsLook: MessageTypeDefinition<_tamada_v1_DcsLook, _tamada_v1_DcsLook__Output>
      DcsMember: MessageTypeDefinition<_tamada_v1_DcsMember, _tamada_v1_DcsMember__Output>
      DcsSaid: MessageTypeDefinition<_tamada_v1_DcsSaid, _tamada_v1_DcsSaid__Output>
      DiskState: MessageTypeDefinition<_tamada_v1_DiskState, _tamada_v1_DiskState__Output>
      EnsureAclRequest: MessageTypeDefinition<_tamada_v1_EnsureAclRequest, _tamada_v1_EnsureAclRequest__Output>
      EnsureDatabasesRequest: MessageTypeDefinition<_tamada_v1_EnsureDatabasesRequest, _tamada_v1_EnsureDatabasesRequest__Output>
      EnsureDynamicConfigRequest: MessageTypeDefinition<_tamada_v1_EnsureDynamicConfigRequest, _tamada_v1_EnsureDynamicConfigRequest__Output>
      Facts: MessageTypeDefinition<_tamada_v1_Facts, _tamada_v1_Facts__Output>
      FactsRequest: MessageTypeDefinition<_tamada_v1_FactsRequest, _tamada_v1_FactsRequest__Output>
      HaproxyCounting: MessageTypeDefinition<_tamada_v1_HaproxyCounting, _tamada_v1_HaproxyCounting__Output>
      HaproxyFrontend: MessageTypeDefinition<_tamada_v1_HaproxyFrontend, _tamada_v1_HaproxyFrontend__Output>
      HaproxyLook: MessageTypeDefinition<_tamada_v1_HaproxyLook, _tamada_v1_HaproxyLook__Output>
      HaproxySaid: MessageTypeDefinition<_tamada_v1_HaproxySaid, _tamada_v1_HaproxySaid__Output>
      HaproxyServer: MessageTypeDefinition<_tamada_v1_HaproxyServer, _tamada_v1_HaproxyServer__Output>
      HistoryEntry: MessageTypeDefinition<_tamada_v1_HistoryEntry, _tamada_v1_HistoryEntry__Output>
      HistoryReply: MessageTypeDefinition<_tamada_v1_HistoryReply, _tamada_v1_HistoryReply__Output>
      HoldLeaseRequest: MessageTypeDefinition<_tamada_v1_HoldLeaseRequest, _tamada_v1_HoldLeaseRequest__Output>
      InfoReply: MessageTypeDefinition<_tamada_v1_InfoReply, _tamada_v1_InfoReply__Output>
      InfoRequest: MessageTypeDefinition<_tamada_v1_InfoRequest, _tamada_v1_InfoRequest__Output>
      InstallCertificateReply: MessageTypeDefinition<_tamada_v1_InstallCertificateReply, _tamada_v1_InstallCertificateReply__Output>
      InstallCertificateRequest: MessageTypeDefinition<_tamada_v1_InstallCertificateRequest, _tamada_v1_InstallCertificateRequest__Output>
      InstallPackagesRequest: MessageTypeDefinition<_tamada_v1_InstallPackagesRequest, _tamada_v1_InstallPackagesRequest__Output>
      LeaseEvent: MessageTypeDefinition<_tamada_v1_LeaseEvent, _tamada_v1_LeaseEvent__Output>
      LeaseState: MessageTypeDefinition<_tamada_v1_LeaseState, _tamada_v1_LeaseState__Output>
      ListenEvent: MessageTypeDefinition<_tamada_v1_ListenEvent, _tamada_v1_ListenEvent__Output>
      ListenRequest: MessageTypeDefinition<_tamada_v1_ListenRequest, _tamada_v1_ListenRequest__Output>
      MemberLook: MessageTypeDefinition<_tamada_v1_MemberLook, _tamada_v1_MemberLook__Output>
      MemberSaid: MessageTypeDefinition<_tamada_v1_MemberSaid, _tamada_v1_MemberSaid__Output>
      NameState: MessageTypeDefinition<_tamada_v1_NameState, _tamada_v1_NameState__Output>
      NetworkInterface: MessageTypeDefinition<_tamada_v1_NetworkInterface, _tamada_v1_NetworkInterface__Output>
      NodeStatus: MessageTypeDefinition<_tamada_v1_NodeStatus, _tamada_v1_NodeStatus__Output>
      PackageState: MessageTypeDefinition<_tamada_v1_PackageState, _tamada_v1_PackageState__Output>
      PlaceProblem: MessageTypeDefinition<_tamada_v1_PlaceProblem, _tamada_v1_PlaceProblem__Output>
      PlanReply: MessageTypeDefinition<_tamada_v1_PlanReply, _tamada_v1_PlanReply__Output>
      PlannedStep: MessageTypeDefinition<_tamada_v1_PlannedStep, _tamada_v1_PlannedStep__Output>
      PortQuestion: MessageTypeDefinition<_tamada_v1_PortQuestion, _tamada_v1_PortQuestion__Output>
      PortState: MessageTypeDefinition<_tamada_v1_PortState, _tamada_v1_PortState__Output>
      PostmasterLook: MessageTypeDefinition<_tamada_v1_PostmasterLook, _tamada_v1_PostmasterLook__Output>
      PostmasterSaid: MessageTypeDefinition<_tamada_v1_PostmasterSaid, _tamada_v1_PostmasterSaid__Output>
      ProbeReply: MessageTypeDefinition<_tamada_v1_ProbeReply, _tamada_v1_ProbeReply__Output>
      ProbeRequest: MessageTypeDefinition<_tamada_v1_ProbeRequest, _tamada_v1_ProbeRequest__Output>
      ProbeResult: MessageTypeDefinition<_tamada_v1_ProbeResult, _tamada_v1_ProbeResult__Output>
      ProbeTarget: MessageTypeDefinition<_tamada_v1_ProbeTarget, _tamada_v1_ProbeTarget__Output>
      ProgramVersion: MessageTypeDefinition<_tamada_v1_ProgramVersion, _tamada_v1_ProgramVersion__Output>
      Progress: MessageTypeDefinition<_tamada_v1_Progress, _tamada_v1_Progress__Output>
      ReadHistoryRequest: MessageTypeDefinition<_tamada_v1_ReadHistoryRequest, _tamada_v1_ReadHistoryRequest__Output>
      ReadLeaseRequest: MessageTypeDefinition<_tamada_v1_ReadLeaseRequest, _tamada_v1_ReadLeaseRequest__Output>
      Standby: MessageTypeDefinition<_tamada_v1_Standby, _tamada_v1_Standby__Output>
      StatusRequest: MessageTypeDefinition<_tamada_v1_StatusRequest, _tamada_v1_StatusRequest__Output>
      StepEvent: MessageTypeDefinition<_tamada_v1_StepEvent, _tamada_v1_StepEvent__Output>
      SurveyReply: MessageTypeDefinition<_tamada_v1_SurveyReply, _tamada_v1_SurveyReply__Output>
      SurveyRequest: MessageTypeDefinition<_tamada_v1_SurveyRequest, _tamada_v1_SurveyRequest__Output>
      UnitStatus: MessageTypeDefinition<_tamada_v1_UnitStatus, _tamada_v1_UnitStatus__Output>
      UnitsLook: MessageTypeDefinition<_tamada_v1_UnitsLook, _tamada_v1_UnitsLook__Output>
      WatchStatusRequest: MessageTypeDefinition<_tamada_v1_WatchStatusRequest, _tamada_v1_WatchStatusRequest__Output>
      Word: MessageTypeDefinition<_tamada_v1_Word, _tamada_v1_Word__Output>
    }
  }
}

