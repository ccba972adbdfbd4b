import { access, copyFile, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import type { CommandRunner } from '@tamada/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeUnits } from '../../../packages/agent/observe/units.ts';
import { installPackages } from '../../../packages/agent/packages/install-packages.ts';
import type { InstallContext } from '../../../packages/agent/packages/install-packages.ts';
import { agentPaths } from '../../../packages/agent/paths.ts';
import { baseTreeMs } from './support/base-tree.ts';
import { makeHostTree } from './support/host-tree.ts';
import type { HostTree } from './support/host-tree.ts';

const databasePackages = ['consul', 'patroni', 'python3-consul', 'postgresql-15'];
/** No systemd runs in the tree. */
const systemctl = '/run/fake/systemctl';
let tree: HostTree;
beforeAll(async () => {
  tree = await makeHostTree();
  await mkdir(`${tree.root}/run/fake`);
  await copyFile('test/fakes/systemctl', `${tree.root}${systemctl}`);
}, baseTreeMs);
afterAll(() => tree.remove());

function agent(): InstallContext {
  const postgres = { version: 15, port: 5432, dataDirectory: '/d', binDirectory: '/b', socketDirectory: '/s' };
  const place = { cluster: 'geo', node: 'pg-a1-1', datacenter: 'a1', address: '127.0.0.1', port: 7443, platform: 'debian' } as const;
  const config = { ...place, role: 'database' as const, postgres, patroni: { port: 8008, scope: 'geo' }, consul: { datacenter: 'geo' } };
  return { config, run: tree.run, paths: agentPaths(tree.root), units: makeUnits(units) };
}

const units: CommandRunner = ([program, ...args], options) => tree.run([program === 'systemctl' ? systemctl : program, ...args], options);

async function install(packages: readonly string[]): Promise<{ changed: boolean; lines: readonly string[] }> {
  const lines: string[] = [];
  return { changed: await installPackages(agent(), packages, (line) => lines.push(line)), lines };
}

/** Nothing runs in the tree, so that packages' scripts must not try to stop anything. */
async function purge(packages: readonly string[]): Promise<void> {
  const policy = `${tree.root}/usr/sbin/policy-rc.d`;
  await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const options = { timeoutMs: 120_000, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  expect(await tree.run(['apt-get', 'purge', '--yes', ...packages], options)).toMatchObject({ code: 0 });
  await unlink(policy);
}

test('installed packages are left alone', async () => {
  expect(await install(databasePackages)).toEqual({ changed: false, lines: [] });
});

test('missing packages come without a database of their own, and nothing starts', async () => {
  await purge(['postgresql-15', 'postgresql-common', 'patroni']);
  const { changed, lines } = await install(databasePackages);
  expect(changed).toBe(true);
  expect(lines).toContain('installing patroni postgresql-15');
  expect(lines.find((line) => line.startsWith('installed patroni'))).toBe('installed patroni 3.0.2-1');
  await access(`${tree.root}/usr/lib/postgresql/15/bin/postgres`);
  await expect(access(`${tree.root}/var/lib/postgresql/15/main`)).rejects.toThrow();
  await expect(access(`${tree.root}/etc/postgresql/15/main`)).rejects.toThrow();
  await expect(access(`${tree.root}/usr/sbin/policy-rc.d`)).rejects.toThrow();
  expect(await readFile(`${tree.root}/etc/postgresql-common/createcluster.d/tamada.conf`, 'utf8')).toBe('create_main_cluster = false\n');
  expect(await install(databasePackages)).toEqual({ changed: false, lines: [] });
}, 180_000);

test('a package that is not the role’s is refused, and nothing is installed', async () => {
  await expect(install(['patroni', 'nginx'])).rejects.toMatchObject({ detail: { code: 'unsafe' } });
});
