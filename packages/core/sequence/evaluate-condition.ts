import type { NodeStatus } from '@tamada/core/verdict';
import type { Condition, ConditionState } from './condition.ts';
import { aclReady, consulElected, consulHasLeader } from './conditions/consul.ts';
import { leaderRuns } from './conditions/leader.ts';
import { membersStream, syncGuaranteed } from './conditions/replication.ts';
import { rwLeadsToLeader, vipsHeld } from './conditions/traffic.ts';
import { unless } from './conditions/state.ts';

/** How a condition stands, judged by what the agents say; a node without a status does not answer. */
export function evaluateCondition(condition: Condition, answers: readonly NodeStatus[]): ConditionState {
  const statuses = new Map(answers.map((status) => [status.node, status]));
  switch (condition.kind) {
    case 'agents_answer': {
      const silent = condition.nodes.filter((node) => !statuses.has(node));
      return unless(
        silent.map((node) => `${node}: agent does not answer`),
        `${String(condition.nodes.length)} agents answer`,
      );
    }
    case 'consul_elected':
      return consulElected(condition.servers, statuses);
    case 'consul_has_leader':
      return consulHasLeader(condition.servers, statuses);
    case 'acl_ready':
      return aclReady(condition.nodes, statuses);
    case 'leader_runs':
      return leaderRuns(condition.members, statuses);
    case 'members_stream':
      return membersStream(condition.members, statuses);
    case 'sync_guaranteed':
      return syncGuaranteed(condition, statuses);
    case 'rw_leads_to_leader':
      return rwLeadsToLeader(condition.hosts, statuses);
    case 'vips_held':
      return vipsHeld(condition, statuses);
  }
}
