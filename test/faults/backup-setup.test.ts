import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutBackups } from '../../scripts/cluster/backup-tool.ts';
import { startVipWriter } from '../../scripts/cluster/clients/outside-writer.ts';
import { makeWriterTable, missingRows, sql } from '../../scripts/cluster/clients/sql.ts';
import { databases, vipPlaces } from '../../scripts/cluster/known.ts';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { step, tamada } from '../../scripts/cluster/operator.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { leaderOf, status } from '../../scripts/cluster/status.ts';
import type { Host, Lab } from '../../scripts/lab/index.ts';
import { delayedSql, told, untilDelayed } from '../e2e/support/delayed.ts';

/** What a client may wait longer than usual while files are written, on a machine that does other things as well. */
const mostGapMs = 2_000;
/** Somewhere in the middle: packages are there already, certificates and files take longer. */
const interruptAfter = '25';

let lab: Lab;
let file: string;
let wanted: string;

/** A cluster that was made without backups; its future backup host is enrolled and idle. */
beforeAll(async () => {
  lab = await standOn('enrolled');
  file = join(lab.operator.workspace, 'cluster.yaml');
  wanted = await readFile(file, 'utf8');
  await writeFile(file, withoutBackups(wanted));
  await step({ lab, say }, ['bootstrap', '--yes']);
  await makeWriterTable(lab, await leader());
});
afterAll(() => lab.close());

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function leader(): Promise<Host> {
  return hostNamed(leaderOf(await status(lab)));
}

/** What a restart of any of them would change. */
async function processes(): Promise<readonly string[]> {
  const units = ['consul', 'patroni', 'haproxy', 'keepalived'];
  return Promise.all(
    databases.map(async (host) => {
      const [started] = await sql(lab, host, 'select pg_postmaster_start_time()');
      const { stdout } = await lab.exec(host, ['systemctl', 'show', '--property=InvocationID', '--value', ...units]);
      return `${host}: ${started ?? ''} ${stdout.trim().split(/\s+/).join(' ')}`;
    }),
  );
}

describe('a cluster that stands without backups', () => {
  test('bootstrap and plan name the command, and change nothing', async () => {
    await writeFile(file, wanted);
    await step({ lab, say }, ['init']);
    const refused = await tamada(lab, ['bootstrap', '--yes']);
    expect({ code: refused.code, text: refused.stderr }).toMatchObject({
      code: 3,
      text: expect.stringContaining('tamada backup setup') as string,
    });
    expect(await told(lab, ['plan'])).toMatchObject({ changes: true, next: 'tamada backup setup' });
  });

  test('gets them under writers through both VIPs, also when the first try is interrupted', async () => {
    const before = { leader: await leader(), processes: await processes() };
    const beganMs = Date.now();
    const writers = await Promise.all(vipPlaces.map((place, index) => startVipWriter(lab, place, { firstId: 1 + index * 10_000_000 })));
    await Promise.all(writers.map((writer) => writer.more(100)));

    const { program, workspace } = lab.operator;
    const cut = ['timeout', '--signal=INT', interruptAfter, program, '-C', workspace, 'backup', 'setup', '--yes'];
    const first = await lab.exec('ops', cut, { timeoutMs: 120_000 });
    say(`interrupted: ${first.stdout}`);
    expect(first.stdout).toContain('run `tamada backup setup` again');
    const startedMs = Date.now();
    expect(await told(lab, ['backup', 'setup', '--yes'], 20 * 60_000)).toMatchObject({ result: 'done', changed: true });
    say(`the second try took ${((Date.now() - startedMs) / 1000).toFixed(0)} s`);

    await Promise.all(writers.map((writer) => writer.more(50)));
    await Promise.all(writers.map((writer) => writer.stop()));
    writers.forEach((writer, index) =>
      say(`${vipPlaces[index] ?? ''}: gap ${String(writer.gapMs(beganMs))} ms, ${String(writer.lost().length)} reconnects`),
    );
    const ids = writers.flatMap((writer) => writer.acknowledged().map(({ id }) => id));
    expect(await missingRows(lab, await leader(), ids)).toEqual([]);
    // HAProxy has another list of who may come: it reloads, and sessions from before are cut when its old process ends.
    expect(Math.max(...writers.map((writer) => writer.lost().length))).toBeLessThanOrEqual(1);
    expect(Math.max(...writers.map((writer) => writer.gapMs(beganMs)))).toBeLessThan(mostGapMs);
    expect({ leader: await leader(), processes: await processes() }).toEqual(before);
  });

  test('then has a good full backup, an archive without holes, and a replica that follows', async () => {
    const { backups, archive } = await told<{
      readonly backups: readonly unknown[];
      readonly archive: { readonly timelines: readonly { readonly holes: readonly unknown[] }[] };
    }>(lab, ['backup', 'list']);
    expect(backups).toMatchObject([{ kind: 'full', state: 'ok' }]);
    expect(archive.timelines.flatMap(({ holes }) => holes)).toEqual([]);
    await sql(lab, await leader(), 'create table after_setup as select 1 as id');
    await sql(lab, await leader(), 'select pg_switch_wal()');
    await untilDelayed(lab, 'the replica shows what came after', "select to_regclass('after_setup') is not null", ([row]) => row === 't');
    expect(await delayedSql(lab, 'select count(*) from after_setup')).toEqual(['1']);
    expect((await status(lab)).backup).toMatchObject({ lastGood: { kind: 'full' }, archive: { holes: [], failing: [] }, problem: null });
  });

  test('a further run changes nothing, and so does bootstrap', async () => {
    expect(await told(lab, ['backup', 'setup', '--yes'])).toMatchObject({ result: 'done', changed: false });
    expect(await told(lab, ['bootstrap', '--yes'])).toMatchObject({ result: 'done', changed: false });
  });
});
