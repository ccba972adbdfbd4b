import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '@tamada/core/bundle';
import type { ErrorCode } from '@tamada/core/errors';
import { createAuthority, type BundlePart } from '@tamada/wire';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunningAgent, Trust } from './support/agent.ts';
import { agentConfig, enrollHost, startAgent } from './support/agent.ts';
import { apply, file, folder, partsOf, secrets, witnessBundle } from './support/bundle.ts';
import type { Host } from './support/host.ts';
import { makeHost } from './support/host.ts';

// Agents start and stop in here, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let host: Host;
let trust: Trust;
let agent: RunningAgent;
/** What a case did to the host, undone after it. */
const undo: (() => void)[] = [];

beforeAll(async () => {
  host = makeHost();
  trust = await enrollHost(host, { role: 'witness' });
  agent = await startAgent(host, trust);
  const client = await agent.client();
  expect((await apply(client, partsOf(witnessBundle({ generation: 5 })))).error).toBeNull();
});
afterEach(() => {
  for (const step of undo.splice(0)) step();
});
afterAll(async () => {
  await agent.kill('SIGTERM');
  host.remove();
});

/** Generation 6 with another content of Consul's configuration. */
function next(change: Partial<Bundle> = {}): Bundle {
  return witnessBundle({ generation: 6, ...change }, '{"next": "@{slot:raw:gossip}"}\n');
}
function withFile(added: Bundle['files'][number]): Bundle {
  return next({ files: [...next().files.filter(({ path }) => path !== added.path), added] });
}
function changeOf(bundle: Bundle, change: (parts: readonly BundlePart[]) => readonly BundlePart[]): readonly BundlePart[] {
  return change(partsOf(bundle));
}
const config = '/etc/consul.d/consul.json';
function ownConfig(content: string): Bundle['files'][number] {
  return file('/etc/tamada/agent.yaml', 'root', 0o644, content, 'tamada');
}

