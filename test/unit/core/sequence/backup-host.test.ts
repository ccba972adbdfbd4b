import { archiveConfig } from '@tamada/core/bundle';
import { backupSetupSequence, unfinishedRuns, type RunRecord } from '@tamada/core/sequence';
import { parseTopology, type Topology } from '@tamada/core/topology';
import { describe, expect, test } from 'vitest';
import { topology } from '../../../builders/cluster.ts';

const backups = parseTopology(
  `name: geo
datacenters: { a1: {}, a2: {}, a3: {} }
nodes:
  pg-1: { datacenter: a1, address: 10.0.0.1, role: database }
  pg-2: { datacenter: a2, address: 10.0.1.1, role: database }
  witness: { datacenter: a3, address: 10.0.2.1, role: witness }
  store: { datacenter: a3, address: 10.0.2.2, role: backup }
postgres: { parameters: { work_mem: 8MB, archive_timeout: 5min } }
backup: { tool: pgbackrest, source: pg-2, delayedReplica: { delay: 1d } }
`,
  'cluster.yaml',
);

function wanted(): Topology {
  if (backups.topology === null) throw new Error(JSON.stringify(backups.problems));
  return backups.topology;
}

describe('backups for a cluster that stands', () => {
  test('nodes are changed one after the other, the leader last, and the members must be sound after each', () => {
    const bundles = backupSetupSequence(wanted(), 'pg-1').find(({ name }) => name === 'bundles');
    const words = bundles?.stages.map((stage) =>
      stage.map((task) => (task.kind === 'apply_bundle' ? task.node : task.kind === 'wait_for' ? task.condition.kind : task.kind)),
    );
    const sound = [['members_stream'], ['sync_guaranteed']];
    expect(words).toEqual([['store'], ['witness'], ['pg-2'], ...sound, ['pg-1'], ...sound]);
  });

  test('the replica is started after the archive has what it needs', () => {
    const starts = backupSetupSequence(wanted(), 'pg-1').flatMap(({ name, stages }) =>
      stages.flat().flatMap((task) => (task.kind === 'apply_bundle' && task.start.includes('delayed') ? [name] : [])),
    );
    expect(starts).toEqual(['confirm']);
  });

  test('there is nothing to do where the topology asks for none', () => {
    expect(backupSetupSequence(topology(), null)).toEqual([]);
  });

  test('of the dynamic configuration only archiving is set, and the operator has the last word on it', () => {
    const config = archiveConfig(wanted()) as { readonly postgresql: { readonly parameters: object; readonly recovery_conf: object } };
    expect(Object.keys(config)).toEqual(['postgresql']);
    expect(config.postgresql.parameters).toEqual({
      archive_command: expect.stringContaining('archive-push') as string,
      archive_timeout: '5min',
    });
    expect(config.postgresql.recovery_conf).toEqual({ restore_command: expect.stringContaining('pgbackrest') as string });
  });
});

test('a run that did not end well may be corrected until another one has ended well', () => {
  const run = (startedAtMs: number, change: Partial<RunRecord>): RunRecord => ({
    ...{ id: String(startedAtMs), sequence: 'backup_setup', startedAtMs, endedAtMs: null, inputs: '', ignored: [], generation: 1 },
    ...{ digests: {}, result: 'failed', phase: '' },
    ...change,
  });
  const ids = (...records: readonly RunRecord[]) => unfinishedRuns(records, 'backup_setup').map(({ id }) => id);
  expect(ids(run(3, {}), run(1, { sequence: 'bootstrap', result: 'done' }), run(2, { result: 'running' }))).toEqual(['2', '3']);
  expect(ids(run(1, {}), run(2, { result: 'done' }))).toEqual([]);
  expect(ids(run(1, { sequence: 'bootstrap' }))).toEqual([]);
});
