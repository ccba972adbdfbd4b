import type { AgentConfig } from '@tamada/core/bundle';
import { runs } from '@tamada/core/verdict';
import type { AgentPaths } from './paths.ts';
import { memberStatus } from './patroni/member-status.ts';
import { ownPatroni } from './patroni/rest.ts';

/** What the agent can learn of the node's PostgreSQL member without changing anything. */
export interface Member {
  /** The member's system id once it runs; null while it does not. Never throws. */
  readonly runs: () => Promise<{ readonly systemId: string } | null>;
}

/**
 * Turns a claim into `established` as soon as the member runs, and lets its unit start with the host from then on.
 * A claim whose member runs unseen would be taken for an aborted one after a power loss, so the agent looks by itself.
 */
export interface Establishment {
  /** Looks once, if there is a claim. */
  readonly look: () => Promise<void>;
  /** Looks every second until the claim has ended; one watch at a time. */
  readonly watch: () => void;
}

const answerMs = 2000;

/** Runs means that PostgreSQL accepts connections, be it leader or replica. */
export function makeMember(config: AgentConfig, paths: AgentPaths): Member {
  return {
    async runs() {
      if (config.role !== 'database') return null;
      const status = await memberStatus(ownPatroni(config, paths), answerMs);
      return runs(status) && status.systemId !== '' ? { systemId: status.systemId } : null;
    },
  };
}
