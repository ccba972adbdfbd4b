import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import type { JournalState } from '@tamada/core/converge';
import { emptyJournal } from '@tamada/core/converge';
import type { Bundle } from '@tamada/core/bundle';
import { bundleDigest } from '@tamada/core/bundle';
import { describeError, errorDetail, type ErrorDetail } from '@tamada/core/errors';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyBundle } from '../../../packages/agent/handlers/apply.ts';
import { removeFile } from '../../../packages/agent/execute/file-steps.ts';
import { makeWork } from '../../../packages/agent/execute/work.ts';
import { finishBegun } from '../../../packages/agent/execute/finish-begun.ts';
import { setAsideDataDirectory } from '../../../packages/agent/execute/data-directory-steps.ts';
import { enrollHost } from './support/agent.ts';
import { secrets, witnessBundle } from './support/bundle.ts';
import { contextOn, crashAt } from './support/crashing.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const journal = '/var/lib/tamada/journal.json';
let host: Host;

beforeEach(async () => {
  host = makeHost();
  await enrollHost(host, { role: 'witness' });
});
afterEach(() => {
  host.remove();
});

async function apply(bundle: Bundle = witnessBundle()): Promise<ErrorDetail | null> {
  try {
    const context = await contextOn(host, crashAt(Infinity));
    await applyBundle(context, { bundle, secrets, start: [], digest: bundleDigest(bundle) }, () => undefined);
    return null;
  } catch (error) {
    return errorDetail(error);
  }
}

function remember(change: (state: JournalState) => unknown): void {
  host.write(journal, JSON.stringify(change(JSON.parse(host.read(journal)) as JournalState)));
}

describe('what a journal names is not believed:', () => {
  test.each(['/etc/passwd', '/etc/tamada/tls/agent.key', '/var/lib/tamada/secrets.json', '/etc/patroni/config.yml'])(
    '%s is not removed',
    async (path) => {
      expect(await apply()).toBeNull();
      host.write('/etc/patroni/config.yml', 'x');
      const before = host.read(path);
      remember((state) => ({ ...state, files: { ...state.files, [path]: '' } }));
      expect(await apply(witnessBundle({ generation: 2 }))).toBeNull();
      expect(host.read(path)).toBe(before);
      expect(JSON.parse(host.read(journal))).not.toMatchObject({ files: { [path]: '' } });
    },
  );

  test('a file of the role that no bundle wants any more is removed, as ever', async () => {
    const path = '/etc/consul.d/tls/node.crt';
    expect(await apply()).toBeNull();
    host.write(path, 'x');
    remember((state) => ({ ...state, files: { ...state.files, [path]: '' } }));
    expect(await apply(witnessBundle({ generation: 2 }))).toBeNull();
    expect(() => host.read(path)).toThrow();
  });

  test.each([
    ['/etc/passwd', 'path_refused'],
    ['/etc/consul.d/../passwd', 'path_refused'],
    ['etc/consul.d/consul.json', 'path_refused'],
    ['/etc/consul.d/tls', 'path_refused'],
  ])('the step itself refuses %s', async (path, code) => {
    const context = await contextOn(host, crashAt(Infinity));
    const work = makeWork(context, witnessBundle(), secrets);
    await expect(removeFile({ kind: 'remove_file', path }, work)).rejects.toMatchObject({ detail: { code } });
    expect(host.read('/etc/passwd')).not.toBe('');
  });

  test('nor is a link or a folder in the place of the file', async () => {
    expect(await apply()).toBeNull();
    const path = '/etc/consul.d/tls/node.crt';
    mkdirSync(host.at('/etc/consul.d/tls'), { recursive: true });
    symlinkSync(host.at('/etc/passwd'), host.at(path));
    remember((state) => ({ ...state, files: { ...state.files, [path]: '' } }));
    expect(await apply(witnessBundle({ generation: 2 }))).toMatchObject({ code: 'symlink_in_way' });
    expect(host.read('/etc/passwd')).not.toBe('');
  });
});

test('a file with a second name gets no other owner or mode: the second one may be anybody’s', async () => {
  expect(await apply()).toBeNull();
  host.write('/etc/shadow', 'x');
  chmodSync(host.at('/etc/shadow'), 0o640);
  renameSync(host.at('/etc/consul.d/consul.json'), host.at('/etc/kept'));
  host.write('/etc/shadow', host.read('/etc/kept'));
  linkSync(host.at('/etc/shadow'), host.at('/etc/consul.d/consul.json'));
  expect(await apply(witnessBundle({ generation: 2 }))).toMatchObject({ code: 'symlink_in_way' });
});

