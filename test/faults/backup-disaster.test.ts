import { until } from '@tamada/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, untilHealthy } from '../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../scripts/lab/index.ts';
import { delayedSql, told, untilDelayed, untilDelayedState } from '../e2e/support/delayed.ts';

const members: readonly Host[] = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
const data = '/var/lib/postgresql/15/main';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('bootstrapped');
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.restore('bootstrapped');
  await untilHealthy(lab);
  await untilDelayedState(lab, ['replaying', 'waiting']);
});

async function leader(): Promise<Host> {
  return hostNamed(leaderOf(await untilHealthy(lab)));
}

interface Listed {
  readonly backups: readonly { readonly id: string; readonly kind: string; readonly timeline: number }[];
  readonly archive: { readonly timelines: readonly { readonly timeline: number; readonly holes: readonly unknown[] }[] };
}

/** Writes a row into what is to survive, and sees it in the archive. */
async function write(words: string): Promise<void> {
  const host = await leader();
  await sql(lab, host, 'create table if not exists ledger (words text)');
  await sql(lab, host, `insert into ledger values ('${words}')`);
  const [segment] = await sql(lab, host, 'select pg_walfile_name(pg_switch_wal())');
  await untilDelayedArchive(segment ?? '');
}

async function untilDelayedArchive(segment: string): Promise<void> {
  const host = await leader();
  for (let look = 0; look < 120; look++) {
    const [last] = await sql(lab, host, 'select last_archived_wal from pg_stat_archiver');
    if ((last ?? '') >= segment) return;
    await sql(lab, host, 'select pg_sleep(0.5)');
  }
  throw new Error(`${segment} did not come to the archive`);
}

const everywhere = (argv: readonly [string, ...string[]]): Promise<readonly unknown[]> =>
  Promise.all(members.map((host) => lab.exec(host, argv, { timeoutMs: 120_000 })));

const command = ['restore', '--cluster', '--destroy-data-of', 'geo', '--yes'] as const;

/** Begins a restore, and ends it as Ctrl-C would when it has come so far on the first member. */
async function interruptedOnce(args: readonly string[], state: string): Promise<void> {
  const control = new AbortController();
  const { program, workspace } = lab.operator;
  const run = lab.exec('ops', [program, '-C', workspace, ...args], { timeoutMs: 1_800_000, signal: control.signal }).then(
    ({ code, stderr }) => `it ended with ${String(code)}: ${stderr}`,
    () => null,
  );
  await until<true>({
    condition: `the first member is ${state}`,
    deadlineMs: 20 * 60_000,
    intervalMs: 300,
    look: async () => {
      const { stdout } = await lab.exec('pg-a1-1', ['cat', '/var/lib/tamada/restore.json']);
      return stdout.includes(`"${state}"`) ? { ready: true, value: true } : { ready: false, seen: stdout };
    },
  });
  control.abort();
  expect(await run).toBeNull();
}

/** What must be true whenever a cluster was restored. */
async function expectWhole(rows: readonly string[], before: Listed): Promise<void> {
  const now = await untilHealthy(lab);
  expect(now.takesWrites).toBe('yes');
  expect(await sql(lab, await leader(), 'select words from ledger order by words')).toEqual(rows);
  const { backups, archive } = await told<Listed>(lab, ['backup', 'list']);
  const newest = Math.max(...before.archive.timelines.map(({ timeline }) => timeline));
  const timelines = archive.timelines.map(({ timeline }) => timeline);
  expect(Math.max(...timelines)).toBeGreaterThan(newest);
  expect(new Set(timelines).size).toBe(timelines.length);
  expect(archive.timelines.flatMap(({ holes }) => holes)).toEqual([]);
  expect(
    backups.some(({ id, kind, timeline }) => kind === 'full' && timeline > newest && !before.backups.some((one) => one.id === id)),
  ).toBe(true);
  await write('written after the restore');
  await untilDelayedState(lab, ['replaying', 'waiting']);
  await untilDelayed(
    lab,
    'it shows what came after',
    "select count(*) from ledger where words like '%after the restore'",
    ([row]) => row === '1',
  );
  expect(await delayedSql(lab, 'select count(*) from ledger')).toEqual([String(rows.length + 1)]);
}

describe('all database hosts have lost their data', () => {
  test('without the name of the cluster nothing happens, and a dry run only says what would', async () => {
    const refused = await tamada(lab, ['restore', '--cluster', '--yes'], 60_000);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('--destroy-data-of geo');
    const { code, stdout } = await tamada(lab, ['restore', '--cluster', '--destroy-data-of', 'geo', '--dry-run'], 120_000);
    expect(code).toBe(0);
    for (const member of members) expect(stdout).toMatch(new RegExp(`${member}: ${data} \\(\\d+ MB\\) is kept as ${data}.before-restore-`));
    await untilHealthy(lab);
  });

  test('the cluster comes back from the backup host, with everything that had come to the archive', async () => {
    await write('in the archive');
    const before = await told<Listed>(lab, ['backup', 'list']);
    await everywhere(['systemctl', 'kill', '--signal=SIGKILL', '--kill-whom=all', 'patroni.service']);
    await everywhere(['systemctl', 'stop', 'patroni.service']);
    await everywhere(['rm', '-rf', data]);
    expect((await tamada(lab, command, 1_800_000)).code).toBe(0);
    await expectWhole(['in the archive'], before);
    // Done is done: the same again would be another restore.
    expect(await told(lab, ['bootstrap', '--yes'])).toMatchObject({ result: 'done' });
  });
});

describe('the data of all members is bad', () => {
  test('the cluster goes back to a moment before, through Ctrl-C and restarts of the agents, and the old data is kept', async () => {
    await write('good');
    const host = await leader();
    const [moment] = await sql(lab, host, "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')");
    await sql(lab, host, 'select pg_sleep(2)');
    await write('bad');
    await sql(lab, host, 'truncate ledger');
    await write('worse');
    const before = await told<Listed>(lab, ['backup', 'list']);
    const restore = [...command, '--to', `${moment ?? ''}Z`];
    for (const state of ['emptied', 'adopted']) {
      await interruptedOnce(restore, state);
      await everywhere(['systemctl', 'restart', 'tamada-agent.service']);
    }
    expect((await tamada(lab, restore, 1_800_000)).code).toBe(0);
    await expectWhole(['good'], before);
    for (const member of members) {
      const { stdout } = await lab.exec(member, ['sh', '-c', `ls -d ${data}.before-restore-*`]);
      expect(stdout.trim().split('\n')).toHaveLength(1);
    }
  });
});
