import { join } from 'node:path';
import { agentConfigPath } from '@tamada/core/platform';

export { agentConfigPath };

/** Where things are on the host. `at` puts any path of the host below the root, which is `/` except in tests. */
export interface AgentPaths {
  readonly root: string;
  readonly at: (path: string) => string;
  /** The folder of everything that the agent itself keeps. */
  readonly state: string;
  readonly journal: string;
  readonly secrets: string;
  /** Values of the confirmed bundle, while another one is on trial. */
  readonly secretsBefore: string;
  readonly generations: string;
  readonly staging: string;
  /** A folder for each job, and the locks of their queues. */
  readonly jobs: string;
  /** authority.crt, and certificate and key of each program: what the node's programs show each other. */
  readonly nodeTls: string;
  /** authority.crt, agent.crt, agent.key: what the agent shows the coordinator. */
  readonly agentTls: string;
  readonly config: string;
}

/** The paths below a root. */
export function agentPaths(root: string): AgentPaths {
  const at = (path: string): string => join(root, path);
  const state = at('/var/lib/tamada');
  return {
    root,
    at,
    state,
    journal: join(state, 'journal.json'),
    secrets: join(state, 'secrets.json'),
    secretsBefore: join(state, 'secrets-before.json'),
    generations: join(state, 'generations'),
    staging: join(state, 'staging'),
    jobs: join(state, 'jobs'),
    nodeTls: join(state, 'tls'),
    agentTls: at('/etc/tamada/tls'),
    config: at(agentConfigPath),
  };
}
