import type { ErrorDetail } from '@tamada/core/errors';
import type { Facts } from '@tamada/core/facts';
import type { Node, Topology } from '@tamada/core/topology';
import type { ProbeResult, Survey } from './types.ts';

/** All that preflight judges: one report for each node of the topology. */
export interface PreflightInput {
  readonly topology: Topology;
  readonly reports: readonly NodeReport[];
}

/** What was learned about one node. */
export type NodeReport = AnsweredReport | SilentReport;

/** A node that does not answer, or not as it should: another peer, another protocol, a call that failed. */
export interface SilentReport {
  readonly node: Node;
  readonly answered: false;
  readonly error: ErrorDetail;
}

export interface AnsweredReport {
  readonly node: Node;
  readonly answered: true;
  /** Of the agent. */
  readonly version: string;
  /** The node's clock minus the coordinator's, in milliseconds, half of the round trip taken off. */
  readonly clockOffsetMs: number;
  readonly facts: Facts;
  readonly survey: Survey;
  /** Bytes of WAL a second over the life of a database node's cluster; null where none stands, and where nobody asks for backups. */
  readonly walBytesPerSecond: number | null;
  /** What this node found when it tried its peers. */
  readonly probes: readonly ProbeResult[];
}

/** The nodes that answered; about the others only the check `agent` speaks. */
export function answered(input: PreflightInput): readonly AnsweredReport[] {
  return input.reports.filter((report) => report.answered);
}
