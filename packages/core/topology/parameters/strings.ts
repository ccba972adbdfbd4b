import { nearestHint } from '../nearest.ts';
import type { PostgresRelease } from './release.ts';

/** What is wrong with a text; null where PostgreSQL takes it. */
type Judge = (text: string, release: PostgresRelease) => { readonly problem: string; readonly hint: string } | null;

function matching(pattern: RegExp, problem: string, hint: string): Judge {
  return (text) => (pattern.test(text) ? null : { problem, hint });
}

function among(names: (release: PostgresRelease) => readonly string[], what: string): Judge {
  return (text, release) => {
    const all = names(release);
    if (all.some((name) => fold(name) === fold(text))) return null;
    return { problem: `is not one of its ${what}`, hint: all.length > 50 ? nearOf(text, all, what) : nearestHint(text, all, what) };
  };
}

/** Names of encodings and zones are read without regard to case; of encodings also without hyphens and underscores. */
function fold(name: string): string {
  return name.toLowerCase();
}

function nearOf(text: string, names: readonly string[], what: string): string {
  const hint = nearestHint(text, names, what);
  return hint.startsWith('did you mean') ? hint : '';
}

const any: Judge = () => null;
const filled = matching(/./, 'is empty', 'leave it out for the default');
const identifier = String.raw`("([^"]|"")+"|[^\s",]+)`;
const identifiers = matching(
  new RegExp(String.raw`^(${identifier}(\s*,\s*${identifier})*)?$`),
  'is not a list of names',
  'separate names by one comma, and put odd ones in double quotes',
);
const libraries = matching(
  /^([\w$/.-]+(\s*,\s*[\w$/.-]+)*)?$/,
  'is not a list of libraries',
  'for example `pg_stat_statements, auto_explain`',
);
const zone = among(({ timezones }) => timezones, 'time zones');
const locale = matching(
  /^(C|POSIX|(C|[a-z]{2,3}_[A-Z]{2})(\.[A-Za-z0-9-]+)?(@[a-z]+)?)$/,
  'is not the name of a locale',
  'for example `C.UTF-8`',
);
const destinations = String.raw`(stderr|csvlog|jsonlog|syslog)`;
const ascii = matching(/^[\x20-\x7e]{0,63}$/, 'is cut or changed by PostgreSQL', 'at most 63 plain ASCII characters');

/**
 * Every parameter whose value is text, and what PostgreSQL asks of it that a topology can answer. Files, libraries, locales and tablespaces
 * must also exist on the hosts.
 */
export const stringRules: Readonly<Record<string, Judge>> = {
  application_name: ascii,
  backtrace_functions: matching(/^[\w, ]*$/, 'is not a list of functions', 'names with commas between them'),
  client_encoding: (text, { encodings }) =>
    encodings.some((name) => name.replaceAll('_', '').toLowerCase() === text.replaceAll(/[_-]/g, '').toLowerCase())
      ? null
      : { problem: 'is not an encoding', hint: nearestHint(text, encodings, 'encodings') },
  datestyle: matching(
    /^((iso|sql|postgres|german)(\s*,\s*(mdy|dmy|ymd))?|mdy|dmy|ymd)$/i,
    'is not a style of dates',
    'one of ISO, SQL, Postgres, German; then one of MDY, DMY, YMD',
  ),
  default_table_access_method: matching(/^[a-z_][a-z0-9_]{0,62}$/, 'is not the name of an access method', 'for example `heap`'),
  default_tablespace: any,
  default_text_search_config: matching(
    /^[a-z_]\w*(\.[a-z_]\w*)?$/,
    'is not the name of a configuration',
    'for example `pg_catalog.english`',
  ),
  dynamic_library_path: matching(
    /^((\$libdir|\/)[^:]*(:(\$libdir|\/)[^:]*)*)?$/,
    'holds a path that is not absolute',
    'begin each with `/` or `$libdir`',
  ),
  jit_provider: matching(/^[\w$/.-]+$/, 'is not the name of a library', 'leave it out for the default'),
  krb_server_keyfile: any,
  lc_messages: locale,
  lc_monetary: locale,
  lc_numeric: locale,
  lc_time: locale,
  local_preload_libraries: libraries,
  log_destination: matching(
    new RegExp(String.raw`^${destinations}(\s*,\s*${destinations})*$`, 'i'),
    'is not a list of destinations',
    'destinations: stderr, csvlog, jsonlog, syslog',
  ),
  log_directory: filled,
  log_filename: filled,
  log_line_prefix: any,
  log_timezone: zone,
  search_path: identifiers,
  session_preload_libraries: libraries,
  shared_preload_libraries: libraries,
  ssl_ciphers: matching(
    /^([\w+!@=.-]+:)*(HIGH|DEFAULT|ALL|(ECDHE|DHE)-(RSA|ECDSA)-AES(128|256)-GCM-SHA(256|384))(:[\w+!@=.-]+)*$/,
    'names no cipher that is surely there',
    'name HIGH or a cipher such as ECDHE-ECDSA-AES256-GCM-SHA384 among them, with colons between',
  ),
  ssl_ecdh_curve: matching(/^(prime256v1|secp384r1|secp521r1)$/, 'is not a curve for it', 'curves: prime256v1, secp384r1, secp521r1'),
  syslog_ident: ascii,
  temp_tablespaces: identifiers,
  timezone: zone,
  timezone_abbreviations: matching(/^(Default|Australia|India)$/, 'is not a set of abbreviations', 'sets: Default, Australia, India'),
  wal_consistency_checking: matching(/^(all)?$/, 'is for developers of PostgreSQL', 'write `all`, or leave it out'),
};
