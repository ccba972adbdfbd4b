import { join } from 'node:path';
import { platformTable } from '@tamada/core/platform';
import { ensureDatabases } from '../postgres/ensure-databases.ts';
import { makePsql } from '../postgres/psql.ts';
import type { MakeHandler } from './handler.ts';

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
