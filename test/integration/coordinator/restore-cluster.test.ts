import { errorDetail, TamadaError } from '@tamada/core/errors';
import type { RpcName } from '@tamada/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../../packages/coordinator/cli/context.ts';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { restoreClusterThrough, type RestoreClusterOptions } from '../../../packages/coordinator/operations/restore-cluster.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

const wanted = 'backup: { tool: pgbackrest, source: pg-a1-2, delayedReplica: { delay: 1d } }\n';
const members = ['pg-a1-1', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2'];
let cluster: SimulatedCluster;
beforeEach(async () => {
  cluster = await startSimulatedCluster(wanted);
  await through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: async () => true }));
  cluster.world.changes.length = 0;
});
afterEach(() => cluster.close());

async function through(work: (reach: Reach) => Promise<Answer>): Promise<Answer & { readonly said: readonly string[] }> {
  const { answer, context } = await cluster.through(work);
  return { ...answer, said: context.said };
}

const usual: RestoreClusterOptions = {
  ...{ to: null, backup: null, timeline: null, destroyDataOf: 'geo', keepOldData: true, startOver: false, dryRun: false },
  confirm: async () => true,
};
const restore = (options: Partial<RestoreClusterOptions> = {}) =>
  through((reach) => restoreClusterThrough(reach, { ...usual, ...options }));
const refusal = (work: Promise<unknown>) => work.then(() => null, errorDetail);
const changes = (what: string): readonly string[] =>
  cluster.world.changes
    .filter((line) => line.endsWith(`: ${what}`))
    .map((line) => line.replace(/: .*/, ''))
    .toSorted();

function failOnce(call: RpcName, node: string): void {
  let failed = false;
  cluster.world.before = (at, name) => {
    if (failed || name !== call || node !== at) return;
    failed = true;
    throw new TamadaError({ code: 'disk_full', path: '/var/lib' });
  };
}

describe('what it destroys', () => {
  test.each([null, 'other'])('is named, or nothing happens: %s', async (destroyDataOf) => {
    const next = 'if that is what you want, add --destroy-data-of geo';
    expect(await refusal(restore({ destroyDataOf }))).toMatchObject({ code: 'unsafe', next });
    expect(cluster.world.changes).toEqual([]);
  });

  test('is shown for each member before it is asked for; no is no', async () => {
    const { exitCode, text, said } = await restore({ confirm: async () => false, keepOldData: false });
    expect({ exitCode, text }).toEqual({ exitCode: 1, text: 'nothing was done' });
    for (const member of members) expect(said.join('\n')).toContain(`  ${member}: /data is deleted`);
    expect(cluster.world.changes).toEqual([]);
  });

  test('a dry run has the same words, and the phases', async () => {
    const { text } = await restore({ dryRun: true });
    expect(text).toContain('  backup B1 of ');
    expect(text).toContain('recovered to the end of the archive along timeline 1');
    expect(text).toMatch(/old data\n.*stop the member and set its data aside: pg-a1-1, pg-a1-2, pg-a2-1, pg-a2-2/);
    expect(cluster.world.changes).toEqual([]);
  });
});

describe('the cluster', () => {
  test('all members make room, one is restored and adopted, then the others start; at last the delayed replica is made again', async () => {
    const { exitCode, data } = await restore();
    expect({ exitCode, data }).toMatchObject({ exitCode: 0, data: { result: 'done', changed: true, leader: 'pg-a1-1' } });
    expect(changes('emptied')).toEqual(members);
    expect(changes('adopted')).toEqual(['pg-a1-1']);
    const order = ['emptied', 'job {"restore"', 'adopted', 'start patroni', 'job {"backup":""}'];
    const at = order.map((what) => cluster.world.changes.findIndex((line) => line.includes(what)));
    expect(at).toEqual(at.toSorted((one, other) => one - other));
    expect(cluster.world.changes.find((line) => line.endsWith('start patroni'))).toBe('pg-a1-1: start patroni');
    expect(cluster.world.history.map(({ kind }) => kind)).toEqual(['bootstrap', 'restore']);
  });

  test('it goes on where it stopped, with what it had decided; nobody is emptied twice', async () => {
    failOnce('AdoptMember', 'pg-a1-1');
    const { exitCode, text } = await restore({ to: '0/9000000' });
    expect(exitCode).toBe(1);
    expect(text).toContain("run `tamada restore --cluster --destroy-data-of geo --to '0/9000000'` again");
    const { said } = await restore({ to: '0/9000000' });
    expect(said.join('\n')).toMatch(/continuing the restore .*\n.*\n.*\n {2}pg-a1-1: emptied before/);
    expect(changes('emptied')).toEqual(members);
    expect(changes('adopted')).toEqual(['pg-a1-1']);
  });

  test('while one has not ended, another and bootstrap are refused; to start over is said', async () => {
    failOnce('AdoptMember', 'pg-a1-1');
    await restore();
    expect(await refusal(restore({ to: '0/9000000' }))).toMatchObject({ code: 'unsafe' });
    const again = through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: async () => true }));
    expect(await refusal(again)).toMatchObject({ code: 'unsafe', next: expect.stringContaining('tamada restore --cluster') as string });
    expect(await restore({ to: '0/9000000', startOver: true })).toMatchObject({ exitCode: 0 });
    expect(changes('emptied')).toEqual([...members, ...members].toSorted());
  });

  test('after one that is done the same words mean a new one', async () => {
    await restore();
    await restore();
    expect(changes('emptied')).toEqual([...members, ...members].toSorted());
  });

  test.each<[string, Partial<RestoreClusterOptions>]>([
    ['a target before the first backup', { to: '2020-01-01 00:00Z' }],
    ['a backup that is not there', { backup: 'B9' }],
    ['a timeline that is not there', { timeline: 7 }],
  ])('%s is refused before anything happens', async (_name, options) => {
    expect(await refusal(restore(options))).toMatchObject({ code: 'unsafe', next: 'see `tamada backup list`' });
    expect(cluster.world.changes).toEqual([]);
  });
});
