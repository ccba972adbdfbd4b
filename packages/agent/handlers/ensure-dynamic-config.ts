import { TamadaError } from '@tamada/core/errors';
import { consulAs } from '../consul/node-consul.ts';
import { parseObject } from '../json/fields.ts';
import { ensureDynamicConfig } from '../patroni/ensure-dynamic-config.ts';
import { ownPatroni } from '../patroni/rest.ts';
import type { MakeHandler } from './handler.ts';

export const ensureDynamicConfigHandler: MakeHandler<'EnsureDynamicConfig'> =
  ({ config, paths, secrets, exclusive }) =>
  (request) =>
    exclusive.run('dynamic configuration', async () => {
      const password = await secrets.value('patroni_rest');
      if (password === null) throw new TamadaError({ code: 'secret_missing', name: 'patroni_rest', neededBy: 'patroni' });
      const { scope } = config.patroni;
      const consul = await consulAs(secrets, 'consul_token_tamada');
      const access = { consul, scope, patroni: ownPatroni(config, paths), password };
      const changes = await ensureDynamicConfig(access, parseObject(request.config));
      return { changed: changes.length > 0, changes: [...changes] };
    });
