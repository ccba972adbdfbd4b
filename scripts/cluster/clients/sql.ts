import type { Host, LabView } from '../../lab/index.ts';
import { writerTable } from '../known.ts';

/** A query on a host, as its superuser over the socket; rows as psql prints them unaligned. */
export async function sql(lab: LabView, host: Host, query: string, database = 'app'): Promise<readonly string[]> {
  const argv = [
    'runuser',
    '-u',
    'postgres',
    '--',
    'psql',
    '--no-psqlrc',
    '--tuples-only',
    '--no-align',
    '--dbname',
    database,
    '--file',
    '-',
  ];
  const { code, stdout, stderr } = await lab.exec(host, argv, { input: query, timeoutMs: 30_000 });
  if (code !== 0 || stderr.includes('ERROR')) throw new Error(`psql on ${host}: ${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}

/** The table that outside writers write to. */
export async function makeWriterTable(lab: LabView, leader: Host): Promise<void> {
  await sql(
    lab,
    leader,
    `create table ${writerTable} (id bigint primary key, at timestamptz default clock_timestamp()); grant all on ${writerTable} to app;`,
  );
}

/** Acknowledged ids that the cluster does not have. */
export async function missingRows(lab: LabView, leader: Host, ids: readonly number[]): Promise<readonly number[]> {
  const present = new Set((await sql(lab, leader, `select id from ${writerTable}`)).map(Number));
  return ids.filter((id) => !present.has(id));
}
