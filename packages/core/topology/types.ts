import type { Role } from '../platform/index.ts';
import type { FailoverProfile } from '../timing/index.ts';

export type { FailoverProfile, Role };

/** The topology with every default filled in: what all planning works on. Written by the operator as `cluster.yaml`. */
export interface Topology {
  readonly name: string;
  readonly datacenters: readonly Datacenter[];
  readonly nodes: readonly Node[];
  readonly postgres: PostgresOptions;
  readonly synchronous: { readonly guarantee: SynchronousGuarantee };
  /** Networks in CIDR form whose applications may reach 5555 and 5556. */
  readonly clients: readonly string[];
  /** Whether 5556 may lead to the leader while no replica is there. */
  readonly readOnly: { readonly fallbackToLeader: boolean };
  readonly failover: { readonly profile: FailoverProfile };
  readonly packages: 'managed' | 'external';
  readonly consul: { readonly datacenter: string; readonly logLevel: 'INFO' | 'WARN' | 'DEBUG' };
  readonly agent: { readonly port: number };
  readonly backup: BackupOptions | null;
  /** Names of rules that the operator demotes from error to warning. */
  readonly allow: readonly string[];
}

export interface Datacenter {
  readonly name: string;
  readonly vip: Vip | null;
}

export interface Vip {
  readonly address: string;
  readonly prefixLength: number;
  readonly virtualRouterId: number;
}

export interface Node {
  readonly name: string;
  readonly datacenter: string;
  /** IPv4 address by which the cluster's nodes reach each other. */
  readonly address: string;
  readonly role: Role;
}

/** `datacenter`: at least one synchronous standby always stands outside the leader's datacentre. */
export type SynchronousGuarantee = 'datacenter' | 'node' | 'off';

export interface PostgresOptions {
  readonly version: number;
  readonly port: number;
  readonly locale: string;
  readonly encoding: string;
  /** Server parameters that the operator adds or overrides; go into Patroni's dynamic configuration. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly databases: readonly { readonly name: string; readonly owner: string | null }[];
  /** Roles that may log in; each has a secret `user_<name>`. */
  readonly users: readonly { readonly name: string; readonly options: readonly UserOption[] }[];
  /** Lines for pg_hba.conf after those that the cluster needs. */
  readonly hba: readonly string[];
}

export type UserOption = 'CREATEDB' | 'CREATEROLE' | 'REPLICATION';

export interface BackupOptions {
  /** The database node that backups are taken from. */
  readonly source: string;
  /** Delay of the delayed replica in seconds; null for none. */
  readonly delayedReplica: { readonly delaySeconds: number } | null;
}
