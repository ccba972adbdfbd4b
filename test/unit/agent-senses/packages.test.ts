import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@tamada/runtime';
import type { Argv, CommandResult, CommandRunner } from '@tamada/runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeApt, readCandidates, readInstalled } from '../../../packages/agent/packages/apt.ts';
import { makeDnf } from '../../../packages/agent/packages/dnf.ts';
import { forgetDeniedStarts, startsDeniedEnvironment, withStartsDenied } from '../../../packages/agent/packages/starts-denied.ts';

/** A runner that answers by program and keeps what it was asked. */
function recorder(answers: Readonly<Record<string, Partial<CommandResult>>>): { readonly run: CommandRunner; readonly asked: Argv[] } {
  const asked: Argv[] = [];
  const silence: CommandResult = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false, truncated: false };
  const run: CommandRunner = async (argv) => {
    asked.push(argv);
    return { ...silence, ...answers[argv[0]] };
  };
  return { run, asked };
}

describe('apt', () => {
  test('a package that left its configuration is not installed', () => {
    expect([...readInstalled('haproxy\t2.6.12-1\tinstalled\nkeepalived\t1:2.2.7-1\tconfig-files\n')]).toEqual([['haproxy', '2.6.12-1']]);
  });

  test('a name without a version is not to be had', () => {
    const policy =
      'haproxy:\n  Installed: (none)\n  Candidate: 2.6.12-1\n  Version table:\n     2.6.12-1 500\nconsul:\n  Installed: (none)\n  Candidate: (none)\n';
    expect([...readCandidates(policy)]).toEqual([['haproxy', '2.6.12-1']]);
  });

  test('installs without questions, recommendations or upgrades', async () => {
    const { run, asked } = recorder({});
    await makeApt(run).install(['patroni', 'postgresql-15']);
    expect(asked.map((argv) => argv.join(' '))).toEqual([
      'apt-get install --yes --quiet --no-install-recommends --no-upgrade -o DPkg::Lock::Timeout=60 ' +
        '-o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -- patroni postgresql-15',
    ]);
  });

  test('passes its words on where it fails', async () => {
    const { run } = recorder({ 'apt-get': { code: 100, stderr: 'E: Unable to locate package patroni\n' } });
    await expect(makeApt(run).install(['patroni'])).rejects.toMatchObject({
      detail: { code: 'packages_failed', packages: ['patroni'], output: 'E: Unable to locate package patroni' },
    });
  });
});

describe('dnf (RHEL cannot be run here: its words are golden)', () => {
  test('asks rpm and the repositories', async () => {
    const { run, asked } = recorder({
      rpm: { code: 1, stdout: 'package consul is not installed\nhaproxy\t2.8.14-1.el9\n' },
      dnf: { stdout: 'consul\t1.21.1-1\nhaproxy\t2.8.14-1.el9\n' },
    });
    expect(await makeDnf(run).states(['consul', 'haproxy', 'patroni'])).toEqual([
      { name: 'consul', version: '', candidate: '1.21.1-1' },
      { name: 'haproxy', version: '2.8.14-1.el9', candidate: '2.8.14-1.el9' },
      { name: 'patroni', version: '', candidate: '' },
    ]);
    expect(asked.map((argv) => argv.join(' '))).toEqual([
      'rpm --query --queryformat %{NAME}\t%{VERSION}-%{RELEASE}\n -- consul haproxy patroni',
      'dnf repoquery --quiet --latest-limit=1 --queryformat %{name}\t%{version}-%{release}\n -- consul haproxy patroni',
    ]);
  });

  test('installs', async () => {
    const { run, asked } = recorder({});
    await makeDnf(run).install(['consul', 'patroni-consul']);
    expect(asked[0]?.join(' ')).toBe('dnf install --assumeyes --quiet --setopt=install_weak_deps=False -- consul patroni-consul');
  });
});

describe('starts are denied', () => {
  let root: string;
  const at = (path: string): string => join(root, path);
  const policy = (): Promise<string | null> => readFile(at('/usr/sbin/policy-rc.d'), 'utf8').catch(() => null);
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tamada-policy-'));
    await mkdir(at('/usr/sbin'), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  test('to our packages, during the work only', async () => {
    await withStartsDenied(at, async () => {
      const ask = async (env: Readonly<Record<string, string>>): Promise<number | null> =>
        (await runCommand([at('/usr/sbin/policy-rc.d'), 'patroni', 'start'], { timeoutMs: 5000, env })).code;
      expect([await ask(startsDeniedEnvironment), await ask({})]).toEqual([101, 0]);
    });
    expect(await policy()).toBeNull();
  });

  test('and the host’s own policy is there again, also after a failure', async () => {
    await writeFile(at('/usr/sbin/policy-rc.d'), 'theirs');
    await expect(withStartsDenied(at, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await policy()).toBe('theirs');
  });

  test.each([
    ['with a policy of the host', 'theirs'],
    ['without one', null],
  ])('a crash %s is made good', async (_name, before) => {
    if (before !== null) await writeFile(at('/usr/sbin/policy-rc.d'), before);
    let left = '';
    await withStartsDenied(at, async () => void (left = (await policy()) ?? ''));
    await rm(at('/usr/sbin/policy-rc.d'), { force: true });
    if (before !== null) await writeFile(at('/usr/sbin/policy-rc.d.tamada-saved'), before);
    await writeFile(at('/usr/sbin/policy-rc.d'), left);
    await forgetDeniedStarts(at);
    expect(await policy()).toBe(before);
  });

  test('a crash between the renames is made good', async () => {
    await writeFile(at('/usr/sbin/policy-rc.d.tamada-saved'), 'theirs');
    await forgetDeniedStarts(at);
    expect(await policy()).toBe('theirs');
  });
});
