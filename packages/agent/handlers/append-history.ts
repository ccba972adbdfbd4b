import { appendHistory } from '../consul/history.ts';
import { consulAs } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

export const appendHistoryHandler: MakeHandler<'AppendHistory'> =
  ({ config, secrets }) =>
  async (entry) => ({ changed: await appendHistory(await consulAs(secrets, 'consul_token_tamada'), config.cluster, entry), changes: [] });
