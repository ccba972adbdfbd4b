export type {
  BackupOptions,
  Datacenter,
  FailoverProfile,
  Node,
  PostgresOptions,
  Role,
  SynchronousGuarantee,
  Topology,
  UserOption,
  Vip,
} from './types.ts';
