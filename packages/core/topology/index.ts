export { durationSeconds } from './duration.ts';
export { freeFields } from './fields.ts';
export { addressPattern } from './ipv4.ts';
export { topologyJsonSchema } from './schema.ts';
export { backupNodes, consulServers, databaseNodes, nodeOf } from './nodes.ts';
export { managedParameters, parameterBounds, releaseOf } from './parameters/bounds.ts';
export { sameValue } from './parameters/read-value.ts';
export { parseTopology } from './parse.ts';
export type { ParsedTopology } from './parse.ts';
export { allowableRules, topologyRules } from './rules/index.ts';
export { mostVipHosts, topologyLimits } from './rules/limits.ts';
export { postgresUsers, requiredSecrets, secretOfNode } from './secrets.ts';
export type { RequiredSecret, TokenOfNode } from './secrets.ts';
export { name as nodeName, nameProblem, sqlName } from './schema/values.ts';
export { showTopology, topologyJson } from './show.ts';
export { synchronousNodeCount } from './sizes.ts';
export { templateKinds, topologyTemplate } from './template.ts';
export type { TemplateKind } from './template.ts';
export { vipHosts, vipWeights } from './vip-hosts.ts';
export type { VipHost } from './vip-hosts.ts';
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
