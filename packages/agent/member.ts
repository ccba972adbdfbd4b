import type { AgentConfig } from '@tamada/core/bundle';
import { memberStatus } from './patroni/member-status.ts';

/** What the agent can learn of the node's PostgreSQL member without changing anything. */
export interface Member {
  /** The member's system id once it runs; null while it does not. Never throws. */
  readonly runs: () => Promise<{ readonly systemId: string } | null>;
}

const answerMs = 2000;

/** Patroni says `running` for a server that accepts connections, be it leader or replica. */
export function makeMember({ role, patroni }: AgentConfig): Member {
  return {
    async runs() {
      if (role !== 'database') return null;
      const { reachable, state, systemId } = await memberStatus({ host: '127.0.0.1', port: patroni.port }, answerMs);
      return reachable && state === 'running' && systemId !== '' ? { systemId } : null;
    },
  };
}
