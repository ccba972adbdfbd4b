import { until } from '@tamada/runtime';
import { expect, test } from 'vitest';
import { hostNamed } from '../../scripts/cluster/leaders.ts';
import { leaderOf, status, untilHealthy } from '../../scripts/cluster/status.ts';
import type { Host } from '../../scripts/lab/index.ts';
import { jobDone, told, untilDelayedState } from '../e2e/support/delayed.ts';
import { minuteMs, onBackupHost } from './support/backup-faults.ts';

const { lab, leadOn, load, written, replicaHas, watch } = onBackupHost();

const pgWal = '/var/lib/postgresql/15/main/pg_wal';
/** What `backup.walReserve` is in the lab, and what its disk has above that. */
const reserveMegabytes = 1024;
const roomMegabytes = 600;
/** Of 16 MB a second, which the load writes: half a minute, on a machine that does other things as well. */
const leastRoomMegabytes = 480;

async function on(host: Host, program: string): Promise<string> {
  const { code, stdout, stderr } = await lab().exec(host, ['sh', '-ec', program], { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`${host}: ${program}: ${stderr}`);
  return stdout.trim();
}

/** Gives pg_wal of a replica a disk of its own with that much free, and makes it the leader. */
async function leaderOnSmallDisk(): Promise<Host> {
  const now = await untilHealthy(lab());
  const host = hostNamed(now.members.find(({ state }) => state === 'sync_standby')?.name ?? '');
  await on(
    host,
    `systemctl stop patroni
     size=$(( $(du -sm ${pgWal} | cut -f 1) + ${String(reserveMegabytes + roomMegabytes)} ))
     mkdir /run/small-disk && mount -t tmpfs -o size=\${size}m tmpfs /run/small-disk
     mkdir /run/small-disk/pg_wal && cp -a ${pgWal}/. /run/small-disk/pg_wal/
     chown --reference=${pgWal} /run/small-disk/pg_wal && chmod --reference=${pgWal} /run/small-disk/pg_wal
     mount --bind /run/small-disk/pg_wal ${pgWal}
     systemctl start patroni`,
  );
  await leadOn(host);
  expect(leaderOf(await untilHealthy(lab()))).toBe(host);
  return host;
}

test('an archive that is away for long does not fill the disk of pg_wal: said before, then segments are let go down to the reserve', async () => {
  const fault = watch('archive away for long');
  const host = await leaderOnSmallDisk();
  await written(1);
  await replicaHas(1);
  await lab().stop('backup');
  fault.now();
  const loading = load(101, 160);
  const filling = await fault.says('wal_filling', 3 * minuteMs);
  expect(filling).toMatchObject({ severity: 'critical', node: host });
  const letGo = await fault.says('archive_let_go', 5 * minuteMs);
  expect(letGo).toMatchObject({ severity: 'critical', node: host });
  await loading;
  const free = Number(await on(host, `df --output=avail --block-size=1M ${pgWal} | tail -n 1`));
  fault.print(`${String(free)} MB are free at the end of the load`);
  // What is let go stays until the next checkpoint, which comes by itself where PostgreSQL has not made one.
  expect(free).toBeGreaterThan(reserveMegabytes - leastRoomMegabytes);
  expect(await status(lab())).toMatchObject({ takesWrites: 'yes', leader: host });

  await lab().boot('backup');
  fault.now();
  await fault.says('archive_hole', 3 * minuteMs);
  const waits = await untilDelayedState(lab(), ['waiting']);
  fault.print(`the replica waits for ${waits.waitsFor?.segment ?? '?'}`);
  await fault.says('delayed_waits_for_hole', minuteMs);

  await jobDone(lab(), ['backup', 'run', '--full']);
  await jobDone(lab(), ['delayed', 'rebuild', '--yes']);
  await written(500);
  await replicaHas(500);
  fault.print('after a full backup and a rebuild the replica has every number');
  await until<true>({
    condition: 'the replica goes on by itself',
    deadlineMs: 120_000,
    intervalMs: 1_000,
    look: async () => {
      const { state } = await told<{ readonly state: string }>(lab(), ['delayed', 'status']);
      return state === 'replaying' ? { ready: true, value: true } : { ready: false, seen: state };
    },
  });
});
