import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { platformTable } from '@tamada/core/platform';
import type { MakeHandler } from '../agent-context.ts';
import { consulAs } from '../consul/connect.ts';
import { parseObject } from '../json/fields.ts';
import { ensureDynamicConfig } from '../patroni/ensure-dynamic-config.ts';
import { ownPatroni } from '../patroni/rest.ts';
import { ensureDatabases } from '../postgres/ensure-databases.ts';
import { makePsql } from '../postgres/psql.ts';

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

export const ensureDatabasesHandler: MakeHandler<'EnsureDatabases'> =
  ({ config, run, exclusive }) =>
  (request) =>
    exclusive.run('roles and databases', async () => {
      const psql = makePsql(run, {
        program: join(config.postgres.binDirectory, 'psql'),
        socketFolder: config.postgres.socketDirectory,
        port: config.postgres.port,
        osUser: platformTable(config.platform).programs.postgres.user,
      });
      const changes = await ensureDatabases(psql, request);
      return { changed: changes.length > 0, changes: [...changes] };
    });
