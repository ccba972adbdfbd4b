import type { AgentHandlers, RpcName } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { appendHistoryHandler } from './append-history.ts';
import { applyHandler } from './apply.ts';
import {
  startJobHandler,
  watchJobHandler,
  listJobsHandler,
  cancelJobHandler,
  readDumpHandler,
  prepareCatalogueHandler,
  checkArchiveHandler,
  readCatalogueHandler,
  pinBackupHandler,
  controlDelayedHandler,
  promoteDelayedHandler,
} from './backup.ts';
import { clearStaleInitializeHandler } from './clear-stale-initialize.ts';
import { ensureAclHandler } from './ensure-acl.ts';
import { ensureDatabasesHandler } from './ensure-databases.ts';
import { ensureDynamicConfigHandler } from './ensure-dynamic-config.ts';
import { getFactsHandler } from './get-facts.ts';
import { getStatusHandler } from './get-status.ts';
import type { MakeHandler } from './handler.ts';
import { holdLeaseHandler } from './hold-lease.ts';
import { infoHandler } from './info.ts';
import { installCertificateHandler } from './install-certificate.ts';
import { installPackagesHandler } from './install-packages.ts';
import { listenHandler } from './listen.ts';
import { planBundleHandler } from './plan-bundle.ts';
import { probeHandler } from './probe.ts';
import { readLeaseHandler } from './read-lease.ts';
import { readHistoryHandler } from './read-history.ts';
import { requestCertificateHandler } from './request-certificate.ts';
import { surveyHandler } from './survey.ts';
import { watchStatusHandler } from './watch-status.ts';
import { withoutSecrets } from './without-secrets.ts';

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
  EnsureAcl: ensureAclHandler,
  ClearStaleInitialize: clearStaleInitializeHandler,
  EnsureDynamicConfig: ensureDynamicConfigHandler,
  EnsureDatabases: ensureDatabasesHandler,
  HoldLease: holdLeaseHandler,
  ReadLease: readLeaseHandler,
  ReadHistory: readHistoryHandler,
  AppendHistory: appendHistoryHandler,
  StartJob: startJobHandler,
  WatchJob: watchJobHandler,
  ListJobs: listJobsHandler,
  CancelJob: cancelJobHandler,
  ReadDump: readDumpHandler,
  PrepareCatalogue: prepareCatalogueHandler,
  CheckArchive: checkArchiveHandler,
  ReadCatalogue: readCatalogueHandler,
  PinBackup: pinBackupHandler,
  ControlDelayed: controlDelayedHandler,
  PromoteDelayed: promoteDelayedHandler,
};

/** All handlers of one agent. What one of them throws holds no secrets. */
export function makeHandlers(context: AgentContext): AgentHandlers {
  const entries = Object.entries(makers).map(([name, make]) => [name, guarded(make(context) as AnyHandler, context)]);
  // Built by name from the table; the mapped type above says the same.
  return Object.fromEntries(entries) as AgentHandlers;
}

/** What all four shapes of a call have in common. */
type AnyHandler = (input: unknown, call: unknown) => Promise<unknown> | AsyncIterable<unknown>;

function guarded(handler: AnyHandler, { secrets }: AgentContext): AnyHandler {
  return (input, call) => {
    const answer = handler(input, call);
    if (answer instanceof Promise) {
      return answer.catch(async (error: unknown) => {
        throw await withoutSecrets(error, secrets);
      });
    }
    return guardedStream(answer, secrets);
  };
}

async function* guardedStream(events: AsyncIterable<unknown>, secrets: AgentContext['secrets']): AsyncGenerator {
  try {
    yield* events;
  } catch (error) {
    throw await withoutSecrets(error, secrets);
  }
}
