import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { step, tamada } from '../../scripts/cluster/operator.ts';
import type { Host, Lab } from '../../scripts/lab/index.ts';
import { startBootstrap, untilRuns, untilThere } from './support/bootstrap-run.ts';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';
import { untilHealthy } from '../../scripts/cluster/status.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('enrolled');
});
afterAll(() => lab.close());

const dataDirectories = '/var/lib/postgresql/15';

async function bootstrapAgain(): Promise<void> {
  await step({ lab, say: (line) => void process.stderr.write(`${line}\n`) }, ['bootstrap']);
  await untilHealthy(lab);
}

async function listed(host: Host): Promise<readonly string[]> {
  return (await lab.exec(host, ['ls', dataDirectories])).stdout.split('\n').filter((name) => name !== '');
}

describe('one bootstrap, stopped again and again', () => {
  test('the coordinator is killed in one phase after the other, an agent too', async () => {
    for (const phase of ['packages', 'certificates', 'bundles', 'consul', 'acl', 'leader']) {
      const run = startBootstrap(lab);
      await run.reached(phase);
      await run.kill();
    }
    const run = startBootstrap(lab);
    await run.reached('replicas');
    await lab.exec('pg-a2-1', ['systemctl', 'kill', '--signal=KILL', 'tamada-agent']);
    await run.ended;
    await bootstrapAgain();
    expect(await sql(lab, 'pg-a1-1', 'select count(*) from pg_stat_replication')).toEqual(['3']);
  });
});

describe('power loss', () => {
  beforeEach(() => lab.restore('enrolled'));

  test('during initdb: the half-made directory is set aside, nothing is deleted, the cluster stands', async () => {
    const run = startBootstrap(lab);
    await untilRuns(lab, 'pg-a1-1', '/initdb ');
    await lab.kill('pg-a1-1');
    await run.kill();
    await lab.boot('pg-a1-1');
    await bootstrapAgain();
    const names = await listed('pg-a1-1');
    expect(names.filter((name) => name.startsWith('main.aborted-'))).toHaveLength(1);
    expect(names).toContain('main');
  });

  test('during a base backup: the same', async () => {
    const run = startBootstrap(lab);
    // A slow link, so that the copy is cut in its middle and not before its first file or after its last.
    await run.reached('leader');
    await lab.delay('a2', 40);
    await untilThere(lab, 'pg-a2-1', `${dataDirectories}/main/backup_label`);
    await lab.kill('pg-a2-1');
    await run.kill();
    await lab.heal();
    await lab.boot('pg-a2-1');
    await bootstrapAgain();
    expect((await listed('pg-a2-1')).filter((name) => name.startsWith('main.aborted-'))).toHaveLength(1);
  });
});

describe('what is not ours', () => {
  beforeAll(() => lab.restore('enrolled'));

  test('a data directory that tamada did not make is refused and left as it is', async () => {
    const foreign = `${dataDirectories}/main`;
    await lab.exec('pg-a2-2', ['install', '-d', '-o', 'postgres', '-g', 'postgres', '-m', '0700', foreign]);
    await lab.exec('pg-a2-2', ['sh', '-c', `echo mine > ${foreign}/precious`]);
    const { code, stdout, stderr } = await tamada(lab, ['bootstrap']);
    expect(code).toBe(3);
    expect(`${stdout}${stderr}`).toMatch(/pg-a2-2[^]*data directory/i);
    expect((await lab.exec('pg-a2-2', ['cat', `${foreign}/precious`])).stdout).toBe('mine\n');
    expect((await lab.exec('pg-a1-1', ['ls', '/etc/consul.d'])).stdout).not.toContain('tamada');
    await lab.exec('pg-a2-2', ['mv', foreign, `${dataDirectories}/precious`]);
  });

  test('packages that are missing are installed, and nothing starts by itself', async () => {
    await lab.exec('pg-a2-2', ['apt-get', 'purge', '-y', 'patroni', 'postgresql-15'], { timeoutMs: 180_000 });
    await bootstrapAgain();
    const { stdout } = await lab.exec('pg-a2-2', ['sh', '-c', 'ls /etc/postgresql/15 2>/dev/null; systemctl is-active postgresql@15-main']);
    expect(stdout.split('\n').filter((line) => line !== '' && line !== 'inactive')).toEqual([]);
  });
});
