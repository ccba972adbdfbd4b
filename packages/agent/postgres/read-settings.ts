import type { ReplyOf } from '@tamada/wire';
import { list, number, object, parseObject, text } from '../json/fields.ts';
import { literal, type Psql } from './psql.ts';

/** What is in force: parameters by their names, what initdb fixed, and lines of pg_hba.conf that are wrong (pg_settings, pg_hba_file_rules). */
export async function readSettings(psql: Psql, names: readonly string[]): Promise<ReplyOf<'ReadSettings'>> {
  const said = parseObject(await psql.execute('read settings', query(names)));
  return {
    settings: list(said.settings)
      .map(object)
      .map(({ name, value, pending }) => ({ name: text(name), value: text(value), pendingRestart: pending === true })),
    locale: text(said.locale),
    encoding: text(said.encoding),
    checksums: said.checksums === 'on',
    hbaErrors: list(said.hba)
      .map(object)
      .map(({ line, words }) => ({ line: number(line), words: text(words) })),
  };
}

function query(names: readonly string[]): string {
  const wanted = names.length === 0 ? 'NULL' : names.map(literal).join(', ');
  return `
SELECT json_build_object(
  'settings', (SELECT coalesce(json_agg(json_build_object('name', name, 'value', setting, 'pending', pending_restart)), '[]')
    FROM pg_settings WHERE name IN (${wanted})),
  'locale', (SELECT datcollate FROM pg_database WHERE datname = 'template0'),
  'encoding', (SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'template0'),
  'checksums', current_setting('data_checksums'),
  'hba', (SELECT coalesce(json_agg(json_build_object('line', line_number, 'words', error)), '[]')
    FROM pg_hba_file_rules WHERE error IS NOT NULL));`;
}
