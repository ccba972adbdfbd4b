import { join } from 'node:path';
import { TamadaError } from '@tamada/core/errors';
import { platformTable } from '@tamada/core/platform';
import type { AgentContext, MakeHandler } from '../agent-context.ts';
import { consulAs } from '../consul/connect.ts';
import { parseObject } from '../json/fields.ts';
import { ensureDynamicConfig } from '../patroni/ensure-dynamic-config.ts';
import { changeLeader, reinitMember, restartMember, takeLead } from '../patroni/member-orders.ts';
import { ownPatroni } from '../patroni/rest.ts';
import { ensureDatabases } from '../postgres/ensure-databases.ts';
import { makePsql, type Psql } from '../postgres/psql.ts';
import { readSessions } from '../postgres/read-sessions.ts';
import { readSettings } from '../postgres/read-settings.ts';

export const ensureDynamicConfigHandler: MakeHandler<'EnsureDynamicConfig'> =
  ({ config, paths, secrets, exclusive }) =>
  (request) =>
    exclusive.run('dynamic configuration', async () => {
      const { scope } = config.patroni;
      const consul = await consulAs(secrets, 'consul_token_tamada');
      const access = { consul, scope, patroni: ownPatroni(config, paths), password: await restPassword(secrets) };
      const changes = await ensureDynamicConfig(access, parseObject(request.config));
      return { changed: changes.length > 0, changes: [...changes] };
    });

export const changeLeaderHandler: MakeHandler<'ChangeLeader'> = (context) => (request) =>
  context.exclusive.run('switchover', async () => {
    const { config, paths, secrets } = context;
    const access = { patroni: ownPatroni(config, paths), password: await restPassword(secrets), psql: ownPsql(context) };
    return changeLeader(access, { from: config.node, to: request.to });
  });

export const restartMemberHandler: MakeHandler<'RestartMember'> = (context) => (request) =>
  context.exclusive.run('restart of PostgreSQL', async () => {
    const { config, paths, secrets } = context;
    return restartMember({ patroni: ownPatroni(config, paths), password: await restPassword(secrets), psql: ownPsql(context) }, request);
  });

export const reinitMemberHandler: MakeHandler<'ReinitMember'> = (context) => () =>
  context.exclusive.run('copy of the leader', async () => {
    const { config, paths, secrets } = context;
    return reinitMember({ patroni: ownPatroni(config, paths), password: await restPassword(secrets) });
  });

export const takeLeadHandler: MakeHandler<'TakeLead'> = (context) => () =>
  context.exclusive.run('failover', async () => {
    const { config, paths, secrets } = context;
    return takeLead({ patroni: ownPatroni(config, paths), password: await restPassword(secrets) }, { node: config.node });
  });

export const readSessionsHandler: MakeHandler<'ReadSessions'> = (context) => () => readSessions(ownPsql(context));

export const readSettingsHandler: MakeHandler<'ReadSettings'> = (context) => (request) => readSettings(ownPsql(context), request.names);

export const ensureDatabasesHandler: MakeHandler<'EnsureDatabases'> = (context) => (request) =>
  context.exclusive.run('roles and databases', async () => {
    const changes = await ensureDatabases(ownPsql(context), request);
    return { changed: changes.length > 0, changes: [...changes] };
  });

async function restPassword(secrets: AgentContext['secrets']): Promise<string> {
  const password = await secrets.value('patroni_rest');
  if (password === null) throw new TamadaError({ code: 'secret_missing', name: 'patroni_rest', neededBy: 'patroni' });
  return password;
}

function ownPsql({ config, run }: Pick<AgentContext, 'config' | 'run'>): Psql {
  return makePsql(run, {
    program: join(config.postgres.binDirectory, 'psql'),
    socketFolder: config.postgres.socketDirectory,
    port: config.postgres.port,
    osUser: platformTable(config.platform).programs.postgres.user,
  });
}
