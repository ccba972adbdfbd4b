import type { ReplyOf } from '@tamada/wire';
import type { Psql } from './psql.ts';

const query = `
SELECT count(*),
  count(*) FILTER (WHERE xact_start IS NOT NULL),
  coalesce(extract(epoch FROM now() - min(xact_start)), 0),
  (SELECT count(*) FROM pg_prepared_xacts)
FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid();`;

/** Counts of sessions, and the age of the oldest transaction in seconds (pg_stat_activity, pg_prepared_xacts). */
export async function readSessions(psql: Psql): Promise<ReplyOf<'ReadSessions'>> {
  const [clients = 0, inTransaction = 0, longestSeconds = 0, prepared = 0] = (await psql.execute('count sessions', query))
    .trim()
    .split('|')
    .map(Number);
  return { clients, inTransaction, longestSeconds, prepared };
}
