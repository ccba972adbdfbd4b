import type { Executors } from '../runner/index.ts';
import { applyBundle } from './apply-bundle.ts';
import { certifyNode } from './certify-node.ts';
import { checkPackages } from './check-packages.ts';
import { clearStaleInitialize } from './clear-stale-initialize.ts';
import { ensureAcl } from './ensure-acl.ts';
import { ensureDatabases } from './ensure-databases.ts';
import { ensureDynamicConfig } from './ensure-dynamic-config.ts';
import { gatherFacts } from './gather-facts.ts';
import { holdLease } from './hold-lease.ts';
import { installPackages } from './install-packages.ts';
import { preflight } from './preflight.ts';
import { prepareBundles } from './prepare-bundles.ts';
import { recordHistory } from './record-history.ts';
import type { TaskTools } from './tools.ts';
import { unblockLeader } from './unblock-leader.ts';
import { waitFor } from './wait-for.ts';

/** How each kind of task is done. */
export const executors: Executors<TaskTools> = {
  preflight,
  hold_lease: holdLease,
  install_packages: installPackages,
  check_packages: checkPackages,
  gather_facts: gatherFacts,
  prepare_bundles: prepareBundles,
  certify_node: certifyNode,
  apply_bundle: applyBundle,
  ensure_acl: ensureAcl,
  clear_stale_initialize: clearStaleInitialize,
  unblock_leader: unblockLeader,
  ensure_dynamic_config: ensureDynamicConfig,
  ensure_databases: ensureDatabases,
  wait_for: waitFor,
  record_history: recordHistory,
};

export { makeLease } from './lease.ts';
export { nodeNamed } from './node-named.ts';
export { observe } from './observe.ts';
export { nothingFound } from './tools.ts';
export type { Found, TaskTools } from './tools.ts';
