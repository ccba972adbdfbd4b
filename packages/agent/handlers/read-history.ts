import { readHistory } from '../consul/history.ts';
import { consulAs } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

export const readHistoryHandler: MakeHandler<'ReadHistory'> =
  ({ config, secrets, clock }) =>
  async ({ most }) => {
    const consul = await consulAs(secrets, 'consul_token_tamada');
    return { entries: [...(await readHistory(consul, config.cluster, most, clock.now()))] };
  };
