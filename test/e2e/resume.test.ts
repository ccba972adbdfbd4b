import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tamada } from '../../scripts/cluster/operator.ts';
import type { Lab } from '../../scripts/lab/index.ts';
import { bootstrapAgain, dataDirectories, startBootstrap } from './support/bootstrap-run.ts';
import { sql } from '../../scripts/cluster/clients/sql.ts';
import { standOn } from '../../scripts/cluster/stand.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await standOn('enrolled');
});
afterAll(() => lab.close());

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
    await bootstrapAgain(lab);
    expect(await sql(lab, 'pg-a1-1', 'select count(*) from pg_stat_replication')).toEqual(['3']);
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
});
