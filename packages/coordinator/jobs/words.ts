import { TamadaError } from '@tamada/core/errors';
import type { JobOrder, TableName } from '@tamada/core/jobs';
import type { Topology } from '@tamada/core/topology';

export type Target = JobOrder<'advance'>['target'];

const nowhere = { atMs: 0, lsn: '', xid: '' } as const;
const hint = 'a time with its zone (2026-11-26 13:04:00Z, 2026-11-26T13:04:00+03:00), a position (0/B1CCE48) or a transaction (759)';

/** The end of everything that is there. */
export const latest: Target = { kind: 'latest', ...nowhere };

/** What `--to` means; `usage` for what is none of them. A time without a zone is refused: two people would read it differently. */
export function parseTarget(word: string): Target {
  const text = word.trim();
  if (/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i.test(text)) return { kind: 'lsn', ...nowhere, lsn: text.toUpperCase() };
  if (/^[0-9]{1,10}$/.test(text)) return { kind: 'xid', ...nowhere, xid: text };
  return { kind: 'time', ...nowhere, atMs: parseTime(text) };
}

/** A time with its zone, in milliseconds since the epoch. `what` is meant, and `how` it is written: for the error. */
export function parseTime(text: string, what = 'place to stop at', how = hint): number {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i.exec(text.trim());
  const [, date, time, zone] = parts ?? [];
  if (date === undefined || time === undefined) throw usage(`\`${text}\` is no ${what}`, `write ${how}`);
  if (zone === undefined) throw usage(`\`${text}\` does not say its time zone`, `write \`${text}Z\` for UTC, or \`${text}+03:00\``);
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '').padEnd(2, '0')}` : 'Z';
  const atMs = Date.parse(`${date}T${time}${offset}`);
  if (Number.isNaN(atMs)) throw usage(`there is no time \`${text}\``, `write ${how}`);
  return atMs;
}

/** `orders`, `sales.orders`, `sales."Odd name"`: names as they are stored; without a schema it is `public`. */
export function parseTable(word: string): TableName {
  const name = String.raw`("(?:[^"]|"")+"|[^".]+)`;
  const [, schema, table] = new RegExp(`^(?:${name}\\.)?${name}$`).exec(word.trim()) ?? [];
  if (table === undefined)
    throw usage(`\`${word}\` does not name a table`, 'write TABLE or SCHEMA.TABLE; a name with a dot stands in "quotes"');
  return { schema: schema === undefined ? 'public' : unquoted(schema), name: unquoted(table) };
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** The database that is meant: the named one, or the only one of the topology. */
export function chooseDatabase({ postgres: { databases } }: Topology, named: string | null): string {
  const [only, ...others] = databases.map(({ name }) => name);
  if (named !== null) return named;
  if (only !== undefined && others.length === 0) return only;
  const next = only === undefined ? 'add --database NAME' : `add --database: ${[only, ...others].join(', ')}`;
  throw usage('which database is meant is not clear', next);
}

function usage(problem: string, next: string): TamadaError<'usage'> {
  return new TamadaError({ code: 'usage', problem, next });
}
