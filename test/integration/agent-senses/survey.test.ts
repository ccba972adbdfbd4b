import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyJournal } from '@tamada/core/converge';
import { runCommand } from '@tamada/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { facts } from '../../../packages/agent/facts/facts.ts';
import { packageManager } from '../../../packages/agent/packages/platform-manager.ts';
import { surveyDataDirectory } from '../../../packages/agent/survey/data-directory.ts';
import { diskState } from '../../../packages/agent/survey/disks.ts';
import { localeStates } from '../../../packages/agent/survey/locales.ts';
import { watchdogState } from '../../../packages/agent/survey/watchdog.ts';
import { baseTreeMs } from './support/base-tree.ts';
import { makeHostTree } from './support/host-tree.ts';
import type { HostTree } from './support/host-tree.ts';
import { temporaryFolder } from './support/program.ts';
import type { TemporaryFolder } from './support/program.ts';

let tree: HostTree;
let folder: TemporaryFolder;
beforeAll(async () => {
  tree = await makeHostTree();
  folder = await temporaryFolder();
}, baseTreeMs);
afterAll(async () => {
  await tree.remove();
  await folder.remove();
});

test('facts of a host: its system, its programs with their versions, and the interface of its address', async () => {
  const found = await facts(tree.run, { platform: 'debian', address: '127.0.0.1', postgresVersion: 15 });
  expect(found).toMatchObject({ platform: 'debian', osVersion: '12', arch: 'x64', interface: { name: 'lo', prefixLength: 8 } });
  expect(found.cpus).toBeGreaterThan(0);
  expect(found.memoryBytes).toBeGreaterThan(0);
  const versions = Object.fromEntries(found.programs.map(({ program, version }) => [program, version]));
  expect(versions).toMatchObject({ patroni: '3.0.2', keepalived: '2.2.7' });
  expect(versions.consul).toMatch(/^\d+\.\d+\.\d+$/);
  expect(versions.haproxy).toMatch(/^2\.6\./);
  expect(versions.postgres).toMatch(/^15\.\d+$/);
  expect(versions).not.toHaveProperty('pg_probackup');
});

describe('a survey', () => {
  test('measures the disk of the nearest parent and leaves nothing there', async () => {
    const { path, totalBytes, freeBytes, fsyncMs } = await diskState(join(folder.path, 'not/there/yet'));
    expect(path).toBe(join(folder.path, 'not/there/yet'));
    expect(totalBytes).toBeGreaterThan(freeBytes);
    expect(fsyncMs).toBeGreaterThan(0);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('tells packages that are installed, to be had, and unknown', async () => {
    const states = await packageManager('apt', tree.run).states(['patroni', 'postgresql-15', 'no-such-package']);
    expect(states[0]!.version).toBe('3.0.2-1');
    expect(states[1]!.version).toMatch(/^15\./);
    expect(states[1]!.candidate).toMatch(/^15\./);
    expect(states[2]).toEqual({ name: 'no-such-package', version: '', candidate: '' });
  });

  test('knows a locale by any spelling', async () => {
    expect(await localeStates(tree.run, ['C.UTF-8', 'xx_XX.UTF-8'])).toEqual([
      { name: 'C.UTF-8', present: true },
      { name: 'xx_XX.UTF-8', present: false },
    ]);
  });

  test('tells whether the user may open a watchdog, without opening it', async () => {
    const device = join(folder.path, 'watchdog');
    expect(await watchdogState(runCommand, device, 'nobody')).toBe('absent');
    await writeFile(device, '', { mode: 0o600 });
    expect(await watchdogState(runCommand, device, 'nobody')).toBe('inaccessible');
    expect(await watchdogState(runCommand, device, 'root')).toBe('present');
  });

  test('tells whose data directory it is', async () => {
    const path = join(folder.path, 'data');
    const claimed = { ...emptyJournal, claim: { path, at: 1 } };
    const established = { ...emptyJournal, established: { path, systemId: '1', at: 1 } };
    const look = (journal = emptyJournal): Promise<string> => surveyDataDirectory(path, path, journal);
    expect(await surveyDataDirectory('', '', emptyJournal)).toBe('none');
    expect(await look()).toBe('absent');
    await mkdir(path);
    expect(await look()).toBe('empty');
    await writeFile(join(path, 'PG_VERSION'), '15\n');
    expect([await look(), await look(claimed), await look(established)]).toEqual(['foreign', 'claimed', 'established']);
  });
});
