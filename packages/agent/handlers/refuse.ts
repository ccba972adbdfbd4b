import { TamadaError } from '@tamada/core/errors';
import type { RpcName } from '@tamada/wire';

/** A handler of any shape for a call that this agent does not serve. */
export function refuse(call: RpcName): () => never {
  return () => {
    throw new TamadaError({ code: 'request_failed', program: 'tamada-agent', request: call, problem: 'this agent does not serve it' });
  };
}
