import type { ReplyOf } from '@tamada/wire';
import type { Psql } from './psql.ts';

const query = `
SELECT count(*),
  count(*) FILTER (WHERE xact_start IS NOT NULL),
  coalesce(extract(epoch FROM now() - min(xact_start)), 0),
  (SELECT count(*) FROM pg_prepared_xacts),
  coalesce(greatest(extract(epoch FROM now() - min(query_start) FILTER (WHERE wait_event = 'SyncRep')), 0), 0),
  (SELECT coalesce(sum(backup_streamed), 0) FROM pg_stat_progress_basebackup),
  (SELECT CASE WHEN EXISTS (SELECT FROM pg_stat_progress_basebackup) THEN sum(pg_database_size(oid)) ELSE 0 END FROM pg_database),
  count(*) FILTER (WHERE client_addr IS NOT NULL)
FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid();`;

/** Counts of sessions, ages in seconds, and how far base backups are (pg_stat_activity, pg_stat_progress_basebackup). */
export async function readSessions(psql: Psql): Promise<ReplyOf<'ReadSessions'>> {
  const [
    clients = 0,
    inTransaction = 0,
    longestSeconds = 0,
    prepared = 0,
    commitWaitSeconds = 0,
    copiedBytes = 0,
    copyBytes = 0,
    overNetwork = 0,
  ] = (await psql.execute('count sessions', query)).trim().split('|').map(Number);
  return { clients, inTransaction, longestSeconds, prepared, commitWaitSeconds, copiedBytes, copyBytes, overNetwork };
}
