import { chmod, chown, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { emptyJournal } from '@tamada/core/converge';
import type { Survey } from '@tamada/core/preflight';
import { runCommand } from '@tamada/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { facts } from '../../../packages/agent/facts/facts.ts';
import { packageManager } from '../../../packages/agent/packages/install-packages.ts';
import type { Accounts } from '../../../packages/agent/observe/accounts.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { addressRisks } from '../../../packages/agent/survey/address-risks.ts';
import { automations } from '../../../packages/agent/survey/automation.ts';
import { checkProblem } from '../../../packages/agent/survey/check-program.ts';
import { surveyDataDirectory } from '../../../packages/agent/survey/data-directory.ts';
import { diskState } from '../../../packages/agent/survey/disks.ts';
import { localeStates, watchdogState } from '../../../packages/agent/survey/host-settings.ts';
import { placeProblems } from '../../../packages/agent/survey/places.ts';
import { installCheck, removeCheck } from '../check/installed.ts';
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

  describe('of the data directory', () => {
    const data = '/var/lib/postgresql/15/main';
    const config = {
      role: 'database',
      platform: 'debian',
      postgres: { version: 15, port: 5432, dataDirectory: data, binDirectory: '/b', socketDirectory: '/s' },
    } as const;
    const postgres = 4711;
    const accounts: Accounts = { user: async () => postgres, group: async () => postgres };
    const claimed = { ...emptyJournal, claim: { path: data, at: 1 } };
    const established = { ...emptyJournal, established: { path: data, systemId: '1', at: 1 } };
    let root: TemporaryFolder;
    let place: string;
    const look = (journal = emptyJournal): Promise<Pick<Survey, 'dataDirectory' | 'dataFolder'>> =>
      surveyDataDirectory(config, agentPaths(root.path), journal, accounts);
    const states = async (): Promise<readonly string[]> =>
      Promise.all([emptyJournal, claimed, established].map(async (journal) => (await look(journal)).dataDirectory));
    beforeEach(async () => {
      root = await temporaryFolder();
      place = join(root.path, data);
      await mkdir(dirname(place), { recursive: true });
    });
    afterEach(() => root.remove());

    test('tells whose it is', async () => {
      const none = await surveyDataDirectory({ ...config, role: 'witness' }, agentPaths(root.path), emptyJournal, accounts);
      expect(none).toEqual({ dataDirectory: 'none', dataFolder: null });
      expect(await look()).toEqual({ dataDirectory: 'absent', dataFolder: null });
      await mkdir(place);
      await chown(place, postgres, postgres);
      const folder = { kind: 'folder', linkTarget: '', mountPoint: false, owner: 'postgres', names: [] };
      expect(await look()).toMatchObject({ dataDirectory: 'empty', dataFolder: folder });
      await writeFile(join(place, 'PG_VERSION'), '15\n');
      expect(await states()).toEqual(['foreign', 'claimed', 'established']);
      expect((await look()).dataFolder).toMatchObject({ names: ['PG_VERSION'] });
    });

    test('tells an empty mount point of root, and one that holds lost+found alone', async () => {
      await mkdir(place);
      await must(['mount', '-t', 'tmpfs', 'tmpfs', place]);
      try {
        const folder = { kind: 'folder', mountPoint: true, fileSystem: 'tmpfs', owner: 'root' };
        expect(await look()).toMatchObject({ dataDirectory: 'empty', dataFolder: { ...folder, names: [] } });
        await mkdir(join(place, 'lost+found'));
        expect(await look()).toMatchObject({ dataDirectory: 'lost_found', dataFolder: { ...folder, names: ['lost+found'] } });
        expect(await states()).toEqual(['lost_found', 'lost_found', 'lost_found']);
      } finally {
        await must(['umount', place]);
      }
    });

    test('tells a link from a folder, and where it leads', async () => {
      await symlink('/nowhere/data', place);
      expect(await look()).toMatchObject({ dataDirectory: 'dangling_link', dataFolder: { kind: 'nothing', linkTarget: '/nowhere/data' } });
      await rm(place);
      await symlink(root.path, place);
      expect(await look()).toMatchObject({ dataDirectory: 'foreign', dataFolder: { kind: 'folder', linkTarget: root.path } });
      await rm(place);
      await writeFile(place, '');
      expect(await look()).toMatchObject({ dataDirectory: 'foreign', dataFolder: { kind: 'file' } });
    });
  });

  describe('of the places of our files', () => {
    const config = {
      role: 'database',
      platform: 'debian',
      postgres: { version: 15, port: 5432, dataDirectory: '/d', binDirectory: '/b', socketDirectory: '/s' },
    } as const;
    const accounts: Accounts = { user: async (name) => (name === 'root' ? 0 : 4711), group: async (name) => (name === 'root' ? 0 : 4711) };
    let root: TemporaryFolder;
    const at = (path: string): string => join(root.path, path);
    const problems = async (): Promise<readonly string[]> => {
      const found = await placeProblems(config, agentPaths(root.path), accounts, []);
      return found.map(({ path, at: where, problem, user }) => `${problem} ${where} ${path} ${user}`.trim());
    };
    beforeEach(async () => {
      root = await temporaryFolder();
      for (const folder of ['/etc', '/var/lib', '/opt']) await mkdir(at(folder), { recursive: true });
    });
    afterEach(() => root.remove());

    test('finds nothing wrong with a host that is as it should be, under modes that packages give, too', async () => {
      expect(await problems()).toEqual([]);
      await mkdir(at('/etc/patroni'), { mode: 0o700 });
      expect(await problems()).toEqual([]);
    });

    test('finds links on the way and in the place of a file, and what is no folder or no file', async () => {
      await mkdir(at('/data'));
      await symlink('/data', at('/var/lib/postgresql'));
      await mkdir(at('/etc/haproxy'));
      await symlink('/data/haproxy.cfg', at('/etc/haproxy/haproxy.cfg'));
      await writeFile(at('/etc/consul.d'), '');
      await mkdir(at('/etc/keepalived/keepalived.conf'), { recursive: true });
      expect(await problems()).toEqual([
        'not_a_folder /etc/consul.d /etc/consul.d',
        'link /var/lib/postgresql /var/lib/postgresql/15',
        'link /etc/haproxy/haproxy.cfg /etc/haproxy/haproxy.cfg',
        'not_a_file /etc/keepalived/keepalived.conf /etc/keepalived/keepalived.conf',
      ]);
    });

    test('finds a folder that a user of ours has to pass, and may not', async () => {
      await chmod(at('/var/lib'), 0o750);
      await chmod(at('/etc'), 0o711);
      expect(await problems()).toEqual(['closed /var/lib /var/lib/consul consul', 'closed /var/lib /var/lib/patroni postgres']);
      await chown(at('/var/lib'), 0, 4711);
      expect(await problems()).toEqual([]);
    });

    test('finds what is mounted read-only', async () => {
      await must(['mount', '-t', 'tmpfs', '-o', 'ro', 'tmpfs', at('/var/lib')]);
      try {
        expect(await problems()).toEqual(['read_only /var/lib /var/lib/tamada']);
      } finally {
        await must(['umount', at('/var/lib')]);
      }
    });

    test('finds scripts of packages that could not be run', async () => {
      const mounts = [{ point: '/var', fileSystem: 'ext4', readOnly: false, noexec: true }];
      const expected = { path: '/var/lib/dpkg/info', at: '/var', problem: 'noexec', user: '' };
      expect(await placeProblems(config, agentPaths(root.path), accounts, mounts)).toEqual([expected]);
      expect(await placeProblems({ ...config, platform: 'rhel' }, agentPaths(root.path), accounts, mounts)).toEqual([]);
    });
  });

  describe('as the user of the check', () => {
    const accounts: Accounts = { user: async () => 4711, group: async () => 4711 };
    let root: TemporaryFolder;
    const problem = (of = accounts): Promise<string> => checkProblem(runCommand, agentPaths(root.path), of);
    beforeEach(async () => {
      root = await temporaryFolder();
      await chmod(root.path, 0o755);
      const bin = join(root.path, '/opt/tamada/current/bin');
      await mkdir(bin, { recursive: true });
      await writeFile(join(bin, 'tamada-check'), '#!/bin/sh\necho "tamada-check 0 $(id -u)"\nexit 1\n');
      await chmod(join(bin, 'tamada-check'), 0o755);
    });
    afterEach(() => root.remove());

    test('runs the check, also before that user is made', async () => {
      expect(await problem()).toBe('');
      expect(await problem({ user: async () => null, group: async () => null })).toBe('');
    });

    test(
      'runs the one that a server gets',
      async () => {
        const installed = await installCheck();
        await rm(join(root.path, '/opt/tamada/current'), { recursive: true });
        await symlink(join(installed.root, installed.version), join(root.path, '/opt/tamada/current'));
        expect(await problem()).toBe('');
        await chmod(installed.program, 0o750);
        expect(await problem()).toMatch(/cannot be run: EACCES/);
        await removeCheck(installed);
      },
      baseTreeMs,
    );

    test.each([
      ['/opt', 0o700, 'others may not enter /opt'],
      ['/opt/tamada', 0o750, 'others may not enter /opt/tamada'],
      ['/opt/tamada/current/bin/tamada-check', 0o750, expect.stringMatching(/^\/opt\/.*\/tamada-check cannot be run: EACCES/) as string],
    ])('says what is closed: %s with mode %o', async (path, mode, expected) => {
      await chmod(join(root.path, path), mode);
      expect(await problem()).toEqual(expected);
    });
  });

  describe('of what works by itself', () => {
    const packages = ['patroni', 'postgresql-15', 'haproxy'];
    const units = ['patroni.service', 'keepalived.service'];
    let root: TemporaryFolder;
    const write = async (path: string, content: string): Promise<void> => {
      await mkdir(dirname(join(root.path, path)), { recursive: true });
      await writeFile(join(root.path, path), content);
    };
    /** Answers of apt and systemd; all else is the host's files. */
    const look = (said: { readonly apt?: string; readonly active?: readonly string[] }): Promise<string[]> =>
      automations({
        at: (path) => join(root.path, path),
        packages,
        units,
        run: async ([program, ...args]) => {
          const shown = args.filter((one) => one.endsWith('.service') || one.endsWith('.timer'));
          const blocks = shown.map((unit) => `Id=${unit}\nActiveState=${said.active?.includes(unit) === true ? 'active' : 'inactive'}`);
          return {
            code: 0,
            signal: null,
            stdout: program === 'apt-config' ? (said.apt ?? '') : blocks.join('\n\n'),
            stderr: '',
            timedOut: false,
            truncated: false,
          };
        },
      });
    beforeEach(async () => {
      root = await temporaryFolder();
    });
    afterEach(() => root.remove());

    test('nothing of it is there', async () => {
      expect(await look({ apt: 'APT::Periodic::Unattended-Upgrade "1";' })).toEqual([]);
    });

    test('unattended-upgrades counts unless it is off, or spares all our packages', async () => {
      await write('/usr/bin/unattended-upgrade', '');
      const on = 'APT::Periodic::Unattended-Upgrade "1";\n';
      const spared = (...patterns: readonly string[]): string =>
        `${on}${patterns.map((pattern) => `Unattended-Upgrade::Package-Blacklist:: "${pattern}";\n`).join('')}`;
      expect(await look({ apt: on })).toEqual(['unattended-upgrades']);
      expect(await look({ apt: 'APT::Periodic::Unattended-Upgrade "0";\n' })).toEqual([]);
      expect(await look({ apt: spared('patroni', 'haproxy') })).toEqual(['unattended-upgrades']);
      expect(await look({ apt: spared('patroni', 'haproxy$', 'postgresql-') })).toEqual([]);
      expect(await look({ apt: spared('(', '.*') })).toEqual([]);
    });

    test('needrestart counts unless it only lists, or spares all our units', async () => {
      await write('/usr/sbin/needrestart', '');
      await write('/etc/needrestart/needrestart.conf', "#$nrconf{restart} = 'l';\n$nrconf{override_rc} = {\n  qr(^dbus) => 0,\n};\n");
      expect(await look({})).toEqual(['needrestart']);
      await write('/etc/needrestart/conf.d/tamada.conf', '$nrconf{override_rc}{qr(^(patroni|keepalived)\\.service)} = 0;\n');
      expect(await look({})).toEqual([]);
      await write('/etc/needrestart/conf.d/tamada.conf', "$nrconf{restart} = 'l';\n");
      expect(await look({})).toEqual([]);
    });

    test('dnf-automatic counts if it installs, and does not spare our packages', async () => {
      const active = ['dnf-automatic.timer'];
      await write('/etc/dnf/automatic.conf', '[commands]\napply_updates = no\n');
      expect(await look({ active })).toEqual([]);
      expect(await look({ active: ['dnf-automatic-install.timer'] })).toEqual(['dnf-automatic']);
      await write('/etc/dnf/automatic.conf', '[commands]\napply_updates = yes\n');
      expect(await look({ active })).toEqual(['dnf-automatic']);
      await write('/etc/dnf/dnf.conf', '[main]\nexcludepkgs=patroni* postgresql-1?,haproxy\n');
      expect(await look({ active })).toEqual([]);
    });

    test('what manages a host counts while it runs', async () => {
      expect(await look({ active: ['puppet.service'] })).toEqual(['puppet.service']);
    });
  });

  test('of an address: a lease, loopback, and a network service that takes foreign addresses away', async () => {
    const root = await temporaryFolder();
    const write = async (path: string, content: string): Promise<void> => {
      await mkdir(dirname(join(root.path, path)), { recursive: true });
      await writeFile(join(root.path, path), content);
    };
    const said = [
      { ifname: 'lo', ifindex: 1, addr_info: [{ local: '10.1.1.9', prefixlen: 32 }] },
      {
        ifname: 'eth0',
        ifindex: 2,
        addr_info: [
          { local: '10.1.1.1', prefixlen: 24, dynamic: true },
          { local: '10.1.1.2', prefixlen: 24 },
        ],
      },
    ];
    const risks = (address: string): Promise<readonly string[]> =>
      addressRisks(
        async () => ({ code: 0, signal: null, stdout: JSON.stringify(said), stderr: '', timedOut: false, truncated: false }),
        (path) => join(root.path, path),
        address,
      );
    expect([await risks('10.1.1.1'), await risks('10.1.1.2'), await risks('10.1.1.9'), await risks('10.9.9.9')]).toEqual([
      ['dhcp'],
      [],
      ['loopback'],
      [],
    ]);
    await write('/run/systemd/netif/links/2', 'ADMIN_STATE=configured\nNETWORK_FILE=/etc/systemd/network/10-eth0.network\n');
    await write('/etc/systemd/network/10-eth0.network', '[Network]\nAddress=10.1.1.2/24\n#KeepConfiguration=yes\n');
    expect(await risks('10.1.1.2')).toEqual(['networkd']);
    await write('/etc/systemd/network/10-eth0.network.d/keep.conf', '[Network]\nKeepConfiguration=static\n');
    expect(await risks('10.1.1.2')).toEqual([]);
    await root.remove();
  });
});

async function must(argv: readonly [string, ...string[]]): Promise<void> {
  const { code, stderr } = await runCommand(argv, { timeoutMs: 10_000 });
  if (code !== 0) throw new Error(stderr);
}
