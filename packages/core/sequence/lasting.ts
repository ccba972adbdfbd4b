import type { Task, TaskKind } from './task.ts';

/** What a task leaves behind that no command of ours takes back; null where there is nothing, or the next apply replaces it. */
const lasting: Readonly<Record<TaskKind, string | null>> = {
  preflight: null,
  hold_lease: null,
  install_packages: 'packages stay installed',
  check_packages: null,
  gather_facts: null,
  prepare_bundles: null,
  certify_node: null,
  apply_bundle: null,
  ensure_acl: "Consul's ACL system stays bootstrapped",
  clear_stale_initialize: null,
  unblock_leader: null,
  ensure_dynamic_config: null,
  ensure_databases: 'databases and roles stay',
  prepare_catalogue: 'the catalogue stays',
  check_archive: null,
  first_backup: 'the backup stays until retention removes it',
  rebuild_delayed: null,
  wait_for: null,
  record_history: 'history is only added to',
};

/** What cannot be undone once the task is done; null where all of it can. */
export function cannotBeUndone(task: Task): string | null {
  if (task.kind === 'apply_bundle' && task.start.includes('patroni'))
    return 'a data directory is made where there is none; nothing of ours deletes it';
  return lasting[task.kind];
}
