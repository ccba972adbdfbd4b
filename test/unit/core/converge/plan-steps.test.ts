import type { Desired } from '@tamada/core/converge';
import { planSteps } from '@tamada/core/converge';
import type { Program } from '@tamada/core/facts';
import { describe, expect, test } from 'vitest';
import type { World } from './world.ts';
import {
  consulUnit,
  converge,
  dataDirectory,
  desiredFile,
  desiredOf,
  directory,
  emptyWorld,
  established,
  kinds,
  look,
  patroniUnit,
  reloadFile,
  restartFile,
  started,
} from './world.ts';

function consul(config = 'one', certificate = 'first'): Desired {
  return desiredOf({
    directories: [directory('/etc/consul.d/tls'), directory('/etc/consul.d')],
    files: [
      restartFile('/etc/consul.d/consul.json', config),
      reloadFile('/etc/consul.d/tls/node.crt', certificate),
      desiredFile('/etc/sysusers.d/x.conf', 'users', { sysusers: true }),
      desiredFile('/etc/systemd/system/consul.service', 'unit', { systemd: true }),
      desiredFile('/etc/tmpfiles.d/x.conf', 'folders', { tmpfiles: true }),
    ],
    units: [consulUnit],
  });
}
const consulOnly: readonly Program[] = ['consul'];
const running = converge(emptyWorld, consul(), consulOnly).world;

describe('files and units', () => {
  test('users come before folders, folders from the outside in, files before systemd, systemd before units', () => {
    const plan = planSteps(consul(), look(emptyWorld), { start: consulOnly });
    expect(plan.kind === 'steps' && plan.steps.map((step) => `${step.kind} ${'path' in step ? step.path : ''}`.trim())).toEqual([
      'write_file /etc/sysusers.d/x.conf',
      'run_sysusers',
      'make_directory /etc/consul.d',
      'make_directory /etc/consul.d/tls',
      'write_file /etc/consul.d/consul.json',
      'write_file /etc/consul.d/tls/node.crt',
      'write_file /etc/systemd/system/consul.service',
      'write_file /etc/tmpfiles.d/x.conf',
      'run_tmpfiles',
      'daemon_reload',
      'enable_unit',
      'start_unit',
      'await_healthy',
    ]);
  });

  const cases: readonly (readonly [string, World, Desired, readonly Program[], readonly string[]])[] = [
    ['nothing changed', running, consul(), consulOnly, []],
    ['a file for the start changed', running, consul('two'), consulOnly, ['write_file', 'restart_unit', 'await_healthy']],
    ['a file for a reload changed', running, consul('one', 'second'), consulOnly, ['write_file', 'reload_unit']],
    ['both changed', running, consul('two', 'second'), consulOnly, ['write_file', 'write_file', 'restart_unit', 'await_healthy']],
    ['it may not be touched', running, consul('two'), ['patroni'], ['write_file']],
    ['it stopped', stopped(running), consul(), consulOnly, ['start_unit', 'await_healthy']],
    ['it stopped and may not be touched', stopped(running), consul(), [], []],
    ['somebody disabled it', disabled(running), consul(), consulOnly, ['enable_unit']],
    [
      'it should not run',
      running,
      { ...consul(), units: [{ ...consulUnit, running: false, enabled: false }] },
      consulOnly,
      ['stop_unit', 'disable_unit'],
    ],
    [
      'somebody else started it before',
      started(emptyWorld, 'consul.service'),
      desiredOf({ units: [{ ...consulUnit, enabled: false }] }),
      consulOnly,
      ['restart_unit', 'await_healthy'],
    ],
  ];
  test.each(cases)('%s', (_what, world, desired, start, expected) => {
    const first = converge(world, desired, start);
    expect(kinds(first.steps)).toEqual(expected);
    expect(kinds(converge(first.world, desired, start).steps)).toEqual([]);
  });

  test('a file written earlier without leave to restart is made good when there is leave', () => {
    const { world } = converge(running, consul('two'), []);
    expect(kinds(converge(world, consul('two'), consulOnly).steps)).toEqual(['restart_unit', 'await_healthy']);
  });

  test('a process that was started by somebody else after the files were placed is not started again', () => {
    const { world } = converge(running, consul('two', 'second'), []);
    expect(kinds(converge(started(world, 'consul.service'), consul('two', 'second'), consulOnly).steps)).toEqual([]);
  });

  test('a change that was taken back before anything was restarted restarts nothing', () => {
    const { world } = converge(running, consul('two'), []);
    expect(kinds(converge(world, consul('one'), consulOnly).steps)).toEqual(['write_file']);
  });

  test('only files that an earlier bundle brought are removed', () => {
    const files = new Map([...running.files, ['/etc/consul.d/operators.json', { owner: 'root', group: 'root', mode: 0o644, digest: 'x' }]]);
    const { steps } = converge({ ...running, files }, { ...consul(), files: consul().files.slice(0, 3) }, []);
    expect(steps.filter(({ kind }) => kind === 'remove_file')).toEqual([
      { kind: 'remove_file', path: '/etc/systemd/system/consul.service' },
      { kind: 'remove_file', path: '/etc/tmpfiles.d/x.conf' },
    ]);
  });

  test('owner and mode are corrected without writing', () => {
    const file = running.files.get('/etc/consul.d/consul.json')!;
    const files = new Map([...running.files, ['/etc/consul.d/consul.json', { ...file, mode: 0o644 }]]);
    expect(kinds(converge({ ...running, files }, consul(), consulOnly).steps)).toEqual(['correct_metadata']);
  });
});

