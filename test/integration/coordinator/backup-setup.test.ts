import { errorDetail } from '@tamada/core/errors';
import type { RpcName } from '@tamada/wire';
import { TamadaError } from '@tamada/core/errors';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reach } from '../../../packages/coordinator/connections/reach.ts';
import { backupSetupThrough, type BackupSetupOptions } from '../../../packages/coordinator/operations/backup-setup.ts';
import { bootstrapThrough } from '../../../packages/coordinator/operations/bootstrap.ts';
import { planThrough } from '../../../packages/coordinator/operations/plan.ts';
import { startSimulatedCluster, type SimulatedCluster } from '../../fakes/cluster/start.ts';

const users = 'postgres: { databases: { app: {} } }\n';
const wanted = `${users}backup: { tool: pgbackrest, source: pg-a1-2, delayedReplica: { delay: 1d } }\n`;
const yes = async (): Promise<boolean> => true;

let cluster: SimulatedCluster;
/** A cluster that was bootstrapped without backups and without their host; now cluster.yaml wants both. */
beforeEach(async () => {
  cluster = await startSimulatedCluster(users);
  await cluster.stop('backup');
  await cluster.writeTopology(users, 'backup');
  await bootstrap();
  await cluster.start('backup');
  await cluster.writeTopology(wanted);
  cluster.world.changes.length = 0;
});
afterEach(() => cluster.close());

const through = async <T>(work: (reach: Reach) => Promise<T>, signal?: AbortSignal): Promise<T> =>
  (await cluster.through(work, signal)).answer;

const bootstrap = () => through((reach) => bootstrapThrough(reach, { dryRun: false, ignore: [], confirm: yes }));
const setup = (options: Partial<BackupSetupOptions> = {}, signal?: AbortSignal) =>
  through((reach) => backupSetupThrough(reach, { dryRun: false, ignore: [], confirm: yes, ...options }), signal);
const refusal = (work: Promise<unknown>) => work.then(() => null, errorDetail);

/** Fails the first call of that name on that node, or anywhere. */
function failOnce(call: RpcName, node: string | null): void {
  cluster.world.before = (at, name) => {
    if (name !== call || (node !== null && at !== node)) return;
    cluster.world.before = () => undefined;
    throw new TamadaError({ code: 'disk_full', path: '/var/lib' });
  };
}

function sound(): void {
  const { backups, leader, hosts } = cluster.world;
  expect(leader).toBe('pg-a1-1');
  expect(backups).toMatchObject({ prepared: true, archiving: true, delayed: 'replaying', backups: [{ kind: 'full', state: 'ok' }] });
  expect(new Set([...hosts.values()].map(({ active }) => active?.generation)).size).toBe(1);
  expect(hosts.get('backup')?.running).toContain('pgbackrest');
}

