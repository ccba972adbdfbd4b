import type { CertificateName } from '@tamada/core/certificates';
import type { RpcName } from './service/types.ts';

/** Who may call an agent: what the client's certificate says in O. */
export const authorities = ['admin', 'operator', 'viewer'] as const;
export type Authority = (typeof authorities)[number];

/** What a certificate of this cluster may say in O. A node's own, whatever its use, open no agent. */
export type Organization = Authority | CertificateName;

interface Access {
  readonly allowed: readonly Authority[];
  /** Changes the node or the cluster: a call with an old fence is refused. */
  readonly changes: boolean;
}

const everybody: readonly Authority[] = ['admin', 'operator', 'viewer'];
const operators: readonly Authority[] = ['admin', 'operator'];
const admins: readonly Authority[] = ['admin'];

/** Who may call what. A call that is not named here does not compile; whoever is not named is refused. */
export const accessTable: Readonly<Record<RpcName, Access>> = {
  Info: { allowed: everybody, changes: false },
  GetFacts: { allowed: everybody, changes: false },
  GetStatus: { allowed: everybody, changes: false },
  WatchStatus: { allowed: everybody, changes: false },
  ReadHistory: { allowed: everybody, changes: false },
  Survey: { allowed: operators, changes: false },
  Listen: { allowed: operators, changes: false },
  Probe: { allowed: operators, changes: false },
  PlanBundle: { allowed: operators, changes: false },
  HoldLease: { allowed: operators, changes: false },
  AppendHistory: { allowed: operators, changes: true },
  InstallPackages: { allowed: admins, changes: true },
  RequestCertificate: { allowed: admins, changes: false },
  InstallCertificate: { allowed: admins, changes: false },
  Apply: { allowed: admins, changes: true },
  EnsureAcl: { allowed: admins, changes: true },
  ClearStaleInitialize: { allowed: admins, changes: true },
  EnsureDynamicConfig: { allowed: admins, changes: true },
  EnsureDatabases: { allowed: admins, changes: true },
};

/** A certificate's O as an authority; null for what may not call at all. */
export function parseAuthority(organization: string): Authority | null {
  return authorities.find((name) => name === organization) ?? null;
}
