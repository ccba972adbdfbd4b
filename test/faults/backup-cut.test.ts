import { segmentAt, segmentName } from '@tamada/core/wal';
import { expect, test } from 'vitest';
import { leadIn } from '../../scripts/cluster/leaders.ts';
import { untilHealthy, untilStatus } from '../../scripts/cluster/status.ts';
import { archiveFiles, delayedSql } from '../e2e/support/delayed.ts';
import { onBackupHost } from './support/backup-faults.ts';

const { lab, written, replicaHas, timelines } = onBackupHost();

/** In force at once and without a restart, which would make it look for timelines. */
async function delay(of: string): Promise<void> {
  const line = `recovery_min_apply_delay = '${of}'`;
  const { code, stderr } = await lab().exec('backup', ['tee', '-a', '/etc/tamada/delayed/targets.conf'], { input: `${line}\n` });
  if (code !== 0) throw new Error(stderr);
  await delayedSql(lab(), 'select pg_reload_conf()');
}

test('what a leader wrote that was cut off with the backup host is not replayed later', async () => {
  await leadIn(lab(), 'a1');
  await written(1);
  await replicaHas(1);
  await delay('1h');
  // It holds back this one, so that it has no later segment in its hands.
  await written(2);
  await lab().cut('a1');
  await untilStatus(lab(), 'another datacentre leads', ({ leader }) => leader?.startsWith('pg-a2') === true);
  await lab().heal();
  await untilHealthy(lab());
  await written(3);

  // It was there: the segment in which its timeline was left, as a whole one, with what it wrote alone.
  const { parent, switchLsn } = (await timelines()).at(-1) ?? {};
  const left = segmentAt(parent ?? 0, switchLsn ?? '');
  const name = left === null ? '' : segmentName(left);
  expect((await archiveFiles(lab())).filter((file) => file.includes(name) && !file.includes('.partial'))).toHaveLength(1);
  await delay('0s');
  await replicaHas(3);
  await delay('40s');
});
