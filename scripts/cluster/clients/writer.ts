/**
 * An application outside the cluster that writes rows and remembers which ones were acknowledged. Runs as a process of its own, in the
 * network of a host or of the operator: `writer.ts CONFIG_JSON`. Tells what happens on stdout, one JSON object a line.
 */
import pg from 'pg';

export interface WriterConfig {
  /** Addresses of the members that it may write to, tried in turn. */
  readonly members: readonly string[];
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly table: string;
  /** Ids begin here, so that two writers never write the same one. */
  readonly firstId: number;
  readonly everyMs: number;
}

/** `atMs` is the moment of the acknowledgement, milliseconds since the epoch; `server` the member's address. */
export type WriterLine =
  | { readonly kind: 'acknowledged'; readonly id: number; readonly atMs: number; readonly server: string }
  | { readonly kind: 'lost_connection'; readonly atMs: number; readonly problem: string };

interface Connection {
  readonly client: pg.Client;
  /** The member's own address, whatever led there. */
  readonly server: string;
}

const connectMs = 1_000;
const answerMs = 5_000;

async function connect(config: WriterConfig, address: string): Promise<Connection | null> {
  const { port, user, password, database } = config;
  const client = new pg.Client({
    host: address,
    port,
    user,
    password,
    database,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    ssl: { rejectUnauthorized: false },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ standby: boolean; server: string }>(
      'select pg_is_in_recovery() as standby, host(inet_server_addr()) as server',
    );
    if (rows[0]?.standby === false) return { client, server: rows[0].server };
  } catch {
    // The next member is tried.
  }
  end(client);
  return null;
}

/** Never waits for a server that may be gone. */
function end(client: pg.Client): void {
  void client.end().catch(() => undefined);
}

async function leader(config: WriterConfig): Promise<Connection> {
  for (;;) {
    for (const address of config.members) {
      const connection = await connect(config, address);
      if (connection !== null) return connection;
    }
    await pause(20);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function tell(line: WriterLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(config: WriterConfig): Promise<never> {
  let id = config.firstId;
  for (;;) {
    const { client, server } = await leader(config);
    try {
      for (;;) {
        const began = Date.now();
        await client.query(`insert into ${config.table} (id) values ($1)`, [id]);
        tell({ kind: 'acknowledged', id, atMs: Date.now(), server });
        id++;
        await pause(Math.max(0, config.everyMs - (Date.now() - began)));
      }
    } catch (error) {
      // The row may or may not be there: its id is never used again and it does not count as acknowledged.
      id++;
      tell({ kind: 'lost_connection', atMs: Date.now(), problem: error instanceof Error ? error.message : String(error) });
      end(client);
    }
  }
}

void main(JSON.parse(process.argv[2] ?? '{}') as WriterConfig);