describe('a cluster that stands without backups', () => {
  test('gets them, node by node with the leader last, and nothing of it is started again', async () => {
    const { exitCode, data, text } = await setup();
    expect({ exitCode, data }).toMatchObject({ exitCode: 0, data: { result: 'done', changed: true, generation: 2 } });
    expect(text).toBe('geo has its backups: the newest is B1\nlook at them: tamada backup list');
    sound();
    const { changes } = cluster.world;
    expect(changes.filter((change) => change.endsWith(': files'))).toEqual(
      ['backup', 'pg-a1-2', 'pg-a2-1', 'pg-a2-2', 'pg-a1-1'].map((node) => `${node}: files`),
    );
    expect(changes.filter((change) => /start (consul|patroni|haproxy|keepalived)/.test(change))).toEqual([]);
    const at = (part: string): number => changes.findIndex((change) => change.includes(part));
    expect(at('certificate')).toBeLessThan(at('files'));
    expect(at('catalogue')).toBeLessThan(at('archiving'));
    expect(at('archiving')).toBeLessThan(at('job {"type":"full"'));
    expect(cluster.world.history).toMatchObject([{ kind: 'bootstrap' }, { kind: 'backup_setup' }]);
    expect([...cluster.world.hosts.values()].every(({ fence }) => fence === cluster.world.fences)).toBe(true);
  });

  test('a second run changes nothing, and so does bootstrap', async () => {
    await setup();
    cluster.world.changes.length = 0;
    expect(await setup()).toMatchObject({ exitCode: 0, data: { changed: false, generation: 2 } });
    expect(await bootstrap()).toMatchObject({ exitCode: 0, data: { changed: false, generation: 2 } });
    expect(cluster.world.changes).toEqual([]);
  });

  test('shows what it would do and asks; a no does nothing, and a dry run does not even ask', async () => {
    const asked: string[] = [];
    const no = async (question: string): Promise<boolean> => (asked.push(question), false);
    expect(await setup({ confirm: no })).toMatchObject({ exitCode: 1, text: 'nothing was done' });
    const { text, data } = await setup({ dryRun: true, confirm: no });
    expect(asked).toEqual(['Set up backups of geo on backup?']);
    expect(text).toMatch(/^ {2}pg-a1-1: 1 file$/m);
    expect(text).toContain('Nothing that clients use is restarted.');
    expect(text).toContain('make the catalogue of backups: backup');
    expect(data).toMatchObject({ sequence: 'backup_setup' });
    expect(cluster.world.changes).toEqual([]);
  });

  test('bootstrap and plan name the command', async () => {
    const detail = await refusal(bootstrap());
    expect(detail).toMatchObject({ code: 'unsafe', next: expect.stringContaining('tamada backup setup') as string });
    const { data, text } = await through((reach) =>
      planThrough(reach, { exitCode: false, out: null, wish: { nodes: null, canary: null, fixDrift: false } }),
    );
    expect(data).toMatchObject({ changes: true, next: 'tamada backup setup' });
    expect(text).toMatch(/^next: `tamada backup setup`/m);
    expect(cluster.world.changes).toEqual([]);
  });

  test('also where its backup host stood from the beginning with nothing to do', async () => {
    await cluster.close();
    cluster = await startSimulatedCluster(users);
    await bootstrap();
    await cluster.writeTopology(wanted);
    expect(await setup()).toMatchObject({ exitCode: 0, data: { result: 'done' } });
    sound();
  });

  test('databases that cluster.yaml has gained are left to their own change', async () => {
    await cluster.writeTopology(wanted.replace('app: {}', 'app: {}, other: {}'));
    await setup();
    expect(cluster.world.databases).toEqual(['app', 'backup']);
  });
});

