import { readHistory } from '../consul/history.ts';
import { consulAs } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

export const readHistoryHandler: MakeHandler<'ReadHistory'> =
  ({ config, secrets }) =>
  async ({ most }) => ({ entries: [...(await readHistory(await consulAs(secrets, 'consul_token_tamada'), config.cluster, most))] });
