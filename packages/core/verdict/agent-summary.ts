import type { Topology } from '@tamada/core/topology';
import type { Observation } from './observation.ts';

/** One node's agent. Generations count from 1; 0 means that no bundle has been applied. */
export interface AgentSummary {
  readonly name: string;
  readonly datacenter: string;
  readonly role: string;
  readonly answers: boolean;
  readonly version: string | null;
  readonly generation: number | null;
  /** The last apply was finished. */
  readonly converged: boolean | null;
  readonly busyWith: string | null;
  readonly problem: string | null;
}

/** All agents in the topology's order. */
export function agentSummaries(topology: Topology, observations: readonly Observation[]): readonly AgentSummary[] {
  return topology.nodes.map(({ name, datacenter, role }) => {
    const observation = observations.find((candidate) => candidate.node === name);
    const base = { name, datacenter, role };
    if (observation?.status == null) {
      const problem = observation?.status === null ? observation.problem : 'not asked';
      return { ...base, answers: false, version: null, generation: null, converged: null, busyWith: null, problem };
    }
    const { agent } = observation.status;
    return {
      ...base,
      answers: true,
      version: agent.version,
      generation: agent.activeGeneration,
      converged: agent.activeGeneration === agent.confirmedGeneration,
      busyWith: agent.busyWith === '' ? null : agent.busyWith,
      problem: null,
    };
  });
}
