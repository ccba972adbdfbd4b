import type { Handler, RpcName } from '@tamada/wire';
import type { AgentContext } from '../agent-context.ts';

/** A handler file exports one of these: one call, one file. */
export type MakeHandler<N extends RpcName> = (context: AgentContext) => Handler<N>;
