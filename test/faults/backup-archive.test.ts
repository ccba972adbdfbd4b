import { describe, expect, test } from 'vitest';
import { switchOver } from '../../scripts/cluster/leaders.ts';
import { status, untilHealthy, untilStatus } from '../../scripts/cluster/status.ts';
import { archiveFiles, jobDone } from '../e2e/support/delayed.ts';
import { minuteMs, onBackupHost } from './support/backup-faults.ts';

const { lab, leader, written, load, replicaHas, timelines, watch } = onBackupHost();

describe('the replica and the archive go on', () => {
  test('after a switchover, and after the leader lost its power twice: across timelines without a hole', async () => {
    const before = (await timelines()).at(-1)?.timeline ?? 0;
    const fault = watch('switchover');
    const now = await untilHealthy(lab());
    const candidate = now.members.find(({ state }) => state === 'sync_standby')?.name;
    if (candidate === undefined) throw new Error('no sync standby');
    await switchOver(lab(), candidate);
    await written(101);
    fault.now();
    await fault.well();
    await replicaHas(101);
    for (const id of [102, 103]) {
      const power = watch(`power of the leader, ${String(id - 101)}`);
      const lost = await leader();
      await lab().kill(lost);
      power.now();
      await untilStatus(lab(), 'another member leads', (one) => one.leader !== null && one.leader !== lost && one.takesWrites === 'yes');
      await written(id);
      await lab().boot(lost);
      await power.well();
      await replicaHas(id);
    }
    expect((await timelines()).at(-1)?.timeline).toBeGreaterThanOrEqual(before + 3);
    expect((await timelines()).flatMap(({ holes }) => holes)).toEqual([]);
  });

  test('after the source host is gone: the next backup comes from another, and says so', async () => {
    const fault = watch('source host gone');
    await lab().kill('pg-a1-2');
    const { backup } = await jobDone(lab(), ['backup', 'run', '--full']);
    expect(backup).toMatchObject({ damaged: false });
    expect(backup?.source).not.toBe('pg-a1-2');
    await lab().boot('pg-a1-2');
    fault.now();
    await fault.well();
  });

  test('after the backup host was rebooted: its servers and the replica are there again', async () => {
    const fault = watch('backup host rebooted');
    await lab().reboot('backup');
    fault.now();
    await written(301);
    await fault.well();
    await replicaHas(301);
  });

  test('after the backup host was off under load: the cluster does not stop, it drains, nothing is lost', async () => {
    const fault = watch('backup host off for ten minutes under load');
    await lab().stop('backup');
    fault.now();
    const loading = load(1001, 600);
    const said = await fault.says('archive_failing', minuteMs);
    expect(said.message).toMatch(/unable to|timeout|timed out|refused|No route|no answer/);
    await loading;
    const now = await status(lab());
    expect(now).toMatchObject({ takesWrites: 'yes' });
    fault.print(`${String(now.backup?.archive.lagSegments)} segments wait`);
    expect(now.backup?.archive.lagSegments).toBeGreaterThan(300);
    await lab().boot('backup');
    fault.now();
    await fault.well();
    await replicaHas(1600);
    fault.print('every number is on the replica');
  });

  test('after the backup host was connected but dead: pushes time out, status says so within a minute, and it goes on', async () => {
    const fault = watch('backup host frozen');
    await lab().freeze('backup');
    fault.now();
    await written(2001);
    await fault.says('archive_failing', minuteMs);
    expect(await status(lab())).toMatchObject({ takesWrites: 'yes' });
    await lab().thaw('backup');
    fault.now();
    await fault.well();
    await replicaHas(2001);
  });

  test('after the disk of the archive was full: status says so, and it goes on once there is room', async () => {
    const fault = watch('disk of the archive full');
    const catalogue = (await archiveFiles(lab()))[0]?.split('/').slice(0, 4).join('/') ?? '';
    const small = '/run/small-disk';
    const onSmallDisk = [
      `mkdir -p ${small} && mount -t tmpfs -o size=$(( $(du -sm ${catalogue} | cut -f 1) + 8 ))m,mode=0755 tmpfs ${small}`,
      `cp -a ${catalogue}/. ${small}/ && chown --reference=${catalogue} ${small} && chmod --reference=${catalogue} ${small}`,
      `dd if=/dev/zero of=${small}/filler bs=64k 2>/dev/null; mount --bind ${small} ${catalogue}`,
    ].join(' && ');
    const { code, stderr } = await lab().exec('backup', ['sh', '-c', onSmallDisk], { timeoutMs: 120_000 });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    fault.now();
    await load(3001, 20);
    expect((await fault.says('archive_failing', 2 * minuteMs)).message).toMatch(/full|No space/);
    expect(await status(lab())).toMatchObject({ takesWrites: 'yes' });
    await lab().exec('backup', ['sh', '-c', `mount -o remount,size=4g ${small} && rm ${small}/filler`]);
    fault.now();
    await fault.well();
    await replicaHas(3020);
    await lab().restore('bootstrapped');
  });
});
