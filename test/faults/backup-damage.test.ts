import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@tamada/runtime';
import { describe, expect, test } from 'vitest';
import { wantedTool } from '../../scripts/cluster/backup-tool.ts';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed, switchOver } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { leaderOf, status, untilHealthy } from '../../scripts/cluster/status.ts';
import type { Host } from '../../scripts/lab/index.ts';
import { archiveFiles, delayedSql, jobDone, told, untilDelayedState } from '../e2e/support/delayed.ts';
import { minuteMs, onBackupHost } from './support/backup-faults.ts';

const { lab, leader, leadOn, written, replicaHas, timelines, watch } = onBackupHost();

/** Another byte in the middle of a file. */
async function flip(host: Host, file: string): Promise<void> {
  const program = `f=$1; at=$(( $(stat -c %s "$f") / 2 )); b=$(od -An -tu1 -j $at -N 1 "$f")
    printf "\\\\$(printf %o $(( (b + 1) % 256 )))" | dd of="$f" bs=1 seek=$at conv=notrunc status=none`;
  expect(await lab().exec(host, ['sh', '-c', program, 'sh', file])).toMatchObject({ code: 0 });
}

async function fileOf(segment: string): Promise<string> {
  const file = (await archiveFiles(lab())).find((path) => path.includes(segment));
  if (file === undefined) throw new Error(`${segment} is not in the archive`);
  return file;
}

/** A segment that is in the archive, with a later one behind it. */
async function archived(id: number): Promise<string> {
  const segment = await written(id);
  await written(id + 1);
  await replicaHas(id + 1);
  return segment;
}

describe('a flipped byte', () => {
  test('in a segment is found by verify, which ends with 1', async () => {
    const fault = watch('byte flipped in a segment');
    const segment = await archived(1);
    await flip('backup', await fileOf(segment));
    const { code, stdout } = await tamada(lab(), ['backup', 'verify', '--json']);
    fault.print(stdout.replace(/\s+/g, ' '));
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining(segment) as string });
    await lab().restore('bootstrapped');
  });

  test('in a backup is found by verify and by prove, and the backup is good for nothing from then on', async () => {
    const fault = watch('byte flipped in a backup');
    const { backup } = await jobDone(lab(), ['backup', 'run', '--full']);
    const folder = (await archiveFiles(lab()))[0]?.split('/').slice(0, 4).join('/') ?? '';
    const { stdout: largest } = await lab().exec('backup', [
      'sh',
      '-c',
      `find ${folder} -path '*${backup?.id ?? ''}*' -type f -printf '%s %p\\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-`,
    ]);
    await flip('backup', largest.trim());
    fault.print(`flipped in ${largest.trim()}`);
    const proof = await tamada(lab(), ['backup', 'prove', backup?.id ?? '', '--json']);
    fault.print(`prove: ${proof.stdout.replace(/\s+/g, ' ').slice(0, 600)}`);
    expect(proof.code).toBe(1);
    const verify = await tamada(lab(), ['backup', 'verify', '--json']);
    fault.print(`verify: ${verify.stdout.replace(/\s+/g, ' ').slice(0, 600)}`);
    expect({ code: verify.code, stdout: verify.stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(backup?.id ?? '') as string,
    });
    fault.now();
    await fault.says('backup_damaged', minuteMs);
    await fault.says('proof_failed', minuteMs);
    expect((await status(lab())).backup?.lastGood?.id).not.toBe(backup?.id);
    await lab().restore('bootstrapped');
  });
});

describe('a segment removed from the archive', () => {
  test('of the timeline that goes on is found within a minute, and pushed again by a host that has it', async () => {
    const fault = watch('segment of the present timeline removed');
    const segment = await archived(11);
    await lab().exec('backup', ['rm', await fileOf(segment)]);
    fault.now();
    // A host that has it pushes it again within seconds: `status` may have no time to say it.
    await until<true>({
      condition: `the hole at ${segment} is told, or mended`,
      deadlineMs: minuteMs,
      intervalMs: 1_000,
      look: async () => {
        const { findings } = await status(lab());
        const told = findings.some(({ code, message }) => code === 'archive_hole' && message.includes(segment));
        const mended = (await archiveFiles(lab())).some((file) => file.includes(segment));
        return told || mended ? { ready: true, value: true } : { ready: false, seen: findings.map(({ message }) => message).join('; ') };
      },
    });
    await fault.well();
    await fileOf(segment);
  });
});

describe('another content under the same name', () => {
  test('on an old leader that leads again is an alarm within a minute, and does not block the archive', async () => {
    const fault = watch('diverging segment of an old leader');
    const first = await untilHealthy(lab());
    const old = hostNamed(leaderOf(first));
    const segment = await archived(21);
    const candidate = hostNamed(first.members.find(({ state }) => state === 'sync_standby')?.name ?? '');
    await switchOver(lab(), candidate);
    await untilHealthy(lab());
    const file = `/var/lib/postgresql/15/main/pg_wal/${segment}`;
    await flip(old, file);
    const notPushed = 's="$(dirname "$1")/archive_status/$(basename "$1")"; rm -f "$s.done"; touch "$s.ready"; chown postgres: "$s.ready"';
    expect(await lab().exec(old, ['sh', '-c', notPushed, 'sh', file])).toMatchObject({ code: 0 });
    await leadOn(old);
    fault.now();
    fault.print(`${segment} of ${old}, which leads again after ${candidate}`);
    const said = await fault.says('archive_conflict', minuteMs);
    expect(said).toMatchObject({ severity: 'critical', node: old });
    expect(said.message).toContain(segment);
    await written(23);
    await replicaHas(23);
    fault.print('the archive goes on');
    await lab().restore('bootstrapped');
  });
});