describe('a member and its data directory', () => {
  const patroni = desiredOf({ files: [restartFile('/etc/patroni.yml', 'one', 'patroni.service')], units: [patroniUnit] });
  const newer = desiredOf({ files: [restartFile('/etc/patroni.yml', 'two', 'patroni.service')], units: [patroniUnit] });
  const begun = converge(emptyWorld, patroni, ['patroni']).world;
  const member = converge(established(begun), patroni, ['patroni']).world;
  const filled = (world: World): World => ({ ...world, content: 'filled' });

  const cases: readonly (readonly [string, World, Desired, readonly string[]])[] = [
    [
      'an absent directory is claimed before the start',
      emptyWorld,
      patroni,
      ['write_file', 'claim_data_directory', 'start_unit', 'await_healthy'],
    ],
    [
      'an empty one too',
      { ...emptyWorld, content: 'empty' },
      patroni,
      ['write_file', 'claim_data_directory', 'start_unit', 'await_healthy'],
    ],
    ['a member that is being made is left alone', filled(begun), patroni, []],
    ['also when its files change', filled(begun), newer, ['write_file']],
    ['one that has not begun is restarted', begun, newer, ['write_file', 'restart_unit', 'await_healthy']],
    [
      'a member that never ran is set aside',
      down(filled(begun)),
      patroni,
      ['set_aside_data_directory', 'claim_data_directory', 'start_unit', 'await_healthy'],
    ],
    [
      'an empty folder of somebody else is taken over, though it was claimed before',
      { ...down(begun), content: 'empty', usable: false },
      patroni,
      ['claim_data_directory', 'start_unit', 'await_healthy'],
    ],
    ['once it ran, it starts with the host', established(begun), patroni, ['enable_unit']],
    ['a member that stopped is started', down(member), patroni, ['start_unit', 'await_healthy']],
    ['a member that is made anew while it runs is none that never ran', { ...member, content: 'empty' }, patroni, []],
    [
      'a member that lost its data does not start with the host until it runs',
      { ...down(member), content: 'empty' },
      patroni,
      ['disable_unit', 'claim_data_directory', 'start_unit', 'await_healthy'],
    ],
  ];
  test.each(cases)('%s', (_what, world, desired, expected) => {
    const { steps, refused } = converge(world, desired, ['patroni']);
    expect({ kinds: kinds(steps), refused }).toEqual({ kinds: expected, refused: false });
  });

  test.each([down(filled(emptyWorld)), started(filled(emptyWorld), 'patroni.service')])('data of somebody else is refused', (world) => {
    expect(planSteps(patroni, look(world), { start: ['patroni'] })).toEqual({
      kind: 'refused',
      detail: { code: 'data_directory_foreign', path: dataDirectory },
    });
  });

  test('data of somebody else does not keep files from being written', () => {
    expect(planSteps(patroni, look(filled(emptyWorld)), { start: [] })).toMatchObject({ kind: 'steps', steps: [{ kind: 'write_file' }] });
  });
});

describe('the delayed replica', () => {
  const name = 'tamada-delayed.service';
  const unit = { name, program: 'delayed', running: true, enabled: true } as const;
  const delayed = (settings: string, clients = 'all'): Desired =>
    desiredOf({
      files: [
        desiredFile('/etc/tamada/delayed/postgresql.conf', settings, { unit: name, restart: settings, reload: null }),
        desiredFile('/etc/tamada/delayed/pg_hba.conf', clients, { unit: name, restart: null, reload: clients }),
      ],
      units: [unit],
    });
  const written = converge(emptyWorld, delayed('one'), ['delayed']);

  test('is started by the job that restores it, never by a bundle', () => {
    expect(kinds(written.steps)).toEqual(['write_file', 'write_file']);
  });

  test('takes what changed by a reload, or by a restart where it reads it at its start only', () => {
    const job = started(written.world, name);
    expect(kinds(converge(job, delayed('one'), ['delayed']).steps)).toEqual([]);
    expect(kinds(converge(job, delayed('one', 'some'), ['delayed']).steps)).toEqual(['write_file', 'reload_unit']);
    expect(kinds(converge(job, delayed('two'), ['delayed']).steps)).toEqual(['write_file', 'restart_unit']);
  });

  test('is stopped where nobody wants one any more', () => {
    const unwanted = desiredOf({ files: [], units: [{ ...unit, running: false, enabled: false }] });
    expect(kinds(converge(started(written.world, name), unwanted, ['delayed']).steps)).toContain('stop_unit');
  });
});

describe('timers of our own', () => {
  const timers = desiredOf({ units: [{ name: 'tamada-backup-full.timer', program: 'tamada', running: true, enabled: true }] });

  test('come with the first program that is started, and not before', () => {
    expect(kinds(converge(emptyWorld, timers, []).steps)).toEqual([]);
    expect(kinds(converge(emptyWorld, timers, ['pgbackrest']).steps)).toEqual(['enable_unit', 'start_unit']);
  });
});

function stopped(world: World): World {
  return { ...world, units: new Map([...world.units].map(([name, unit]) => [name, { ...unit, active: 'failed' }])) };
}
function down(world: World): World {
  return { ...world, units: new Map([...world.units].map(([name, unit]) => [name, { ...unit, active: 'inactive' }])) };
}
function disabled(world: World): World {
  return { ...world, units: new Map([...world.units].map(([name, unit]) => [name, { ...unit, enabled: false }])) };
}
