import type { CommandRunner } from '@tamada/runtime';
import type { AgentContext } from '../agent-context.ts';

/** What probes use of the host. */
export interface ProbeTools {
  /** The node's own address, from which it probes. */
  readonly address: string;
  /** Our program that speaks IP protocol 112. */
  readonly vrrpProgram: string;
  readonly run: CommandRunner;
}

export function probeTools({ config, paths, run }: Pick<AgentContext, 'config' | 'paths' | 'run'>): ProbeTools {
  return { address: config.address, vrrpProgram: paths.at('/opt/tamada/current/bin/tamada-vrrp-probe'), run };
}