describe('a bundle is refused and nothing is changed:', () => {
  const cases: readonly (readonly [string, ErrorCode, () => readonly BundlePart[], (() => void)?])[] = [
    ['for another cluster', 'wrong_cluster', () => partsOf(next({ cluster: 'other' }))],
    ['for another node', 'wrong_node', () => partsOf(next({ node: 'n2' }))],
    ['without its end', 'bundle_truncated', () => partsOf(next()).slice(0, -1)],
    ['without one part', 'bundle_truncated', () => partsOf(next()).filter((_part, index) => index !== 3)],
    ['without anything', 'bundle_truncated', () => []],
    [
      'with one letter changed on the way',
      'bundle_corrupt',
      () =>
        changeOf(next(), (parts) => parts.map((part) => (part.file ? { file: { ...part.file, content: `${part.file.content} ` } } : part))),
    ],
    ['with a file twice', 'bundle_corrupt', () => partsOf(next({ files: [...next().files, next().files[0]!] }))],
    ['too large', 'bundle_oversized', () => partsOf(withFile(file(config, 'consul', 0o600, 'x'.repeat(5 * 1024 * 1024))))],
    ['of an older generation', 'generation_old', () => partsOf(next({ generation: 4 }))],
    ['of the same generation with another content', 'generation_conflict', () => partsOf(next({ generation: 5 }))],
    ['without a generation', 'bundle_corrupt', () => partsOf(next({ generation: 0 }))],
    ['with a path outside of the table', 'path_refused', () => partsOf(withFile(file('/etc/shadow', 'root', 0o600, '')))],
    ['with a path of another role', 'path_refused', () => partsOf(withFile(file('/etc/patroni/config.yml', 'root', 0o600, '', 'patroni')))],
    ['with a way around', 'path_refused', () => partsOf(withFile(file('/etc/consul.d/../passwd', 'root', 0o644, '')))],
    ['with a relative path', 'path_refused', () => partsOf(withFile(file('etc/consul.d/consul.json', 'consul', 0o600, '')))],
    ['with a folder outside of the table', 'path_refused', () => partsOf(next({ directories: [folder('/root', 'root', 0o777)] }))],
    ['with the wrong owner', 'path_refused', () => partsOf(withFile(file(config, 'root', 0o600, '{}')))],
    ['with too wide a mode', 'path_refused', () => partsOf(withFile(file(config, 'consul', 0o644, '{}')))],
    ['with a setuid bit', 'path_refused', () => partsOf(withFile(file(config, 'consul', 0o4600, '{}')))],
    ['with a configuration that this agent cannot read', 'file_invalid', () => partsOf(withFile(ownConfig('cluster: geo\n')))],
    ['with a configuration that would end every parser', 'file_invalid', () => partsOf(withFile(ownConfig('['.repeat(30_000))))],
    [
      'with the configuration of another node',
      'wrong_node',
      () => partsOf(withFile(ownConfig(agentConfig('witness', 1).replace('"n1"', '"n2"')))),
    ],
    [
      'with a unit of others',
      'path_refused',
      () => partsOf(next({ units: [{ name: 'ssh.service', program: 'consul', running: false, enabled: false }] })),
    ],
    [
      'with a secret that nobody has',
      'secret_missing',
      () => partsOf(withFile(file(config, 'consul', 0o600, '@{slot:raw:nobody_has_it}'))),
    ],
    [
      'by the program itself',
      'validator_refused',
      () => partsOf(withFile(file(config, 'consul', 0o600, 'REFUSE no such key @{slot:raw:gossip}'))),
    ],
    [
      'where a symlink stands for the file',
      'symlink_in_way',
      () => partsOf(next()),
      () => {
        instead(config, (at) => {
          symlinkSync('/etc/passwd', at);
        });
      },
    ],
    [
      'where a folder stands for the file',
      'symlink_in_way',
      () => partsOf(next()),
      () => {
        instead(config, (at) => {
          mkdirSync(at);
        });
      },
    ],
    [
      'where a pipe stands for the file',
      'symlink_in_way',
      () => partsOf(next()),
      () => {
        instead(config, (at) => {
          execFileSync('mkfifo', [at]);
        });
      },
    ],
    [
      'where a symlink stands for its folder',
      'symlink_in_way',
      () => partsOf(next()),
      () => {
        instead('/etc/consul.d', (at) => {
          symlinkSync(host.at('/etc/elsewhere'), at);
        });
      },
    ],
    [
      'where a symlink stands further up',
      'symlink_in_way',
      () => partsOf(next()),
      () => {
        instead('/etc/systemd', (at) => {
          symlinkSync(host.at('/etc/elsewhere'), at);
        });
      },
    ],
    [
      'where a file stands for a folder',
      'symlink_in_way',
      () => partsOf(next()),
      () => {
        instead('/var/lib/consul', (at) => {
          execFileSync('touch', [at]);
        });
      },
    ],
    [
      'where its user does not exist',
      'owner_missing',
      () => partsOf(next({ files: next().files.filter(({ path }) => !path.includes('sysusers')) })),
      () => {
        without('/etc/passwd', 'consul');
      },
    ],
    [
      'where its group does not exist',
      'owner_missing',
      () => partsOf(next({ files: next().files.filter(({ path }) => !path.includes('sysusers')) })),
      () => {
        without('/etc/group', 'consul');
      },
    ],
    [
      'where its program is not installed',
      'program_missing',
      () => partsOf(next()),
      () => {
        instead('/usr/bin/consul', () => undefined);
      },
    ],
  ];

  for (const [what, code, parts, damage] of cases) {
    test(`${what} (${code})`, async () => {
      damage?.();
      const before = host.tree();
      const client = await agent.client();
      const { steps, error } = await apply(client, parts());
      expect({ steps, code: error?.code }).toEqual({ steps: [], code });
      expect(JSON.stringify(error)).not.toContain(secrets.gossip);
      expect(host.tree()).toEqual(before);
      client.close();
    });
  }

  test('the validator’s words are passed on, the file by its own name', async () => {
    const client = await agent.client();
    const { error } = await apply(client, partsOf(withFile(file(config, 'consul', 0o600, 'REFUSE no such key'))));
    expect(error).toEqual({ code: 'validator_refused', program: 'consul', path: config, output: 'no such key' });
  });
});

