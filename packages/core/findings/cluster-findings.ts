import type { ClusterView } from '@tamada/core/view';
import { findingCodes, type Finding } from './finding.ts';
import type { FindingInput, Judge } from './judge.ts';
import { agentJudges } from './judges/agents.ts';
import { backupJudges } from './judges/backup.ts';
import { consulJudges } from './judges/consul.ts';
import { memberJudges } from './judges/members.ts';
import { trafficJudges } from './judges/traffic.ts';

/**
 * `healthy`: nothing worse than a notice. `degraded`: it takes writes, and there is a warning or worse. `down`: nobody takes writes, which is
 * known. `unknown`: nobody knows whether it does.
 */
export type Health = 'healthy' | 'degraded' | 'down' | 'unknown';

const judges: readonly Judge[] = [...memberJudges, ...trafficJudges, ...agentJudges, ...consulJudges, ...backupJudges];

/** Everything that an operator should know, the gravest first, in the vocabulary's order. */
export function clusterFindings(input: FindingInput): readonly Finding[] {
  const found = judges.flatMap((judge) => judge(input));
  return found.toSorted((a, b) => findingCodes.indexOf(a.code) - findingCodes.indexOf(b.code));
}

/** By whether writes are taken, then by the severities; a notice degrades nothing. */
export function healthOf({ takesWrites }: ClusterView, findings: readonly Finding[]): Health {
  switch (takesWrites.is) {
    case 'no':
      return 'down';
    case 'unknown':
      return 'unknown';
    case 'yes':
      return findings.some(({ severity }) => severity !== 'notice') ? 'degraded' : 'healthy';
  }
}
