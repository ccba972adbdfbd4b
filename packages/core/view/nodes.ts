import type { Role, Topology } from '@tamada/core/topology';
import { silence, type Silence } from './look.ts';
import type { NodeStatus } from './node-status.ts';

/** What the coordinator learned about one node: its agent's answer, or the agent's silence. */
export type Observation =
  | { readonly node: string; readonly status: NodeStatus }
  | {
      readonly node: string;
      readonly status: null;
      /** `refused`: the host is up, its agent is not. `failed`: something answers that is not our agent, or an error came. */
      readonly silence: Silence;
      /** Something of the host answered: a refusal, a handshake, an earlier call. False: it may be off, frozen or cut off. */
      readonly heard: boolean;
    };

/** One node and what its agent said; exactly one of status and silence is null. */
export type NodeView = {
  readonly name: string;
  readonly datacenter: string;
  readonly role: Role;
  /** Something of the host answered, if only by refusing. */
  readonly heard: boolean;
} & ({ readonly status: NodeStatus; readonly silence: null } | { readonly status: null; readonly silence: Silence });

/** A source that was asked without an answer. `agent` is the node's agent as a whole. */
export interface Unanswered extends Pick<Silence, 'why' | 'problem' | 'waitedMs'> {
  readonly node: string;
  readonly source:
    'agent' | 'certificates' | 'consul' | 'consul_servers' | 'dcs' | 'patroni' | 'postmaster' | 'haproxy' | 'systemd' | 'check';
}

/** All nodes in the topology's order; one that nobody asked is silent. */
export function nodeViews({ nodes }: Topology, observations: readonly Observation[]): readonly NodeView[] {
  return nodes.map(({ name, datacenter, role }): NodeView => {
    const seen = observations.find(({ node }) => node === name);
    const base = { name, datacenter, role };
    if (seen === undefined) return { ...base, heard: false, status: null, silence: notAsked };
    if (seen.status === null) return { ...base, heard: seen.heard, status: null, silence: seen.silence };
    return { ...base, heard: true, status: seen.status, silence: null };
  });
}

const notAsked: Silence = { answer: 'silent', why: 'not_asked', problem: 'it was not asked', waitedMs: 0 };

/** Everything that was asked and did not answer. What was not asked because something else is missing is left out: that one is in the list. */
export function unanswered(nodes: readonly NodeView[]): readonly Unanswered[] {
  return nodes.flatMap(({ name, status, silence: own }) => {
    const silent = status === null ? [['agent', own] as const] : sources(status);
    return silent.flatMap(([source, quiet]) => {
      if (quiet === null || quiet.why === 'not_asked') return [];
      const { why, problem, waitedMs } = quiet;
      return [{ node: name, source, why, problem, waitedMs }];
    });
  });
}

function sources(status: NodeStatus): readonly (readonly [Unanswered['source'], Silence | null])[] {
  const { consul, dcs, member, postmaster, haproxy, units, checks, certificates } = status;
  return [
    ['consul', silence(consul)],
    ['consul_servers', consul?.answer === 'said' ? silence(consul.said.servers) : null],
    ['dcs', silence(dcs)],
    ['patroni', silence(member)],
    ['postmaster', silence(postmaster)],
    ['haproxy', silence(haproxy)],
    ['systemd', silence(units)],
    ['certificates', silence(certificates)],
    ...checks.map(({ look }) => ['check', silence(look)] as const),
  ];
}

/** Whether a unit of the node runs, by systemd; null where it does not tell. */
export function unitRuns({ units }: NodeStatus, unit: string): boolean | null {
  const state = units.answer === 'said' ? units.said.find(({ name }) => name === unit)?.state.is : undefined;
  switch (state) {
    case 'active':
    case 'activating':
    case 'deactivating':
      return true;
    case 'inactive':
    case 'failed':
      return false;
    default:
      return null;
  }
}

/** Why nobody was heard: the agent's silence, or that of one of its sources. */
export function silenceWords(what: string, { why, problem }: Silence): string {
  return why === 'timeout' ? `${what} did not answer in time: ${problem}` : `${what} does not answer: ${problem}`;
}
