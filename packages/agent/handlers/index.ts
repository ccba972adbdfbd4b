import type { AgentHandlers, RpcName } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import type { MakeHandler } from './handler.ts';
import { infoHandler } from './info.ts';
import { refuse } from './refuse.ts';

/** Call → handler. A missing one does not compile. */
const makers: { readonly [N in RpcName]: MakeHandler<N> } = {
  Info: infoHandler,
  GetFacts: () => refuse('GetFacts'),
  GetStatus: () => refuse('GetStatus'),
  WatchStatus: () => refuse('WatchStatus'),
  Survey: () => refuse('Survey'),
  Listen: () => refuse('Listen'),
  Probe: () => refuse('Probe'),
  InstallPackages: () => refuse('InstallPackages'),
  RequestCertificate: () => refuse('RequestCertificate'),
  InstallCertificate: () => refuse('InstallCertificate'),
  PlanBundle: () => refuse('PlanBundle'),
  Apply: () => refuse('Apply'),
  EnsureAcl: () => refuse('EnsureAcl'),
  ClearStaleInitialize: () => refuse('ClearStaleInitialize'),
  EnsureDynamicConfig: () => refuse('EnsureDynamicConfig'),
  EnsureDatabases: () => refuse('EnsureDatabases'),
  HoldLease: () => refuse('HoldLease'),
  ReadHistory: () => refuse('ReadHistory'),
  AppendHistory: () => refuse('AppendHistory'),
};

/** All handlers of one agent. */
export function makeHandlers(context: AgentContext): AgentHandlers {
  const entries = Object.entries(makers).map(([name, make]) => [name, make(context)]);
  // Built by name from the table; the mapped type above says the same.
  return Object.fromEntries(entries) as AgentHandlers;
}
