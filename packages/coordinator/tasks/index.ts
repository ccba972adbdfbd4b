import type { Executors } from '../runner/run-sequence.ts';
import { applyBundle, confirmBundle } from './apply-bundle.ts';
import { checkArchive, firstBackup, prepareCatalogue, rebuildDelayed } from './backup-host.ts';
import { changeLeader, setPaused } from './leadership.ts';
import { awaitPending } from './await-pending.ts';
import { checkInForce } from './check-in-force.ts';
import { checkInitdb } from './check-initdb.ts';
import { certifyNode } from './certify-node.ts';
import { awaitIdle, rebootHost, setDrained } from './drain-host.ts';
import { checkPackages, installPackages } from './packages.ts';
import { clearStaleInitialize, unblockLeader } from './initialize-key.ts';
import { ensureAcl } from './ensure-acl.ts';
import { ensureDatabases, ensureDynamicConfig, patchDynamicConfig } from './on-leader.ts';
import { gatherFacts } from './gather-facts.ts';
import { takeLead } from './take-lead.ts';
import { holdLease } from './take-lease.ts';
import { preflight } from './preflight.ts';
import { prepareBundles } from './prepare-bundles.ts';
import { recordHistory } from './record-history.ts';
import { reinitMember } from './reinit-member.ts';
import { restartMember } from './restart-member.ts';
import { emptyMember, restoreMember } from './restore-member.ts';
import type { Found, TaskTools } from './tools.ts';
import { waitFor } from './observe.ts';

/** How each kind of task is done. */
export const executors: Executors<TaskTools, Found> = {
  preflight,
  hold_lease: holdLease,
  install_packages: installPackages,
  check_packages: checkPackages,
  gather_facts: gatherFacts,
  prepare_bundles: prepareBundles,
  check_initdb: checkInitdb,
  certify_node: certifyNode,
  apply_bundle: applyBundle,
  confirm_bundle: confirmBundle,
  ensure_acl: ensureAcl,
  clear_stale_initialize: clearStaleInitialize,
  unblock_leader: unblockLeader,
  ensure_dynamic_config: ensureDynamicConfig,
  patch_dynamic_config: patchDynamicConfig,
  await_pending: awaitPending,
  check_in_force: checkInForce,
  ensure_databases: ensureDatabases,
  prepare_catalogue: prepareCatalogue,
  check_archive: checkArchive,
  first_backup: firstBackup,
  rebuild_delayed: rebuildDelayed,
  empty_member: emptyMember,
  restore_member: restoreMember,
  change_leader: changeLeader,
  restart_member: restartMember,
  reinit_member: reinitMember,
  take_lead: takeLead,
  set_paused: setPaused,
  set_drained: setDrained,
  await_idle: awaitIdle,
  reboot_host: rebootHost,
  wait_for: waitFor,
  record_history: recordHistory,
};
