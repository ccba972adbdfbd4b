/**
 * A client that connects again and again and asks each time where it landed. Runs as a process of its own: `caller.ts CONFIG_JSON`.
 * Prints its calls as one JSON array.
 */
import pg from 'pg';

export interface CallerConfig {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly calls: number;
}

/** `server` is the member's address, null where the connection failed. */
export interface Call {
  readonly atMs: number;
  readonly server: string | null;
  readonly standby: boolean;
  readonly problem: string;
}

async function call({ address, port, user, password, database }: CallerConfig): Promise<Call> {
  const client = new pg.Client({
    host: address,
    port,
    user,
    password,
    database,
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
    ssl: { rejectUnauthorized: false },
  });
  client.on('error', () => undefined);
  const atMs = Date.now();
  try {
    await client.connect();
    const { rows } = await client.query<{ server: string; standby: boolean }>(
      'select host(inet_server_addr()) as server, pg_is_in_recovery() as standby',
    );
    return { atMs, server: rows[0]?.server ?? null, standby: rows[0]?.standby === true, problem: '' };
  } catch (error) {
    return { atMs, server: null, standby: false, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    void client.end().catch(() => undefined);
  }
}

async function main(config: CallerConfig): Promise<void> {
  const calls: Call[] = [];
  for (let count = 0; count < config.calls; count++) calls.push(await call(config));
  process.stdout.write(JSON.stringify(calls), () => process.exit(0));
}

void main(JSON.parse(process.argv[2] ?? '{}') as CallerConfig);
