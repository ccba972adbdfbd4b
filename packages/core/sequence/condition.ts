import type { SynchronousGuarantee } from '@tamada/core/topology';

/** Something that a sequence waits for. Nodes are named, so that a status line can say which of them is missing. */
export type Condition =
  | { readonly kind: 'agents_answer'; readonly nodes: readonly string[] }
  /** Every server knows a raft leader; needs no token, so that it can be asked before there are any. */
  | { readonly kind: 'consul_elected'; readonly servers: readonly string[] }
  /** Raft has a leader, every server is a voter and alive, and every server knows it. */
  | { readonly kind: 'consul_has_leader'; readonly servers: readonly string[] }
  /** The token of every node's agent works. */
  | { readonly kind: 'acl_ready'; readonly nodes: readonly string[] }
  /** One of these members holds the leader key and runs as leader. */
  | { readonly kind: 'leader_runs'; readonly members: readonly string[] }
  /** All run on the leader's timeline, and the others stream from it. */
  | { readonly kind: 'members_stream'; readonly members: readonly string[] }
  /** Enough synchronous standbys, and one of them where the guarantee wants it. */
  | {
      readonly kind: 'sync_guaranteed';
      readonly guarantee: Exclude<SynchronousGuarantee, 'off'>;
      readonly members: readonly MemberPlace[];
      readonly standbys: number;
    }
  /** On each of these hosts HAProxy sends writes to the leader, and to nobody else. */
  | { readonly kind: 'rw_leads_to_leader'; readonly hosts: readonly string[] }
  /** Each VIP is held by exactly one of its hosts, by the leader's where the leader is one of them. */
  | { readonly kind: 'vips_held'; readonly vips: readonly VipPlace[]; readonly members: readonly string[] }
  /** From none of these hosts anything leads to the drained one any more: neither reads nor writes, no synchronous role, and no VIP of these. */
  | { readonly kind: 'nothing_leads_to'; readonly node: string; readonly hosts: readonly string[]; readonly vips: readonly string[] }
  /** All units that start with the host run. */
  | { readonly kind: 'units_run'; readonly node: string }
  /** The delayed replica on this host replays, and waits for nothing but its delay and the next segment. */
  | { readonly kind: 'delayed_replaying'; readonly host: string };

export type ConditionKind = Condition['kind'];

/** A member and where it stands. */
export interface MemberPlace {
  readonly name: string;
  readonly datacenter: string;
}

/** A VIP and the hosts that may hold it. */
export interface VipPlace {
  readonly address: string;
  readonly hosts: readonly string[];
}

/** How a condition stands now; the line says what is missing and on which node, or who did not answer. Unknown is not missing. */
export interface ConditionState {
  readonly is: 'met' | 'missing' | 'unknown';
  readonly line: string;
}

/** What is waited for, in words. */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'agents_answer':
      return `all ${String(condition.nodes.length)} agents answer`;
    case 'consul_elected':
      return 'Consul has elected a leader';
    case 'consul_has_leader':
      return `Consul has a leader and ${String(condition.servers.length)} voters`;
    case 'acl_ready':
      return `the Consul tokens of ${String(condition.nodes.length)} nodes work`;
    case 'leader_runs':
      return 'a leader runs';
    case 'members_stream':
      return `${String(condition.members.length)} members run on one timeline and stream`;
    case 'sync_guaranteed':
      return condition.guarantee === 'datacenter'
        ? `${String(condition.standbys)} synchronous standbys, one of them outside the leader's datacentre`
        : `${String(condition.standbys)} synchronous standby`;
    case 'rw_leads_to_leader':
      return `5555 leads to the leader from ${condition.hosts.join(', ')}`;
    case 'nothing_leads_to':
      return `nothing leads to ${condition.node} any more`;
    case 'units_run':
      return `all units of ${condition.node} run`;
    case 'delayed_replaying':
      return `the delayed replica on ${condition.host} replays`;
    case 'vips_held':
      return `${condition.vips.map(({ address }) => address).join(' and ')} ${condition.vips.length === 1 ? 'is held once' : 'are held once each'}, on the leader's host in its datacentre`;
  }
}

/** The nodes whose status a condition is judged by. */
export function conditionNodes(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'agents_answer':
    case 'acl_ready':
      return condition.nodes;
    case 'consul_elected':
    case 'consul_has_leader':
      return condition.servers;
    case 'leader_runs':
    case 'members_stream':
    case 'vips_held':
      return condition.members;
    case 'rw_leads_to_leader':
      return condition.hosts;
    case 'nothing_leads_to':
      return [...new Set([condition.node, ...condition.hosts])];
    case 'units_run':
      return [condition.node];
    case 'delayed_replaying':
      return [condition.host];
    case 'sync_guaranteed':
      return condition.members.map(({ name }) => name);
  }
}
