import { noteFence } from '@tamada/core/converge';
import { TamadaError } from '@tamada/core/errors';
import type { AgentServer, AgentServerCredentials, CallRecord } from '@tamada/wire';
import { accessTable, createAgentServer } from '@tamada/wire';
import type { AgentContext } from './agent-context.ts';
import { makeHandlers } from './handlers/index.ts';

/** The agent's gRPC server: its handlers, its fence, one log line for each call. */
export function makeServer(context: AgentContext, credentials: AgentServerCredentials): AgentServer {
  return createAgentServer({
    credentials,
    handlers: makeHandlers(context),
    async admitFence(fence) {
      const { fence: current } = context.journal.read();
      if (fence < current) throw new TamadaError({ code: 'fence_old', current, got: fence });
      await context.journal.update((journal) => noteFence(journal, fence));
    },
    record: (record) => {
      logCall(context, record);
    },
  });
}

function logCall({ logger }: AgentContext, { call, caller, run, tookMs, error, cause }: CallRecord): void {
  const facts = { call, caller: caller?.name ?? '', run, tookMs };
  // Looks come every second while somebody watches.
  if (error === null) logger[accessTable[call].changes ? 'info' : 'debug']('call served', facts);
  else if (error.code === 'internal') logger.error('call failed', { ...facts, error, stack: cause instanceof Error ? cause.stack : '' });
  else logger.warn('call refused', { ...facts, error });
}
