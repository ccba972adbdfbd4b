import type { JsonObject } from '../bundle/index.ts';
import type { Program } from '@tamada/core/facts';
import type { Condition } from './condition.ts';
import type { ClusterRestore } from './cluster-restore.ts';

/** One thing the coordinator does. A task says what is wanted; its executor first looks whether that is so already. */
export type Task =
  /** Judges all nodes and refuses to go on while a failure is left. */
  | { readonly kind: 'preflight' }
  /** Holds the cluster's lease, so that agents refuse other coordinators. Without a Consul leader there is none to hold. */
  | { readonly kind: 'hold_lease'; readonly required: boolean; /** Not through this node, which goes down. */ readonly except?: string }
  | { readonly kind: 'install_packages'; readonly node: string }
  /** Only looks: the operator installs, and is told the command. */
  | { readonly kind: 'check_packages'; readonly node: string }
  | { readonly kind: 'gather_facts'; readonly node: string }
  /** Renders all bundles from the facts, and gives them a generation. `standing`: what of a cluster that stands may become different. */
  | { readonly kind: 'prepare_bundles'; readonly standing: StandingChange }
  /** What initdb fixed is as the topology wants it: asked of any member that ran before and answers, or of the leader, once it is there. */
  | { readonly kind: 'check_initdb'; readonly members: readonly string[]; readonly through: 'anybody' | 'leader' }
  | { readonly kind: 'certify_node'; readonly node: string }
  /**
   * Converges a node on its bundle; only units of these programs are touched. `confirmWithinMs`: on trial; unless it is confirmed within this
   * time, counted by the node, the node goes back by itself.
   */
  | { readonly kind: 'apply_bundle'; readonly node: string; readonly start: readonly Program[]; readonly confirmWithinMs?: number }
  /** The node is well with the bundle that is on trial there: it stays. */
  | { readonly kind: 'confirm_bundle'; readonly node: string }
  | { readonly kind: 'ensure_acl'; readonly node: string }
  /** Through this node, whatever died while it made a cluster. */
  | { readonly kind: 'clear_stale_initialize'; readonly node: string }
  /** The same again and again until one of the members leads: the key of one that died may look alive until its host is back. */
  | { readonly kind: 'unblock_leader'; readonly node: string; readonly members: readonly string[]; readonly withinMs: number }
  /**
   * Through whichever of these members leads. `archive`: what it says about archiving is set, or kept as it is: before the catalogue is
   * ready no segment may go there, and once it is, no later run may undo that. `only` sets this and leaves alone all that somebody changed.
   * `early`: through any member, and only where there is a configuration that may keep the leader from running.
   */
  | {
      readonly kind: 'ensure_dynamic_config';
      readonly members: readonly string[];
      readonly archive: 'set' | 'keep' | 'only';
      readonly early?: true;
    }
  /** Through whichever of these members leads: these values and no others. */
  | { readonly kind: 'patch_dynamic_config'; readonly members: readonly string[]; readonly patch: JsonObject }
  /** Until Patroni of these members says that a restart is pending, for as long as one may take to say so. */
  | { readonly kind: 'await_pending'; readonly members: readonly string[] }
  /** What each of these members' PostgreSQL says of its parameters, beside what the topology wants. */
  | { readonly kind: 'check_in_force'; readonly members: readonly string[] }
  /** `only`: the backup tool's user, or all that the topology names. */
  | { readonly kind: 'ensure_databases'; readonly members: readonly string[]; readonly only: 'backup user' | null }
  /** Makes the catalogue with its stanza or instance, on the backup host. */
  | { readonly kind: 'prepare_catalogue'; readonly node: string }
  /** Through whichever of these members leads: a segment is ended, and must come to the archive. */
  | { readonly kind: 'check_archive'; readonly members: readonly string[] }
  /** A full backup where the catalogue has no good one, or none that was made on the leader's timeline. */
  | { readonly kind: 'first_backup'; readonly node: string; readonly on: 'any_timeline' | 'leaders_timeline' }
  /** Restores the delayed replica where it has nothing to go on from; `again`: also where it was made before the newest full backup. */
  | { readonly kind: 'rebuild_delayed'; readonly node: string; readonly again: boolean }
  /** Stops the member and sets its data aside, or destroys it; once for each restore. */
  | { readonly kind: 'empty_member'; readonly node: string; readonly restore: ClusterRestore }
  /** Restores the data directory from the backup, recovers it to the target, and takes it for the cluster's. */
  | { readonly kind: 'restore_member'; readonly node: string; readonly restore: ClusterRestore }
  /**
   * Through the leader's own Patroni; done when 5555 leads to the new one from each of the hosts. `makeSync`: so many standbys are synchronous
   * meanwhile, because Patroni hands over to no other; null where the candidate is already.
   */
  | {
      readonly kind: 'change_leader';
      readonly node: string;
      readonly to: string;
      readonly hosts: readonly string[];
      readonly makeSync: number | null;
    }
  /**
   * Through its own Patroni; done when PostgreSQL has another start time than `startedAtMs`, runs on the same timeline and takes WAL again.
   * A synchronous standby gives that role up first. `onlyIfPending`: only while a restart is pending there.
   */
  | {
      readonly kind: 'restart_member';
      readonly node: string;
      readonly members: readonly string[];
      readonly startedAtMs: number | null;
      readonly onlyIfPending: boolean;
    }
  /** Through its own Patroni; done when it streams from the leader with a new copy of its data. */
  | { readonly kind: 'reinit_member'; readonly node: string; readonly members: readonly string[] }
  /** Through its own Patroni, in a cluster without a leader; done when 5555 leads to it from each of the hosts. */
  | { readonly kind: 'take_lead'; readonly node: string; readonly hosts: readonly string[] }
  /** Automatic failover off, or on again, through whichever of these members answers. */
  | { readonly kind: 'set_paused'; readonly members: readonly string[]; readonly paused: boolean }
  /** Its agent remembers it, and tells the host's programs. `forReboot`: with the boot out of which it is to be rebooted. */
  | { readonly kind: 'set_drained'; readonly node: string; readonly drained: boolean; readonly forReboot: boolean }
  /** Until no session from the network is left on the host's PostgreSQL and in its HAProxy. `goOn`: after that time with those that are left. */
  | { readonly kind: 'await_idle'; readonly node: string; readonly withinMs: number; readonly goOn: boolean }
  /** Through its agent; done when that answers in another boot. One that was rebooted since it was marked for it is not rebooted again. */
  | { readonly kind: 'reboot_host'; readonly node: string }
  | { readonly kind: 'wait_for'; readonly condition: Condition; readonly withinMs: number }
  /** Adds the run to the cluster's history, if it changed anything. */
  | { readonly kind: 'record_history' };

/** What may differ from what was applied, once a member has run. */
export type StandingChange = 'nothing' | 'backups' | 'anything';

export type TaskKind = Task['kind'];

/** The node that a task is about; null for the whole cluster. */
export function taskNode(task: Task): string | null {
  return 'node' in task ? task.node : null;
}

/** Named tasks. Those of one stage run together; a stage begins when the one before it is done. */
export interface Phase {
  readonly name: string;
  readonly stages: readonly (readonly Task[])[];
}

/** A phase; a stage without tasks is left out. */
export function phase(name: string, ...stages: readonly (readonly Task[])[]): Phase {
  return { name, stages: stages.filter((stage) => stage.length > 0) };
}

/** The phases if the condition holds, else none. */
export function when(condition: boolean, ...phases: readonly Phase[]): readonly Phase[] {
  return condition ? phases : [];
}

export function phaseTasks(one: Phase): readonly Task[] {
  return one.stages.flat();
}

export function onEach(nodes: readonly string[], task: (node: string) => Task): readonly Task[] {
  return nodes.map(task);
}

/** A stage that waits. */
export function waitFor(condition: Condition, withinMs: number): readonly Task[] {
  return [{ kind: 'wait_for', condition, withinMs }];
}
