import { userInfo } from 'node:os';
import type { Effective, Invocation } from '../invocation.ts';
import type { Connection } from '../postgres/session.ts';

/** The server that settings and environment name, as libpq would find it. */
export function connectionOf({ environment }: Invocation, settings: Effective): Connection {
  return {
    database: settings.text('pgdatabase') ?? environment.PGDATABASE ?? environment.PGUSER ?? userInfo().username,
    host: settings.text('pghost') ?? environment.PGHOST,
    port: settings.text('pgport') ?? environment.PGPORT,
    user: settings.text('pguser') ?? environment.PGUSER,
  };
}

/** The connection string as libpq tells it of a session, without password. */
export function conninfoOf({ host, port, user }: Connection): string {
  const words = [`user=${user ?? userInfo().username}`, 'channel_binding=prefer', ...(host === undefined ? [] : [`host=${host}`])];
  words.push(`port=${port ?? '5432'}`, 'sslmode=prefer', 'sslcompression=0', 'sslsni=1', 'ssl_min_protocol_version=TLSv1.2');
  words.push('gssencmode=prefer', 'krbsrvname=postgres', 'target_session_attrs=any');
  return words.join(' ');
}
