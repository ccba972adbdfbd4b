import { wantedTool } from '../cluster/backup-tool.ts';
import { sql } from '../cluster/clients/sql.ts';
import { hostNamed } from '../cluster/leaders.ts';
import { step } from '../cluster/operator.ts';
import { standOn } from '../cluster/stand.ts';
import { leaderOf, untilHealthy, untilStatus } from '../cluster/status.ts';
import { seats, type Host, type Lab } from '../lab/index.ts';
import { printTable, roundsOf, seconds, spread, type BrokenLimits } from './benchmark.ts';
import { callOn } from './host.ts';

/** Of cluster.yaml. */
const source: Host = 'pg-a1-2';
const data = '/var/lib/postgresql/15/main';
const copy = '/var/lib/postgresql/by-hand';
/** pgbench's unit: 15 MB each. */
const gigabyteScale = 68;
const hourOfSegments = 60;

/** Full backups of 1 GB beside pg_basebackup, their proofs, and how quickly the delayed replica goes through WAL. */
export async function benchBackup(): Promise<BrokenLimits> {
  const tool = wantedTool(process.env);
  const rounds = roundsOf(process.env);
  const lab = await standOn('bootstrapped');
  try {
    const leader = hostNamed(leaderOf(await untilHealthy(lab)));
    await pgbench(lab, leader, `--initialize --quiet --scale=${String(gigabyteScale)}`);
    const [bytes] = await sql(lab, leader, "select pg_database_size('app')");
    await untilArchived(lab);
    await untilHealthy(lab);
    await letIn(lab);

    const [full, byHand, packed, prove]: readonly number[][] = [[], [], [], []];
    for (let round = 0; round < rounds; round++) {
      full?.push(await timed(() => run(lab, ['backup', 'run', '--full'])));
      byHand?.push(await timed(() => baseBackup(lab, '--format=plain')));
      packed?.push(await timed(() => baseBackup(lab, '--format=tar --compress=server-lz4')));
      prove?.push(await timed(() => run(lab, ['backup', 'prove'])));
      process.stderr.write(`${JSON.stringify([full, byHand, packed, prove].map((all) => all?.at(-1)))}\n`);
    }
    printTable(`A database of ${gigabytes(Number(bytes))}, ${source} → the backup host, median (least..most) of ${String(rounds)}`, [
      [`backup run --full, ${tool}`, spread(full ?? [], seconds)],
      ['pg_basebackup', spread(byHand ?? [], seconds)],
      ['pg_basebackup, lz4 on the server', spread(packed ?? [], seconds)],
      ['backup prove', spread(prove ?? [], seconds)],
    ]);

    await run(lab, ['delayed', 'pause']);
    const rows: (readonly string[])[] = [];
    for (const { name, write } of hours) {
      const advances: Advance[] = [];
      for (let round = 0; round < rounds; round++) {
        advances.push(await advance(lab, leader, write));
        process.stderr.write(`${name}: ${JSON.stringify(advances.at(-1))}\n`);
      }
      rows.push([
        name,
        spread(
          advances.map(({ segments }) => segments),
          String,
        ),
        spread(
          advances.map(({ tookMs }) => tookMs),
          seconds,
        ),
        spread(
          advances.map(({ tookMs, segments }) => (1000 * segments) / tookMs),
          (value) => value.toFixed(1),
        ),
      ]);
    }
    await run(lab, ['delayed', 'resume']);
    printTable(`delayed advance, ${tool}, median (least..most) of ${String(rounds)}`, [['', 'segments', 'took', 'segments/s'], ...rows]);
    return [];
  } finally {
    await lab.close();
  }
}

interface Advance {
  readonly segments: number;
  readonly tookMs: number;
}

/** What an hour may hold: an idle cluster ends a segment each minute, by archive_timeout. */
const hours: readonly { readonly name: string; readonly write: (lab: Lab, leader: Host) => Promise<void> }[] = [
  {
    name: 'an hour at rest (a segment a minute, nearly empty)',
    write: async (lab, leader) => {
      const query = `do $$ begin for minute in 1..${String(hourOfSegments)} loop
        perform pg_logical_emit_message(true, 'bench', 'beat'); commit; perform pg_switch_wal(); end loop; end $$`;
      await callOn(
        lab,
        leader,
        `runuser -u postgres -- psql --no-psqlrc --quiet --dbname app --command '${query.replaceAll("'", "'\\''")}'`,
      );
    },
  },
  {
    name: 'what pgbench writes in 45 s (16 clients)',
    write: (lab, leader) => pgbench(lab, leader, '--client=16 --jobs=2 --time=45 --no-vacuum'),
  },
];

async function advance(lab: Lab, leader: Host, write: (lab: Lab, leader: Host) => Promise<void>): Promise<Advance> {
  const [from = ''] = await sql(lab, leader, 'select pg_current_wal_lsn()');
  await write(lab, leader);
  const [to = '', bytes] = (await sql(lab, leader, `select lsn, lsn - '${from}' from pg_current_wal_lsn() lsn`))[0]?.split('|') ?? [];
  await sql(lab, leader, "select pg_logical_emit_message(true, 'bench', 'after'); select pg_switch_wal()");
  await untilArchived(lab);
  return {
    segments: Math.round(Number(bytes) / 2 ** 24),
    tookMs: await timed(() => run(lab, ['delayed', 'advance', '--to', to])),
  };
}

async function untilArchived(lab: Lab): Promise<void> {
  await untilStatus(lab, 'nothing waits for the archive', ({ backup }) => backup?.archive.lagSegments === 0);
}

async function run(lab: Lab, args: readonly string[]): Promise<void> {
  await step({ lab, say: () => undefined }, args);
}

async function pgbench(lab: Lab, leader: Host, flags: string): Promise<void> {
  await callOn(lab, leader, `runuser -u postgres -- pgbench ${flags} app 2>&1`);
}

/** The source has no line for replication to the backup host, where pgBackRest is the tool. */
async function letIn(lab: Lab): Promise<void> {
  const line = `host replication postgres ${seats.backup.address}/32 trust`;
  await callOn(
    lab,
    source,
    `sed -i '1i ${line}' ${data}/pg_hba.conf; runuser -u postgres -- psql --quiet --command 'select pg_reload_conf()' > /dev/null`,
  );
}

async function baseBackup(lab: Lab, format: string): Promise<void> {
  const from = `--host=${seats[source].address} --username=postgres --checkpoint=fast --wal-method=stream`;
  await callOn(lab, 'backup', `rm -rf ${copy}; runuser -u postgres -- pg_basebackup ${from} ${format} --pgdata=${copy}`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
