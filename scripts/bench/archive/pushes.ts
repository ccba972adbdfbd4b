import { sql } from '../../cluster/clients/sql.ts';
import type { Host, Lab } from '../../lab/index.ts';
import { callOn, figuresIn } from '../host.ts';

export interface Pushes {
  /** Of segments that had been held back, one after the other, with nothing else to do. */
  readonly perSecond: number;
  readonly transactions: number;
  /** Under pgbench. */
  readonly writtenPerSecond: number;
  readonly mostWaiting: number;
  /** From the end of pgbench until no complete segment waits. */
  readonly lagMs: number;
}

const data = '/var/lib/postgresql/15/main';
const loadSeconds = 20;
const clients = 16;
/** A row of pgbench's history is some 100 bytes of WAL: with as many in a transaction, WAL comes quickly also where commits wait for standbys. */
const load = `\\set teller random(1, 100)
insert into pgbench_history (tid, bid, aid, delta, mtime) select :teller, 1, aid, 0, now() from generate_series(1, 400) aid;`;
const heldScale = 20;

/** What waits for the archive is a file each; looking at them starts no program. */
const functions = `shopt -s nullglob
waiting() { local files=(${data}/pg_wal/archive_status/*.ready); count=\${#files[@]}; }
now() { local at=$EPOCHREALTIME; ms=$((\${at/./} / 1000)); }
untilNone() { now; local began=$ms; waiting; while [ $count -gt 0 ]; do sleep 0.1; waiting; done; now; took=$((ms - began)); }
query() { runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --no-align --dbname app --command "$1"; }
bench() { runuser -u postgres -- pgbench "$@" app 2>&1; }`;

/** Makes the tables of pgbench. Nothing waits for the archive afterwards. */
export async function prepareLoad(lab: Lab, leader: Host): Promise<void> {
  await callOn(lab, leader, `${functions}\nbench --initialize --quiet --scale=10 > /dev/null\nuntilNone`);
}

/** Segments that are held back and then pushed, and then a load; by this archive_command, or the product's where there is none. */
export async function measurePushes(lab: Lab, leader: Host, command: string | null): Promise<Pushes> {
  await sql(lab, leader, "alter system set archive_command = ''; select pg_reload_conf();");
  await callOn(lab, leader, `${functions}\nbench --initialize --init-steps=dtg --quiet --scale=${String(heldScale)} > /dev/null`);
  const [held = ''] = await sql(lab, leader, "select count(*) from pg_ls_archive_statusdir() where name like '%.ready'");
  const chosen = command === null ? 'reset archive_command' : `set archive_command = '${command}'`;
  await sql(lab, leader, `alter system ${chosen}; select pg_reload_conf();`);
  const { took = Number.NaN } = figuresIn(await callOn(lab, leader, `${functions}\nuntilNone\necho took=$took`));
  const seen = figuresIn(
    await callOn(
      lab,
      leader,
      `${functions}
bench --initialize --quiet --scale=10 > /dev/null
query checkpoint
untilNone
before=$(query 'select pg_current_wal_lsn()')
most=/root/most-waiting
(top=0; while :; do waiting; [ $count -le $top ] || { top=$count; echo $top > $most.new; mv $most.new $most; }; sleep 0.2; done) &
watch=$!
echo 0 > $most
cat > /tmp/load.sql <<'END'
${load}
END
bench --file=/tmp/load.sql --client=${String(clients)} --jobs=2 --time=${String(loadSeconds)} --no-vacuum | sed -n 's/^tps = \\([0-9.]*\\).*/tps=\\1/p'
untilNone
kill $watch
echo took=$took
echo most=$(cat $most)
echo bytes=$(query "select pg_current_wal_lsn() - '$before'")`,
    ),
  );
  return {
    perSecond: (1000 * Number(held)) / took,
    transactions: seen.tps ?? Number.NaN,
    writtenPerSecond: (seen.bytes ?? Number.NaN) / 2 ** 24 / loadSeconds,
    mostWaiting: seen.most ?? Number.NaN,
    lagMs: seen.took ?? Number.NaN,
  };
}
