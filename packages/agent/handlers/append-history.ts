import { appendHistory } from '../consul/history.ts';
import { consulAs } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

export const appendHistoryHandler: MakeHandler<'AppendHistory'> =
  ({ config, secrets, clock }) =>
  async (entry) => {
    const consul = await consulAs(secrets, 'consul_token_tamada');
    // The time is ours: a caller's may be years away.
    return { changed: await appendHistory(consul, config.cluster, entry, clock.now()), changes: [] };
  };