describe('a disk without room (disk_full)', () => {
  test.runIf(process.getuid?.() === 0).each(['/etc/consul.d', '/var/lib/tamada'])('at %s changes nothing', async (place) => {
    const kept = `${host.at(place)}.kept`;
    renameSync(host.at(place), kept);
    mkdirSync(host.at(place), { mode: 0o755 });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k,mode=0755', 'tmpfs', host.at(place)]);
    undo.push(() => {
      execFileSync('umount', [host.at(place)]);
      rmSync(host.at(place), { recursive: true });
      renameSync(kept, host.at(place));
    });
    execFileSync('cp', ['-a', `${kept}/.`, host.at(place)]);
    execFileSync('dd', ['if=/dev/zero', `of=${join(host.at(place), 'filler')}`, 'bs=1k', 'count=400'], { stdio: 'ignore' });
    const before = host.tree();
    const client = await agent.client();
    const large = withFile(file(config, 'consul', 0o600, JSON.stringify({ large: 'x'.repeat(150 * 1024) })));
    expect((await apply(client, partsOf(large))).error).toMatchObject({ code: 'disk_full' });
    expect(host.tree()).toEqual(before);
  });
});

describe('a caller is refused:', () => {
  test.each([
    ['operator', 'permission_denied'],
    ['viewer', 'permission_denied'],
    // They open no agent; most may only serve.
    ['consul', 'node_unreachable'],
    ['postgres', 'node_unreachable'],
    ['patroni', 'node_unreachable'],
    ['agent', 'node_unreachable'],
  ] as const)('%s', async (organization, code) => {
    const before = host.tree();
    const client = await agent.client(organization);
    expect((await apply(client, partsOf(next()))).error).toMatchObject({ code });
    expect(host.tree()).toEqual(before);
  });

  test('of another cluster', async () => {
    const client = await agent.client('admin', await createAuthority('other', Date.now()));
    expect((await apply(client, partsOf(next()))).error).toMatchObject({ code: 'node_unreachable' });
  });
});

test('a second operation is refused while one runs (busy), and looking is not', async () => {
  host.write('/usr/bin/consul', '#!/bin/sh\nsleep 2\n');
  undo.push(() => {
    execFileSync('cp', ['test/fakes/validator', host.at('/usr/bin/consul')]);
  });
  const client = await agent.client();
  const slow = apply(client, partsOf(next()));
  await expect
    .poll(async () => (await client.getStatus({ patienceMs: 0 }, { deadlineMs: 5000 })).agent.busyWith)
    .toBe('apply of generation 6');
  expect((await apply(client, partsOf(next()))).error).toEqual({ code: 'busy', with: 'apply of generation 6' });
  expect((await slow).error).toBeNull();
});

describe('where no Consul bears a lease number out,', () => {
  test('an old one is refused, and none is taken, because bootstrap has to make Consul first', async () => {
    const client = await agent.client();
    const bundle = next({ generation: 7 });
    expect((await apply(client, partsOf(bundle), 12)).error).toBeNull();
    expect((await apply(client, partsOf(bundle), 11)).error).toEqual({ code: 'fence_old', current: 12, got: 11 });
    expect((await apply(client, partsOf(bundle))).error).toBeNull();
  });

  test('one that came with work which was refused or failed locks nobody out', async () => {
    const invented = Number.MAX_SAFE_INTEGER - 1e15;
    const [operator, admin] = [await agent.client('operator'), await agent.client()];
    const entry = { run: 'r', kind: 'bootstrap', atMs: 1, json: '{}' };
    await expect(operator.appendHistory(entry, { deadlineMs: 5000, fence: invented })).rejects.toMatchObject({
      detail: { code: 'secret_missing' },
    });
    expect((await apply(operator, partsOf(next({ generation: 8 })), invented)).error).toMatchObject({ code: 'permission_denied' });
    expect((await apply(admin, partsOf(next({ generation: 3 })), invented)).error).toMatchObject({ code: 'generation_old' });
    expect((await apply(admin, partsOf(next({ generation: 7 })), 13)).error).toBeNull();
  });

  test('it is forgotten with the process', async () => {
    await agent.kill('SIGTERM');
    agent = await startAgent(host, trust);
    expect((await apply(await agent.client(), partsOf(next({ generation: 7 })), 11)).error).toBeNull();
  });
});

/** Puts something else in the place of a file or folder, for one test. */
function instead(path: string, make: (at: string) => void): void {
  const kept = `${host.at(path)}.kept`;
  renameSync(host.at(path), kept);
  undo.push(() => {
    rmSync(host.at(path), { recursive: true, force: true });
    renameSync(kept, host.at(path));
  });
  make(host.at(path));
}

function without(database: string, name: string): void {
  const content = host.read(database);
  undo.push(() => {
    host.write(database, content);
  });
  const left = content.split('\n').filter((line) => !line.startsWith(`${name}:`));
  host.write(database, left.join('\n'));
}
