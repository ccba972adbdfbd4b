import type { ClusterView } from '@tamada/core/view';
import type { Condition, ConditionState } from './condition.ts';
import { delayedReplaying } from './conditions/backup.ts';
import { agentsAnswer } from './conditions/gaps.ts';
import { aclReady, consulElected, consulHasLeader } from './conditions/consul.ts';
import { leaderRuns } from './conditions/leader.ts';
import { membersStream, syncGuaranteed } from './conditions/replication.ts';
import { nothingLeadsTo, unitsRun } from './conditions/host.ts';
import { rwLeadsToLeader, vipsHeld } from './conditions/traffic.ts';

/** How a condition stands, by what everybody says. */
export function evaluateCondition(condition: Condition, view: ClusterView): ConditionState {
  switch (condition.kind) {
    case 'agents_answer':
      return agentsAnswer(condition.nodes, view);
    case 'consul_elected':
      return consulElected(condition.servers, view);
    case 'consul_has_leader':
      return consulHasLeader(condition.servers, view);
    case 'acl_ready':
      return aclReady(condition.nodes, view);
    case 'leader_runs':
      return leaderRuns(condition.members, view);
    case 'members_stream':
      return membersStream(condition.members, view);
    case 'sync_guaranteed':
      return syncGuaranteed(condition, view);
    case 'rw_leads_to_leader':
      return rwLeadsToLeader(condition.hosts, view);
    case 'vips_held':
      return vipsHeld(condition, view);
    case 'nothing_leads_to':
      return nothingLeadsTo(condition, view);
    case 'units_run':
      return unitsRun(condition.node, view);
    case 'delayed_replaying':
      return delayedReplaying(condition.host, view);
  }
}
