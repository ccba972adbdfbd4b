import type { AgentServer, AgentServerCredentials, CallRecord } from '@tamada/wire';
import { accessTable, createAgentServer, requestParser } from '@tamada/wire';
import type { AgentContext } from './agent-context.ts';
import { knownLease, makeFence } from './fence.ts';
import { makeHandlers } from './handlers/index.ts';
import { withoutSecrets } from './journal/secret-store.ts';

/** The agent's gRPC server: its handlers, what it may be asked, its fence, one log line for each call. */
export function makeServer(context: AgentContext, credentials: AgentServerCredentials): AgentServer {
  return createAgentServer({
    credentials,
    handlers: makeHandlers(context),
    parseRequest: requestParser(context.config),
    admitFence: makeFence(context.journal, () => knownLease(context)),
    clean: (thrown) => withoutSecrets(thrown, context.secrets),
    turnedAway: (who) => {
      context.logger.warn('connection refused', { ...who });
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