describe('what the agent remembers is broken: it says so, says what to do, and leaves it', () => {
  const state = (change: object): string => JSON.stringify({ ...emptyJournal, ...change });
  test.each([
    ['nothing', ''],
    ['junk', 'junk'],
    ['half of it', state({}).slice(0, 40)],
    ['a list', '[]'],
    ['null', 'null'],
    ['an older version', state({ version: 0 })],
    ['a newer version', state({ version: 2 })],
    ['a missing part', JSON.stringify({ version: 1 })],
    ['a number as text', state({ fence: '1' })],
    ['half a generation', state({ confirmed: { generation: 1.5, digest: '' } })],
    ['a way around', state({ files: { '/etc/../etc/passwd': '' } })],
    ['a relative path', state({ files: { 'etc/passwd': '' } })],
    ['a claim on a way around', state({ claim: { path: '/var/lib/../../etc', at: 1 } })],
  ])('the journal is %s', async (_what, text) => {
    host.write(journal, text);
    const before = host.tree();
    const error = await apply();
    expect(error).toMatchObject({ code: 'state_broken', file: host.at(journal) });
    expect(error === null ? '' : describeError(error).next).toMatch(/^restore it, or move it away/);
    expect(host.tree()).toEqual(before);
  });

  test.each(['', 'junk', '[]', '{"a": 1}', '{"consul_token": "a-secret-token'])('the secrets are %j', async (text) => {
    expect(await apply()).toBeNull();
    host.write('/var/lib/tamada/secrets.json', text);
    const before = host.tree();
    const error = await apply(witnessBundle({ generation: 2 }));
    expect(error).toMatchObject({ code: 'state_broken', file: host.at('/var/lib/tamada/secrets.json') });
    expect(JSON.stringify(error)).not.toContain('a-secret');
    expect(host.tree()).toEqual(before);
  });

  test.each(['', 'junk', '{}', '{"files": [{"path": "/etc/passwd"}]}'])('the bundle that was begun is %j', async (text) => {
    expect(await apply()).toBeNull();
    remember((was) => ({ ...was, active: { generation: 1, digest: 'x', start: [], finished: false } }));
    host.write('/var/lib/tamada/generations/1.json', text);
    await expect(finishBegun(await contextOn(host, crashAt(Infinity)))).rejects.toMatchObject({ detail: { code: 'state_broken' } });
  });

  test('bundles that were never begun take no room from those that were', async () => {
    for (const name of ['99999999999999999999.json', '4000000000.json', '1e3.json', '007.json', 'x.json'])
      host.write(`/var/lib/tamada/generations/${name}`, '{}');
    for (let generation = 1; generation <= 7; generation += 1) expect(await apply(witnessBundle({ generation }))).toBeNull();
    const kept = Array.from({ length: 7 }, (_value, index) =>
      Object.hasOwn(host.tree(), `/var/lib/tamada/generations/${String(index + 1)}.json`),
    );
    expect(kept).toEqual([false, false, true, true, true, true, true]);
  });
});

describe.runIf(process.getuid?.() === 0)('a read-only file system is said by its name, and nothing is changed', () => {
  test.each(['/etc/consul.d', '/var/lib/tamada'])('at %s', async (place) => {
    expect(await apply()).toBeNull();
    const before = host.tree();
    execFileSync('mount', ['--bind', host.at(place), host.at(place)]);
    execFileSync('mount', ['-o', 'remount,bind,ro', host.at(place)]);
    try {
      const error = await apply(witnessBundle({ generation: 2 }, '{"other": "@{slot:raw:gossip}"}\n'));
      expect(error).toEqual({ code: 'file_system_failed', errno: 'EROFS', path: expect.stringContaining(place) as string });
      expect(error === null ? '' : describeError(error).message).toContain('the file system is read-only');
    } finally {
      execFileSync('umount', [host.at(place)]);
    }
    const config = '/etc/consul.d/consul.json';
    expect(host.tree()[config]).toEqual(before[config]);
  });
});

describe('the data directory of a member that never ran', () => {
  const data = '/var/lib/postgresql/15/main';
  const setAside = async (path = data): Promise<string> => {
    const context = await contextOn(host, crashAt(Infinity));
    return setAsideDataDirectory({ kind: 'set_aside_data_directory', path }, makeWork(context, witnessBundle(), secrets));
  };
  beforeEach(async () => {
    await enrollHost(host, { role: 'database' });
    host.write(`${data}/half`, 'made');
  });

  test('is renamed', async () => {
    expect(await setAside()).toMatch(/^kept as .*main\.aborted-\d{8}T\d{6}Z$/);
    expect(() => host.read(`${data}/half`)).toThrow();
  });

  test.each([
    ['a link in its place', data],
    ['a link on the way', '/var/lib/postgresql/15'],
  ])('is not with %s', async (_what, place) => {
    host.write('/srv/other/main/theirs', 'x');
    renameSync(host.at(place), host.at('/srv/kept'));
    symlinkSync(host.at('/srv/other'), host.at(place));
    await expect(setAside()).rejects.toMatchObject({ detail: { code: 'symlink_in_way' } });
    expect(readFileSync(host.at('/srv/other/main/theirs'), 'utf8')).toBe('x');
  });

  test.each(['/etc', '/var/lib/postgresql/15/main/../../../../../etc', '/var/lib/postgresql/15'])('%s is none', async (path) => {
    await expect(setAside(path)).rejects.toMatchObject({ detail: { code: 'path_refused' } });
  });

  test('is not where it belongs to somebody else', async () => {
    execFileSync('chown', ['12345', host.at(data)]);
    await expect(setAside()).rejects.toMatchObject({ detail: { code: 'unsafe' } });
  });
});