describe('a run that stops is continued where it stopped', () => {
  const stops: readonly { call: RpcName; node: string | null; phase: string }[] = [
    { call: 'InstallPackages', node: 'backup', phase: 'packages' },
    { call: 'InstallCertificate', node: 'backup', phase: 'certificates' },
    { call: 'Apply', node: 'backup', phase: 'bundles' },
    { call: 'Apply', node: 'pg-a2-1', phase: 'bundles' },
    { call: 'Apply', node: 'pg-a1-1', phase: 'bundles' },
    { call: 'EnsureDatabases', node: null, phase: 'roles' },
    { call: 'PrepareCatalogue', node: null, phase: 'archive' },
    { call: 'EnsureDynamicConfig', node: null, phase: 'archive' },
    { call: 'CheckArchive', node: null, phase: 'archive' },
    { call: 'AppendHistory', node: null, phase: 'confirm' },
  ];

  test.each(stops)('in phase $phase, when $call on $node fails', async ({ call, node, phase }) => {
    failOnce(call, node);
    const first = await setup();
    expect(first).toMatchObject({ exitCode: 1, data: { result: 'failed', phase, failures: [{ error: { code: 'disk_full' } }] } });
    expect(first.text).toContain('run `tamada backup setup` again');
    expect(await setup()).toMatchObject({ exitCode: 0, data: { result: 'done' } });
    sound();
    // What failed is remembered, too.
    const twice = cluster.world.changes.filter((change, index, all) => !change.endsWith(': history') && all.indexOf(change) !== index);
    expect(twice).toEqual([]);
  });

  test.each(['backup', 'rebuild'] as const)('when the job %s fails', async (kind) => {
    cluster.world.backups.fails.set(kind, { code: 'request_failed', problem: 'no room', next: 'make some' });
    expect(await setup()).toMatchObject({ exitCode: 1, data: { phase: kind === 'backup' ? 'backup' : 'delayed replica' } });
    cluster.world.backups.fails.clear();
    expect(await setup()).toMatchObject({ exitCode: 0 });
    sound();
  });

  test('after Ctrl-C in the middle of the first backup, which goes on', async () => {
    cluster.world.backups.endless.add('backup');
    const control = new AbortController();
    cluster.world.before = (_node, call) => {
      if (call === 'WatchJob') setTimeout(() => control.abort(), 100);
    };
    expect(await setup({}, control.signal)).toMatchObject({ exitCode: 1, data: { failures: [{ error: { code: 'cancelled' } }] } });
    cluster.world.before = () => undefined;
    cluster.world.backups.endless.clear();
    expect(await setup()).toMatchObject({ exitCode: 0 });
    expect([...cluster.world.backups.jobs.values()].filter(({ kind }) => kind === 'backup')).toHaveLength(1);
    sound();
  });

  test('with a mistake in `backup` corrected', async () => {
    failOnce('PrepareCatalogue', null);
    await setup();
    await cluster.writeTopology(wanted.replace('1d', '2h'));
    expect(await setup()).toMatchObject({ exitCode: 0, data: { generation: 3 } });
    sound();
  });

  test('by bootstrap too, once all nodes have their files', async () => {
    failOnce('CheckArchive', null);
    await setup();
    expect(await bootstrap()).toMatchObject({ exitCode: 0, data: { result: 'done' } });
    sound();
  });
});

describe('what is refused, before anything is changed', () => {
  const cases: readonly { name: string; before: () => unknown; says: RegExp }[] = [
    {
      name: 'another change beside it, with a list',
      before: () => cluster.writeTopology(wanted.replace('postgres: {', 'postgres: { port: 6432,')),
      says: /by more than missing backups.*\n {2}pg-a1-1: \/etc\/x/,
    },
    { name: 'a backup host that is not a node yet', before: () => cluster.stop('backup'), says: /every agent must answer\n {2}backup: / },
    {
      name: 'archive_mode that somebody turned off',
      before: () => (cluster.world.archiveMode = 'off'),
      says: /archive_mode is not `on`/,
    },
    { name: 'a member that waits for a restart', before: () => cluster.world.pending.add('pg-a2-1'), says: /pg-a2-1 waits for a restart/ },
  ];
  test.each(cases)('$name', async ({ before, says }) => {
    await before();
    const detail = await refusal(setup());
    expect(detail).toMatchObject({ code: 'unsafe', problem: expect.stringMatching(says) as string });
    expect(cluster.world.changes).toEqual([]);
  });

  test('a change of `backup` once backups stand', async () => {
    await setup();
    await cluster.writeTopology(wanted.replace('1d', '2h'));
    expect(await refusal(setup())).toMatchObject({
      code: 'unsafe',
      problem: expect.stringContaining('by more than missing backups') as string,
    });
  });

  test('a cluster that does not stand, and one that wants no backups', async () => {
    await cluster.close();
    cluster = await startSimulatedCluster(wanted);
    expect(await refusal(setup())).toMatchObject({ code: 'unsafe', next: expect.stringContaining('tamada bootstrap') as string });
    await cluster.writeTopology(users);
    expect(await refusal(setup())).toMatchObject({ code: 'usage', next: expect.stringContaining('tamada backup setup') as string });
  });
});
