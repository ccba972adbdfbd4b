import { readLease } from '../consul/lease.ts';
import { consulAs } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

export const readLeaseHandler: MakeHandler<'ReadLease'> =
  ({ config, secrets }) =>
  async () =>
    readLease(await consulAs(secrets, 'consul_token_tamada'), config.cluster);
