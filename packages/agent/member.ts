import { said } from '@tamada/core/view';
import type { Senses } from './status/senses.ts';

/** What the agent can learn of the node's PostgreSQL member without changing anything. */
export interface Member {
  /** The member's system id once it runs; null while it does not. Never throws. */
  readonly runs: () => Promise<{ readonly systemId: string } | null>;
}

/**
 * Turns a claim into `established` as soon as the member runs, and lets its unit start with the host from then on.
 * After a power loss a claim looks aborted if nobody saw its member run, so the agent keeps looking.
 */
export interface Establishment {
  /** Looks once, if there is a claim. */
  readonly look: () => Promise<void>;
  /** Looks every second until the claim has ended; one watch at a time. */
  readonly watch: () => void;
}

const answerMs = 2000;

/** "Runs" means that PostgreSQL accepts connections, as leader or as replica. Only an answer to a new question counts. */
export function makeMember(senses: Pick<Senses, 'member'>): Member {
  return {
    async runs() {
      const member = said(await senses.member({ patienceMs: answerMs, fresh: true }));
      return member?.state.is === 'running' && member.systemId !== null ? { systemId: member.systemId } : null;
    },
  };
}
