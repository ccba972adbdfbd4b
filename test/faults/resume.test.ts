import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../scripts/lab/index.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { bootstrapAgain, dataDirectories, dataDirectoriesOf, startBootstrap, untilRuns, untilThere } from '../e2e/support/bootstrap-run.ts';

// The end-to-end tests have the others.
let lab: Lab;
beforeAll(async () => {
  lab = await standOn('enrolled');
});
beforeEach(() => lab.restore('enrolled'));
afterAll(() => lab.close());

test('power loss during initdb: the half-made directory is set aside, nothing is deleted, the cluster stands', async () => {
  const run = startBootstrap(lab);
  await untilRuns(lab, 'pg-a1-1', '/initdb ');
  await lab.kill('pg-a1-1');
  await run.kill();
  await lab.boot('pg-a1-1');
  await bootstrapAgain(lab);
  const names = await dataDirectoriesOf(lab, 'pg-a1-1');
  expect(names.filter((name) => name.startsWith('main.aborted-'))).toHaveLength(1);
  expect(names).toContain('main');
});

test('power loss during a base backup: the half-made directory is set aside, the cluster stands', async () => {
  const run = startBootstrap(lab);
  // A slow link, so that the copy is cut in its middle and not before its first file or after its last.
  await run.reached('leader');
  await lab.delay('a2', 40);
  await untilThere(lab, 'pg-a2-1', `${dataDirectories}/main/backup_label`);
  await lab.kill('pg-a2-1');
  await run.kill();
  await lab.heal();
  await lab.boot('pg-a2-1');
  await bootstrapAgain(lab);
  expect((await dataDirectoriesOf(lab, 'pg-a2-1')).filter((name) => name.startsWith('main.aborted-'))).toHaveLength(1);
});

test('packages that are missing are installed, and nothing starts by itself', async () => {
  await lab.exec('pg-a2-2', ['apt-get', 'purge', '-y', 'patroni', 'postgresql-15'], { timeoutMs: 180_000 });
  await bootstrapAgain(lab);
  const { stdout } = await lab.exec('pg-a2-2', ['sh', '-c', 'ls /etc/postgresql/15 2>/dev/null; systemctl is-active postgresql@15-main']);
  expect(stdout.split('\n').filter((line) => line !== '' && line !== 'inactive')).toEqual([]);
});