describe('the delayed replica', () => {
  test('held by queries holds back nothing on the leader', async () => {
    await written(31);
    await replicaHas(31);
    const slots = 'select slot_name, xmin, catalog_xmin from pg_replication_slots order by 1';
    const senders = 'select application_name, backend_xmin from pg_stat_replication order by 1';
    const host = await leader();
    const before = [await sql(lab(), host, slots), await sql(lab(), host, senders)];
    const held = delayedSql(lab(), 'begin isolation level repeatable read; select count(*) from numbers; select pg_sleep(20); commit');
    await written(32);
    await sql(lab(), host, 'delete from numbers where id = 31');
    await sql(lab(), host, 'vacuum numbers');
    expect([await sql(lab(), host, slots), await sql(lab(), host, senders)]).toEqual(before);
    expect(before[1]?.join()).not.toMatch(/delayed|10\.10\.1\.4/);
    await held;
  });

  test('is not starved: retention that would is refused, before and after', async () => {
    const fault = watch('retention that starves');
    const file = join(lab().operator.workspace, 'cluster.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('delay: 40s', 'delay: 5d').replace(/^backup:$/m, 'backup:\n  retention: { fulls: 1, window: 1d }'));
    const { code, stdout, stderr } = await tamada(lab(), ['validate']);
    await writeFile(file, text);
    fault.print((stdout + stderr).replace(/\s+/g, ' '));
    expect({ code, said: stdout + stderr }).toMatchObject({ code: 2, said: expect.stringContaining('starve') as string });
  });

  test('that stands still while backups go on keeps what it still has to read: expire is refused', async () => {
    const fault = watch('expire that would starve');
    // `validate` refuses a window that short: somebody has changed it on the host. pg_probackup counts days: with none only fulls are kept.
    const seconds = wantedTool(process.env) === 'pg_probackup' ? '0' : '120';
    const short = `s/"fulls": *[0-9]+/"fulls": 1/; s/"windowSeconds": *[0-9]+/"windowSeconds": ${seconds}/`;
    expect(await lab().exec('backup', ['sed', '-E', '-i', short, '/etc/tamada/backup.json'])).toMatchObject({ code: 0 });
    await told(lab(), ['delayed', 'pause']);
    await untilDelayedState(lab(), ['paused']);
    for (const id of [41, 42]) {
      await written(id);
      await jobDone(lab(), ['backup', 'run', '--full']);
    }
    await until<true>({
      condition: 'the window has passed',
      deadlineMs: 300_000,
      intervalMs: 5_000,
      look: async () => {
        const { stdout } = await tamada(lab(), ['backup', 'expire', '--dry-run', '--json']);
        return stdout.includes('would be refused') ? { ready: true, value: true } : { ready: false, seen: stdout.slice(0, 300) };
      },
    });
    const before = await archiveFiles(lab());
    const { code, stdout, stderr } = await tamada(lab(), ['backup', 'expire', '--yes', '--json']);
    fault.print(`${stdout}${stderr}`.replace(/\s+/g, ' ').slice(0, 500));
    expect(code).not.toBe(0);
    const after = await archiveFiles(lab());
    expect(before.filter((one) => !after.includes(one))).toEqual([]);
    await told(lab(), ['delayed', 'resume']);
    await replicaHas(42);
    await lab().restore('bootstrapped');
  });
});

describe('a restore to a moment', () => {
  test('with the repository away half way ends in an error, never in a server that stopped early', async () => {
    const fault = watch('repository away during a restore');
    await archived(51);
    for (let id = 53; id < 73; id++) await written(id);
    await replicaHas(72);
    const directory = '/var/lib/postgresql/15/half-way';
    const last = (await timelines()).at(-1)?.last ?? '';
    const gone = await fileOf(last);
    const stanza = gone.split('/').slice(0, 5).join('/');
    fault.print(`${last} is the last; ${stanza} goes away`);
    const restoring = tamada(lab(), ['restore', '--directory', directory, '--port', '5500', '--json']);
    await until<true>({
      condition: 'recovery has begun',
      deadlineMs: 300_000,
      intervalMs: 100,
      look: async () => {
        const { code } = await lab().exec('backup', ['sh', '-c', `grep -q . ${directory}/postmaster.pid`]);
        return code === 0 ? { ready: true, value: true } : { ready: false, seen: 'no server yet' };
      },
    });
    await lab().exec('backup', ['mv', stanza, `${stanza}.away`]);
    const { code, stdout, stderr } = await restoring;
    fault.print(`${stdout}${stderr}`.replace(/\s+/g, ' ').slice(0, 600));
    const { stdout: control } = await lab().exec('backup', [
      'sh',
      '-c',
      `LC_ALL=C /usr/lib/postgresql/15/bin/pg_controldata ${directory} | grep -E 'cluster state|TimeLineID'`,
    ]);
    fault.print(control.replace(/\s+/g, ' '));
    await lab().exec('backup', ['mv', `${stanza}.away`, stanza]);
    expect(code).toBe(1);
    // Whoever stops early is promoted, to a timeline of its own; before recovery begins the state is that of the backup.
    const reached = Number(/TimeLineID: +(\d+)/.exec(control)?.[1]);
    expect(reached).toBeLessThanOrEqual((await timelines()).at(-1)?.timeline ?? 0);
    await lab().restore('bootstrapped');
  });
});
