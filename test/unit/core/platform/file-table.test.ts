import { readdirSync, readFileSync } from 'node:fs';
import { directoryTable, fileTable } from '@tamada/core/platform';
import type { FileRule } from '@tamada/core/platform';
import { describe, expect, test } from 'vitest';

const platforms = ['debian', 'rhel'] as const;
const roles = ['database', 'witness', 'backup'] as const;

function rule(path: string): FileRule {
  const found = fileTable('database', 'debian', 15).find((entry) => entry.path === path);
  if (found === undefined) throw new Error(`no rule for ${path}`);
  return found;
}

test('a witness may have no file of Patroni, a backup host only the agent’s', () => {
  expect(fileTable('witness', 'debian', 15).filter(({ program }) => program !== 'consul' && program !== 'tamada')).toEqual([]);
  expect(fileTable('backup', 'debian', 15).map(({ path }) => path)).toEqual(['/etc/tamada/agent.yaml']);
});

test('only its owner reads what holds a secret', () => {
  for (const path of ['/etc/patroni/config.yml', '/etc/patroni/tls/node.key', '/etc/consul.d/consul.json', '/etc/consul.d/tls/node.key']) {
    expect(rule(path).maxMode, path).toBe(0o600);
  }
});

test('keepalived’s password is for root only', () => {
  expect(rule('/etc/keepalived/keepalived.conf')).toMatchObject({ maxMode: 0o640, ownership: { owner: 'root', group: 'root' } });
});

test.each(platforms.flatMap((platform) => roles.map((role) => [role, platform] as const)))(
  'every file of a %s on %s has a folder in the table or of the system, and no path twice',
  (role, platform) => {
    const folders = directoryTable(role, platform, 15).map(({ path }) => path);
    const ofTheSystem = ['/etc/sysusers.d', '/etc/tmpfiles.d', '/etc/systemd/system'];
    const paths = fileTable(role, platform, 15).map(({ path }) => path);
    expect(paths.filter((path) => ![...folders, ...ofTheSystem].includes(path.slice(0, path.lastIndexOf('/'))))).toEqual([]);
    expect([...new Set([...paths, ...folders])]).toEqual([...paths, ...folders]);
  },
);

test('a path and its template are written down in one place', () => {
  const root = `${import.meta.dirname}/../../../../packages`;
  const sources = ['core', 'wire', 'runtime', 'agent', 'coordinator'].flatMap((name) =>
    readdirSync(`${root}/${name}`, { recursive: true, encoding: 'utf8' }).flatMap((file) =>
      file.endsWith('.ts') && !file.includes('node_modules') ? [readFileSync(`${root}/${name}/${file}`, 'utf8')] : [],
    ),
  );
  const text = sources.join('\n');
  const rules = platforms.flatMap((platform) => fileTable('database', platform, 15));
  const names = new Set(rules.flatMap(({ path, template }) => [path, template]));
  expect(names.size).toBeGreaterThan(30);
  expect([...names].filter((name) => text.split(`'${name}'`).length > 2)).toEqual([]);
});

// As Patroni 3.0.2 prints them.
describe("complaints of Patroni's validator", () => {
  const tolerated = rule('/etc/patroni/config.yml').validator?.tolerated ?? [];

  test.each([
    ["restapi.listen 0.0.0.0:8008 didn't pass validation: 'Port 8008 is already in use.'", ['unit_active']],
    ["postgresql.listen 10.10.1.1,127.0.0.1:5432 didn't pass validation: 'Port 5432 is already in use.'", ['unit_active']],
    ["consul.host 127.0.0.1:8500 didn't pass validation: '127.0.0.1:8500 is not reachable'", ['dcs_stopped']],
    [
      `postgresql.data_dir /var/lib/postgresql/15/main didn't pass validation: "doesn't look like a valid data directory"`,
      ['member_claimed'],
    ],
    [
      `postgresql.data_dir /d didn't pass validation: 'data dir for the cluster is not empty, but doesn\\'t contain "pg_wal" directory'`,
      ['member_claimed'],
    ],
    ['postgresql.authentication.rewind  is not defined.', []],
    ["postgresql.bin_dir /x Directory '/x' does not exist.", []],
    ["postgresql.connect_address 127.0.0.1:5432 didn't pass validation: 'must not contain \"127.0.0.1\"'", []],
  ])('%s', (line, when) => {
    expect(tolerated.filter((entry) => new RegExp(entry.line).test(line)).map((entry) => entry.when)).toEqual(when);
  });
});

// As keepalived 2.2.7 prints them while its script user is not there.
describe("complaints of keepalived's validator", () => {
  const tolerated = rule('/etc/keepalived/keepalived.conf').validator?.tolerated ?? [];

  test.each([
    ['(Line 3) Error setting global script uid/gid', ['users_due']],
    ['(/x/keepalived.conf: Line 14) Unable to set default user for vrrp script leader - removing', ['users_due']],
    ['(/x/keepalived.conf: Line 36) (a1) track script haproxy not found, ignoring...', ['users_due']],
    ["(/x/keepalived.conf: Line 17) WARNING - interface eth0 for vrrp_instance a1 doesn't exist", []],
    ['(/x/keepalived.conf: Line 30) Truncating auth_pass to 8 characters', []],
    ['Disabling track script leader since not found/accessible', []],
  ])('%s', (line, when) => {
    expect(tolerated.filter((entry) => new RegExp(entry.line).test(line)).map((entry) => entry.when)).toEqual(when);
  });
});
