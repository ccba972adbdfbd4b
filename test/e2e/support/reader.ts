/**
 * A client that reads what two writers have written, again and again, on a session that it makes anew where it is lost. Runs as a process
 * of its own: `reader.ts CONFIG_JSON`. Tells what it read on stdout, one JSON object a line.
 */
import pg from 'pg';

export interface ReaderConfig {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly table: string;
  /** The first id of each writer; the next one's first id ends its range. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

/** Began at `atMs`; the greatest id within each range. */
export interface Read {
  readonly atMs: number;
  readonly server: string;
  readonly standby: boolean;
  readonly greatest: readonly number[];
}

/** As long as a session lives: new ones must be led right, too. */
const sessionMs = 1_000;

async function session({ address, ranges, table, ...place }: ReaderConfig): Promise<void> {
  const client = new pg.Client({
    ...place,
    host: address,
    connectionTimeoutMillis: 2_000,
    query_timeout: 5_000,
    ssl: { rejectUnauthorized: false },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const parts = ranges.map(({ from, to }) => `(select coalesce(max(id), 0) from ${table} where id >= ${from} and id < ${to})`);
    const query = `select host(inet_server_addr()) as server, pg_is_in_recovery() as standby, array[${parts.join()}] as greatest`;
    for (const began = Date.now(); Date.now() - began < sessionMs;) {
      const atMs = Date.now();
      const { rows } = await client.query<{ server: string; standby: boolean; greatest: string[] }>(query);
      const [row] = rows;
      if (row === undefined) continue;
      const read: Read = { atMs, server: row.server, standby: row.standby, greatest: row.greatest.map(Number) };
      process.stdout.write(`${JSON.stringify(read)}\n`);
      await pause(20);
    }
  } catch {
    await pause(20);
  }
  void client.end().catch(() => undefined);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function main(config: ReaderConfig): Promise<never> {
  for (;;) await session(config);
}

void main(JSON.parse(process.argv[2] ?? '{}') as ReaderConfig);
