import { clearStaleInitialize } from '../consul/clear-initialize.ts';
import { consulAs } from '../consul/node-consul.ts';
import type { MakeHandler } from './handler.ts';

export const clearStaleInitializeHandler: MakeHandler<'ClearStaleInitialize'> =
  ({ config, secrets, exclusive }) =>
  () =>
    exclusive.run('removal of a stale initialize key', async () => {
      const { changed, changes } = await clearStaleInitialize(await consulAs(secrets, 'consul_token_tamada'), config.patroni.scope);
      return { changed, changes: [...changes] };
    });
