import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JobState } from '@tamada/core/jobs';
import { until } from '@tamada/runtime';
import { describe, expect, test } from 'vitest';
import { wantedTool } from '../../scripts/cluster/backup-tool.ts';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { hostNamed, switchOver } from '../../scripts/cluster/leaders.ts';
import { tamada } from '../../scripts/cluster/operator.ts';
import { leaderOf, untilHealthy } from '../../scripts/cluster/status.ts';
import type { Host } from '../../scripts/lab/index.ts';
import { archiveFiles, delayedSql, jobDone, told, untilDelayed, untilDelayedState } from '../e2e/support/delayed.ts';
import { minuteMs, onBackupHost } from './support/backup-faults.ts';
import { fill, halfWay, jobs } from './support/running-backup.ts';

const { lab, leader, written, replicaHas, watch } = onBackupHost();
const tool = wantedTool(process.env);

async function on(host: Host, program: string): Promise<string> {
  const { code, stdout, stderr } = await lab().exec(host, ['sh', '-ec', program], { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`${host}: ${program}: ${stderr}`);
  return stdout.trim();
}

/** How the job ended, which it must within ten minutes: until then nothing else can work on the catalogue. */
async function ended(id: string): Promise<JobState> {
  return until<JobState>({
    condition: `job ${id} has ended`,
    deadlineMs: 600_000,
    intervalMs: 1_000,
    look: async () => {
      const now = (await jobs(lab())).find((job) => job.id === id);
      return now?.endedAtMs == null ? { ready: false, seen: JSON.stringify(now) } : { ready: true, value: now };
    },
  });
}

const wordsOf = ({ state, notes, failure }: JobState): string => [state, failure?.problem ?? '', ...notes].join(' | ');

describe('in the middle of a full backup', () => {
  test('the leader is switched over: the backup is made, if need be by a second try', async () => {
    await fill(lab(), await leader(), 300);
    const fault = watch('switchover during a backup');
    const now = await untilHealthy(lab());
    const candidate = now.members.find(({ state, name }) => state === 'sync_standby' && name !== 'pg-a1-2')?.name ?? 'pg-a1-2';
    const id = await halfWay(lab());
    fault.now();
    await switchOver(lab(), candidate);
    const job = await ended(id);
    fault.print(`from ${leaderOf(now)} to ${candidate}: ${wordsOf(job)}`);
    expect(job).toMatchObject({ state: 'done', done: { backup: { damaged: false } } });
    await fault.well();
  });

  test('its source is connected but dead: it is taken once more, from another', async () => {
    const fault = watch('source frozen during a backup');
    const now = await untilHealthy(lab());
    const source = hostNamed(now.members.find(({ state }) => state === 'replica')?.name ?? '');
    const id = await halfWay(lab(), ['--source', source]);
    await lab().freeze(source);
    const sinceMs = performance.now();
    const job = await ended(id);
    fault.print(`${source}, after ${((performance.now() - sinceMs) / 1000).toFixed(0)} s: ${wordsOf(job)}`);
    expect(job).toMatchObject({ state: 'done', done: { backup: { damaged: false } } });
    expect(job.done?.backup?.source).not.toBe(source);
    await lab().thaw(source);
    fault.now();
    await fault.well();
  });

  test('the link to its source is slow and loses packets: it is made, and the archive keeps up', async () => {
    const fault = watch('40 ms and 2 % loss during a backup');
    await lab().delay('a2', 20, 2);
    fault.now();
    const job = await ended(await halfWay(lab(), ['--source', 'pg-a2-1']));
    fault.print(wordsOf(job));
    expect(job).toMatchObject({ state: 'done', done: { backup: { damaged: false } } });
    await lab().delay('a2', 0);
    fault.now();
    await fault.well();
  });
});

describe('on the backup host', () => {
  test('the catalogue belongs to another user: said within a minute in words that name it', async () => {
    const fault = watch('catalogue of another user');
    const catalogue = (await archiveFiles(lab()))[0]?.split('/').slice(0, 4).join('/') ?? '';
    await on('backup', `chown root:root ${catalogue} && chmod 0700 ${catalogue}`);
    fault.now();
    await written(101);
    expect((await fault.says('archive_failing', minuteMs)).message).toMatch(/denied/);
    await on('backup', `chown postgres:postgres ${catalogue}`);
    fault.now();
    await fault.well();
    await replicaHas(101);
  });

  test('its key is another one: said within a minute, and nothing is sent to whoever has it', async () => {
    const fault = watch('key of the backup host replaced');
    const [key, unit, make] = {
      pg_probackup: ['/etc/pg_probackup/ssh/host_key', 'tamada-sshd', 'ssh-keygen -q -t ecdsa -N "" -f $key'],
      pgbackrest: [
        '/etc/pgbackrest/tls/node.key',
        'tamada-pgbackrest',
        'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=backup -keyout $key -out /etc/pgbackrest/tls/node.crt 2>/dev/null && chown postgres: $key /etc/pgbackrest/tls/node.crt',
      ],
    }[tool] as [string, string, string];
    const folder = key.slice(0, key.lastIndexOf('/'));
    await on('backup', `cp -a ${folder} /run/keys-before; key=${key}; rm $key; ${make}; systemctl restart ${unit}`);
    fault.now();
    await written(111);
    await fault.says('archive_failing', minuteMs);
    await on('backup', `cp -a /run/keys-before/. ${folder}/ && systemctl restart ${unit}`);
    fault.now();
    await fault.well();
    await replicaHas(111);
  });

  // Of pgBackRest only the version that Debian has can be had here.
  test.runIf(tool === 'pg_probackup')('a database host has another version of the tool: said within a minute', async () => {
    const fault = watch('another version on the leader');
    const host = await leader();
    const program = '/usr/bin/pg_probackup-15';
    await on(host, `cp -a ${program} /run/tool && sed -i 's/20509/20501/; s/2\\.5\\.15/2.5.1/' ${program}`);
    fault.now();
    await written(121);
    await fault.says('tool_versions_differ', minuteMs);
    await on(host, `cp -a /run/tool ${program}`);
    fault.now();
    await fault.well();
    await replicaHas(121);
  });
});

describe('the delayed replica', () => {
  test('is killed in the middle of an advance: it gets there, and the drop behind it is not replayed', async () => {
    const fault = watch('delayed replica killed during an advance');
    const host = await leader();
    await sql(lab(), host, 'create table precious as select generate_series(1, 1000) as id');
    await written(201);
    await untilDelayed(lab(), 'it shows the table', "select to_regclass('precious') is not null", ([row]) => row === 't');
    await told(lab(), ['delayed', 'pause']);
    await fill(lab(), host, 200);
    await sql(lab(), host, 'drop table precious');
    await written(202);
    const { find } = await jobDone(lab(), ['delayed', 'find', '--dropped', 'precious']);
    const target = find?.drops[0]?.target;
    if (target?.kind !== 'lsn') throw new Error(`no position: ${JSON.stringify(find)}`);
    const advancing = tamada(lab(), ['delayed', 'advance', '--to', target.lsn]);
    const { id } = await until<JobState>({
      condition: 'the advance has begun',
      deadlineMs: 60_000,
      intervalMs: 200,
      look: async () => {
        const found = (await jobs(lab())).find(({ kind, state }) => kind === 'advance' && state === 'running');
        return found === undefined ? { ready: false, seen: 'not yet' } : { ready: true, value: found };
      },
    });
    await on('backup', 'systemctl kill --signal=KILL tamada-delayed');
    fault.now();
    const job = await ended(id);
    fault.print(`${wordsOf(job)}: ${(await advancing).stdout}`);
    expect(await delayedSql(lab(), 'select count(*) from precious')).toEqual(['1000']);
    expect(job).toMatchObject({ state: 'done', done: { advance: { lsn: target.lsn } } });

    const out = join(lab().operator.home, 'precious.sql');
    const dump = [lab().operator.program, '-C', lab().operator.workspace, 'delayed', 'dump', '--table', 'ballast', '--out', out];
    const cut = await lab().exec('ops', ['timeout', '--signal=INT', '2', ...dump]);
    fault.print(`a dump with Ctrl-C: ${cut.stdout}${cut.stderr}`);
    expect([existsSync(out), existsSync(`${out}.partial`)]).toEqual([false, false]);
    await jobDone(lab(), ['delayed', 'dump', '--table', 'precious', '--out', out]);
    expect(existsSync(out)).toBe(true);
    await told(lab(), ['delayed', 'resume']);
    await untilDelayedState(lab(), ['replaying', 'waiting']);
    await fault.well();
    await lab().restore('bootstrapped');
  });
});
