import type { CertificateName } from '@tamada/core/certificates';
import type { RpcName } from './service/contract.ts';

/** Who may call an agent: what the client's certificate says in O. `backup` is a node's own, for the catalogue only. */
export const authorities = ['admin', 'operator', 'viewer', 'backup'] as const;
export type Authority = (typeof authorities)[number];

/** What may be in a certificate's O in this cluster. A node's own open no agent, but for `backup`: with it hosts ask what the archive holds. */
export type Organization = Authority | CertificateName;

/** How much of a call an agent takes on. Every message is at most `messageLimitBytes`; only bundles have many. */
interface Room {
  /** At once, from everybody together; one certificate gets half of it. */
  readonly atOnce: number;
  /** Its request must be complete by then: a slower caller is cut off, because what it has sent so far costs memory. */
  readonly requestMs: number;
}

interface Access extends Room {
  readonly allowed: readonly Authority[];
  /** Changes the node or the cluster: a call with an old fence is refused. */
  readonly changes: boolean;
}

const everybody: readonly Authority[] = ['admin', 'operator', 'viewer'];
const operators: readonly Authority[] = ['admin', 'operator'];
const admins: readonly Authority[] = ['admin'];

const look: Room = { atOnce: 128, requestMs: 10_000 };
const some: Room = { atOnce: 32, requestMs: 10_000 };
/** A bundle over a slow line. It may have 4 MiB, so few are collected at once. */
const bundle: Room = { atOnce: 8, requestMs: 60_000 };

/** Who may call what. A call that is not named here does not compile; whoever is not named is refused. */
export const accessTable: Readonly<Record<RpcName, Access>> = {
  Info: { allowed: everybody, changes: false, ...look },
  GetFacts: { allowed: everybody, changes: false, ...some },
  GetStatus: { allowed: everybody, changes: false, ...look },
  WatchStatus: { allowed: everybody, changes: false, ...some },
  ReadHistory: { allowed: everybody, changes: false, ...some },
  Survey: { allowed: operators, changes: false, ...some },
  Listen: { allowed: operators, changes: false, ...some },
  Probe: { allowed: operators, changes: false, ...some },
  PlanBundle: { allowed: operators, changes: false, ...bundle },
  ReadLease: { allowed: operators, changes: false, ...look },
  HoldLease: { allowed: operators, changes: false, ...some },
  ReadSnapshot: { allowed: admins, changes: false, ...some },
  AppendHistory: { allowed: operators, changes: true, ...some },
  InstallPackages: { allowed: admins, changes: true, ...some },
  RequestCertificate: { allowed: admins, changes: false, ...some },
  InstallCertificate: { allowed: admins, changes: false, ...some },
  Apply: { allowed: admins, changes: true, ...bundle },
  ConfirmBundle: { allowed: admins, changes: true, ...some },
  RevertBundle: { allowed: admins, changes: true, ...some },
  EnsureAcl: { allowed: admins, changes: true, ...some },
  ClearStaleInitialize: { allowed: admins, changes: true, ...some },
  EnsureDynamicConfig: { allowed: admins, changes: true, ...some },
  ChangeLeader: { allowed: admins, changes: true, ...some },
  RestartMember: { allowed: admins, changes: true, ...some },
  ReinitMember: { allowed: admins, changes: true, ...some },
  TakeLead: { allowed: admins, changes: true, ...some },
  SetDrained: { allowed: admins, changes: true, ...some },
  Reboot: { allowed: admins, changes: true, ...some },
  ReadSessions: { allowed: operators, changes: false, ...some },
  ReadSettings: { allowed: operators, changes: false, ...some },
  EnsureDatabases: { allowed: admins, changes: true, ...some },
  // Jobs wait for each other in the node's own queue, also those of timers: no lease guards them.
  StartJob: { allowed: admins, changes: false, ...some },
  CancelJob: { allowed: admins, changes: false, ...some },
  WatchJob: { allowed: everybody, changes: false, ...some },
  ListJobs: { allowed: everybody, changes: false, ...some },
  ReadDump: { allowed: admins, changes: false, ...some },
  PrepareCatalogue: { allowed: admins, changes: true, ...some },
  CheckArchive: { allowed: admins, changes: false, ...some },
  ReadCatalogue: { allowed: [...everybody, 'backup'], changes: false, ...some },
  // Only for a folder of the caller's own host.
  SendBackup: { allowed: ['backup'], changes: false, ...some },
  ListRestored: { allowed: everybody, changes: false, ...some },
  RemoveRestored: { allowed: admins, changes: false, ...some },
  PlanEmptyMember: { allowed: admins, changes: false, ...some },
  EmptyMember: { allowed: admins, changes: true, ...some },
  AdoptMember: { allowed: admins, changes: true, ...some },
  PinBackup: { allowed: admins, changes: false, ...some },
  ControlDelayed: { allowed: admins, changes: false, ...some },
  PromoteDelayed: { allowed: admins, changes: false, ...some },
};

/** A certificate's O as an authority; null for what may not call at all. */
export function parseAuthority(organization: string): Authority | null {
  return authorities.find((name) => name === organization) ?? null;
}
