import type { NodeStatus } from '@tamada/core/view';
import { protocolVersion } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';
import { hostAddresses } from '../facts/network-interface.ts';

/** For callers that do not say how long they can wait. */
const usualPatienceMs = 1000;
const mostPatienceMs = 10_000;

/**
 * One look at the node. The answer comes as soon as nothing is missing, and after `patienceMs` (0: a second) in any case; what is missing
 * then is said in its part. Never fails.
 */
export async function nodeStatus(agent: AgentContext, patienceMs: number): Promise<NodeStatus> {
  const { config, clock } = agent;
  const observedAtMs = clock.now();
  const patience = Math.min(patienceMs || usualPatienceMs, mostPatienceMs);
  const [{ consul, ...sensed }, backups] = await Promise.all([agent.senses.look(patience), agent.backups.look(patience)]);
  return {
    cluster: config.cluster,
    node: config.node,
    observedAtMs,
    agent: ownStatus(agent),
    consul: consul?.consul ?? null,
    dcs: consul?.dcs ?? null,
    ...sensed,
    addresses: hostAddresses(),
    ...backups,
  };
}

function ownStatus({ version, journal, exclusive, startedAtMs, boot }: AgentContext): NodeStatus['agent'] {
  const { active, confirmed, trial, established, drained } = journal.read();
  const busyWith = exclusive.busyWith();
  return {
    version,
    protocol: protocolVersion,
    activeGeneration: active?.generation ?? null,
    confirmedGeneration: confirmed?.generation ?? null,
    digest: active?.digest ?? null,
    busyWith: busyWith === '' ? null : busyWith,
    startedAtMs,
    memberEstablished: established !== null,
    trial:
      trial === null
        ? null
        : {
            generation: trial.generation,
            backTo: confirmed?.generation ?? 0,
            state: trial.state,
            untilMs: trial.untilMs,
            problem: trial.problem,
          },
    boot,
    drained: drained === null ? null : { sinceMs: drained.at, rebootFrom: drained.boot },
  };
}
