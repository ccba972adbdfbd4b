import { describeTarget } from '../jobs/index.ts';
import { describeCondition } from './condition.ts';
import { configNames } from './rollout/compare-config.ts';
import type { Task, TaskKind } from './task.ts';

/** What a task does, in words; the node is said elsewhere. */
export function describeTask(task: Task): string {
  switch (task.kind) {
    case 'preflight':
      return 'check all nodes';
    case 'hold_lease':
      return task.required ? "hold the cluster's lease" : "hold the cluster's lease, where Consul has a leader already";
    case 'install_packages':
      return 'install the missing packages';
    case 'check_packages':
      return 'check that the packages are installed';
    case 'gather_facts':
      return 'ask for its facts';
    case 'prepare_bundles':
      return 'render the bundles';
    case 'check_initdb':
      return 'compare what cannot be changed once the cluster is made';
    case 'certify_node':
      return 'give it a certificate';
    case 'apply_bundle':
      // PostgreSQL runs inside Patroni.
      return task.start.length === 0 ? 'write its files' : `run ${task.start.filter((program) => program !== 'postgres').join(' and ')}`;
    case 'confirm_bundle':
      return 'confirm it: until now it would have gone back by itself';
    case 'ensure_acl':
      return "make Consul's policies and tokens";
    case 'clear_stale_initialize':
      return 'remove a stale initialize key';
    case 'unblock_leader':
      return 'remove the initialize key if one keeps the leader waiting';
    case 'ensure_dynamic_config':
      return dynamicConfigWords[task.archive];
    case 'patch_dynamic_config':
      return `patch Patroni's dynamic configuration: ${configNames(task.patch).join(', ')}`;
    case 'await_pending':
      return 'see who waits for a restart of PostgreSQL';
    case 'check_in_force':
      return 'compare what is in force with what is wanted';
    case 'ensure_databases':
      return task.only === null ? 'make roles and databases' : `make the ${task.only}`;
    case 'prepare_catalogue':
      return 'make the catalogue of backups';
    case 'check_archive':
      return 'send a segment of WAL to the archive';
    case 'first_backup':
      return task.on === 'any_timeline' ? 'take a full backup, where there is none' : "take a full backup on the leader's timeline";
    case 'rebuild_delayed':
      return task.again ? 'make the delayed replica again' : 'restore the delayed replica, where there is none';
    case 'empty_member':
      return task.restore.keepOldData ? 'stop the member and set its data aside' : 'stop the member and delete its data';
    case 'restore_member':
      return `restore backup ${task.restore.backup} and recover it to ${describeTarget(task.restore.target)}, along timeline ${String(task.restore.timeline)}`;
    case 'change_leader':
      return `hand over to ${task.to}`;
    case 'restart_member':
      return task.onlyIfPending ? 'restart PostgreSQL, if that is pending' : 'restart PostgreSQL';
    case 'reinit_member':
      return "throw its data away and copy the leader's";
    case 'take_lead':
      return 'become the leader';
    case 'set_paused':
      return task.paused ? 'turn automatic failover off' : 'turn automatic failover on';
    case 'set_drained':
      return task.drained ? 'drain it' : 'let it serve again';
    case 'await_idle':
      return 'wait until its clients are gone';
    case 'reboot_host':
      return 'reboot the host';
    case 'wait_for':
      return `wait until ${describeCondition(task.condition)}`;
    case 'record_history':
      return 'record the run, if it changed anything';
  }
}

const dynamicConfigWords = {
  set: "compare Patroni's dynamic configuration, with archiving",
  keep: "compare Patroni's dynamic configuration",
  only: "set archiving in Patroni's dynamic configuration",
} as const;

/** What a task leaves behind that no command of ours takes back; null where there is nothing, or the next apply replaces it. */
const lasting: Readonly<Record<TaskKind, string | null>> = {
  preflight: null,
  hold_lease: null,
  install_packages: 'packages stay installed',
  check_packages: null,
  gather_facts: null,
  prepare_bundles: null,
  check_initdb: null,
  certify_node: null,
  apply_bundle: null,
  confirm_bundle: null,
  ensure_acl: "Consul's ACL system stays bootstrapped",
  clear_stale_initialize: null,
  unblock_leader: null,
  ensure_dynamic_config: null,
  patch_dynamic_config: null,
  await_pending: null,
  check_in_force: null,
  ensure_databases: 'databases and roles stay',
  prepare_catalogue: 'the catalogue stays',
  check_archive: null,
  first_backup: 'the backup stays until retention removes it',
  rebuild_delayed: null,
  empty_member: 'the member is stopped; deleted data stays deleted',
  restore_member: 'the cluster goes on from there, on a new timeline',
  change_leader: 'open sessions are cut off',
  restart_member: 'open sessions there are cut off',
  reinit_member: 'its data is gone',
  take_lead: 'rows that it does not have are lost',
  set_paused: null,
  set_drained: null,
  await_idle: null,
  reboot_host: 'sessions that are left there are cut off',
  wait_for: null,
  record_history: 'history is only added to',
};

/** What cannot be undone once the task is done; null where all of it can. */
export function cannotBeUndone(task: Task): string | null {
  if (task.kind === 'apply_bundle' && task.start.includes('patroni'))
    return 'a data directory is made where there is none; nothing of ours deletes it';
  return lasting[task.kind];
}
