import { capabilities, protocolVersion } from '@tamada/wire';
import type { MakeHandler } from './handler.ts';

export const infoHandler: MakeHandler<'Info'> = (context) => async () => ({
  cluster: context.config.cluster,
  node: context.config.node,
  version: context.version,
  protocol: protocolVersion,
  capabilities: capabilities,
  wallClockMs: context.clock.now(),
});
