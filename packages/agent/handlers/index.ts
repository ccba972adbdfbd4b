import type { AgentHandlers, RpcName } from '@tamada/wire';
import type { AgentContext, MakeHandler } from '../agent-context.ts';
import { applyHandler } from './apply.ts';
import {
  checkArchiveHandler,
  controlDelayedHandler,
  pinBackupHandler,
  prepareCatalogueHandler,
  listRestoredHandler,
  promoteDelayedHandler,
  readCatalogueHandler,
  removeRestoredHandler,
} from './backup.ts';
import { installCertificateHandler, requestCertificateHandler } from './certificates.ts';
import {
  appendHistoryHandler,
  clearStaleInitializeHandler,
  ensureAclHandler,
  holdLeaseHandler,
  readLeaseHandler,
  readHistoryHandler,
  readSnapshotHandler,
} from './consul.ts';
import { cancelJobHandler, listJobsHandler, readDumpHandler, sendBackupHandler, startJobHandler, watchJobHandler } from './jobs.ts';
import { adoptMemberHandler, emptyMemberHandler, planEmptyMemberHandler } from './member-restore.ts';
import { rebootHandler, setDrainedHandler } from './host.ts';
import { installPackagesHandler } from './packages.ts';
import { planBundleHandler } from './plan-bundle.ts';
import {
  changeLeaderHandler,
  ensureDatabasesHandler,
  ensureDynamicConfigHandler,
  readSessionsHandler,
  readSettingsHandler,
  reinitMemberHandler,
  restartMemberHandler,
  takeLeadHandler,
} from './postgres.ts';
import { confirmBundleHandler, revertBundleHandler } from './trial.ts';
import { listenHandler, probeHandler, surveyHandler } from './preflight.ts';
import { getFactsHandler, getStatusHandler, infoHandler, watchStatusHandler } from './status.ts';

/** Call → handler. A missing one does not compile. */
const makers: { readonly [N in RpcName]: MakeHandler<N> } = {
  Info: infoHandler,
  GetFacts: getFactsHandler,
  GetStatus: getStatusHandler,
  WatchStatus: watchStatusHandler,
  Survey: surveyHandler,
  Listen: listenHandler,
  Probe: probeHandler,
  InstallPackages: installPackagesHandler,
  RequestCertificate: requestCertificateHandler,
  InstallCertificate: installCertificateHandler,
  PlanBundle: planBundleHandler,
  Apply: applyHandler,
  ConfirmBundle: confirmBundleHandler,
  RevertBundle: revertBundleHandler,
  EnsureAcl: ensureAclHandler,
  ClearStaleInitialize: clearStaleInitializeHandler,
  EnsureDynamicConfig: ensureDynamicConfigHandler,
  ChangeLeader: changeLeaderHandler,
  RestartMember: restartMemberHandler,
  ReinitMember: reinitMemberHandler,
  TakeLead: takeLeadHandler,
  SetDrained: setDrainedHandler,
  Reboot: rebootHandler,
  ReadSessions: readSessionsHandler,
  ReadSettings: readSettingsHandler,
  EnsureDatabases: ensureDatabasesHandler,
  HoldLease: holdLeaseHandler,
  ReadLease: readLeaseHandler,
  ReadHistory: readHistoryHandler,
  ReadSnapshot: readSnapshotHandler,
  AppendHistory: appendHistoryHandler,
  StartJob: startJobHandler,
  WatchJob: watchJobHandler,
  ListJobs: listJobsHandler,
  CancelJob: cancelJobHandler,
  ReadDump: readDumpHandler,
  PrepareCatalogue: prepareCatalogueHandler,
  CheckArchive: checkArchiveHandler,
  ReadCatalogue: readCatalogueHandler,
  SendBackup: sendBackupHandler,
  ListRestored: listRestoredHandler,
  RemoveRestored: removeRestoredHandler,
  PlanEmptyMember: planEmptyMemberHandler,
  EmptyMember: emptyMemberHandler,
  AdoptMember: adoptMemberHandler,
  PinBackup: pinBackupHandler,
  ControlDelayed: controlDelayedHandler,
  PromoteDelayed: promoteDelayedHandler,
};

/** All handlers of one agent. */
export function makeHandlers(context: AgentContext): AgentHandlers {
  // Built by name from the table; the mapped type above says the same.
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make(context)])) as AgentHandlers;
}
