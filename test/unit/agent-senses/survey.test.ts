import { readFileSync } from 'node:fs';
import { rolePackages } from '@tamada/core/platform';
import { describe, expect, test } from 'vitest';
import { mountOf, readMounts } from '../../../packages/agent/observe/mounts.ts';
import { programUnits } from '../../../packages/agent/status/units.ts';
import { excludes, leavesAlone, spares } from '../../../packages/agent/survey/automation.ts';
import { median } from '../../../packages/agent/survey/disks.ts';
import { filters, normalLocale } from '../../../packages/agent/survey/host-settings.ts';
import { readPortQuestion, readListeners, readUnit, stolenPorts } from '../../../packages/agent/survey/ports.ts';

describe('what ss says', () => {
  test('one listener per process of a line', () => {
    const lines = [
      'tcp   LISTEN 0      4096       127.0.0.1:8500       0.0.0.0:*    users:(("consul",pid=12,fd=3))',
      'udp   UNCONN 0      0                  *:8301             *:*    users:(("consul",pid=12,fd=7))',
      'tcp   LISTEN 0      511             [::]:80            [::]:*    users:(("nginx",pid=3,fd=6),("nginx",pid=4,fd=6))',
      'tcp   LISTEN 0      64           0.0.0.0:2049       0.0.0.0:*',
      'udp   UNCONN 0      0   10.0.0.1%eth0:68            0.0.0.0:*    users:(("dhclient",pid=5,fd=6))',
      '',
    ].join('\n');
    expect(readListeners(lines)).toEqual([
      { protocol: 'tcp', port: 8500, process: 'consul', pid: 12 },
      { protocol: 'udp', port: 8301, process: 'consul', pid: 12 },
      { protocol: 'tcp', port: 80, process: 'nginx', pid: 3 },
      { protocol: 'tcp', port: 80, process: 'nginx', pid: 4 },
      { protocol: 'tcp', port: 2049, process: '', pid: 0 },
      { protocol: 'udp', port: 68, process: 'dhclient', pid: 5 },
    ]);
  });
});

describe('the unit of a process', () => {
  test.each([
    ['0::/system.slice/patroni.service\n', 'patroni.service'],
    ['0::/system.slice/system-postgresql.slice/postgresql@15-main.service\n', 'postgresql@15-main.service'],
    ['12:pids:/machine/a1\n1:name=systemd:/machine/a1/system.slice/consul.service\n0::/\n', 'consul.service'],
    ['0::/user.slice/user-0.slice/user@0.service/app.slice/x.service/y\n', 'x.service'],
    ['0::/\n', ''],
    ['', ''],
  ])('%j', (cgroups, unit) => {
    expect(readUnit(cgroups)).toBe(unit);
  });
});

describe('locales by any spelling', () => {
  test.each([
    ['en_US.UTF-8', 'en_US.utf8', true],
    ['C.UTF-8', 'C.utf8', true],
    ['C', 'POSIX', false],
    ['de_DE.ISO-8859-1', 'de_DE.iso88591', true],
    ['de_DE', 'de_DE.utf8', false],
    ['en_US.UTF-8', 'en_GB.utf8', false],
  ])('%s and %s', (one, other, same) => {
    expect(normalLocale(one) === normalLocale(other)).toBe(same);
  });
});

describe('rulesets that filter', () => {
  const chain = (rest: string): string =>
    `table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; ${rest}\n\t}\n}\n`;
  test.each([
    ['', false],
    [chain('policy accept;'), false],
    [chain('policy drop;'), true],
    [chain('policy accept;\n\t\ttcp dport 22 reject'), true],
    [
      'table ip nat {\n\tchain postrouting {\n\t\ttype nat hook postrouting priority srcnat; policy accept;\n\t\tmasquerade\n\t}\n}\n',
      false,
    ],
  ])('%j', (ruleset, active) => {
    expect(filters(ruleset)).toBe(active);
  });
});

test('the median is not moved by one slow write', () => {
  expect(median([1, 900, 2, 3, 2])).toBe(2);
  expect(median([])).toBe(0);
});

describe('ports', () => {
  test.each([
    [0, 'tcp'],
    [65_536, 'tcp'],
    [80, 'sctp'],
  ])('%s/%s is refused', (port, protocol) => {
    expect(() => readPortQuestion({ port, protocol })).toThrow();
  });
});

describe('ports that the kernel may give away', () => {
  const ours = [5432, 5555, 8301, 8301, 0].map((port) => ({ port, protocol: port === 0 ? ('vrrp' as const) : ('tcp' as const) }));
  test.each([
    ['32768\t60999\n', '\n', []],
    ['1024\t65535\n', '', [5432, 5555, 8301]],
    ['1024\t65535\n', '5000-5555,8301\n', []],
    ['5555\t60999\n', '8301', [5555]],
    [null, null, []],
  ])('range %j, kept %j', (range, reserved, stolen) => {
    expect(stolenPorts(range, reserved, ours)).toEqual(stolen);
  });
});

describe('the mount of a path', () => {
  const mounts = readMounts(
    [
      '23 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro',
      '30 23 8:2 / /var rw,nodev,noexec,relatime shared:2 - xfs /dev/sda2 rw',
      '31 30 0:40 / /var/lib/my\\040data ro,relatime - nfs4 server:/x rw',
      '32 23 8:3 / /boot rw - ext4 /dev/sda3 ro',
      '33 30 8:4 / /var rw,relatime - ext4 /dev/sda4 rw',
      '',
    ].join('\n'),
  );
  test.each([
    ['/', '/', 'ext4', false, false],
    ['/variable', '/', 'ext4', false, false],
    ['/var/lib/dpkg', '/var', 'ext4', false, false],
    ['/var/lib/my data/x', '/var/lib/my data', 'nfs4', true, false],
    ['/boot', '/boot', 'ext4', true, false],
  ])('%s', (path, point, fileSystem, readOnly, noexec) => {
    expect(mountOf(mounts, path)).toEqual({ point, fileSystem, readOnly, noexec });
  });

  test('noexec is read', () => {
    expect(mounts[1]).toEqual({ point: '/var', fileSystem: 'xfs', readOnly: false, noexec: true });
    expect(mountOf([], '/')).toBeNull();
  });
});

describe('the lines of docs/hosts.md keep what works by itself away from us', () => {
  const page = readFileSync('docs/hosts.md', 'utf8');
  const line = (start: RegExp): string => page.split('\n').find((one) => start.test(one))!;

  test('unattended-upgrades, as `apt-config dump` shows them', () => {
    const patterns = [...line(/^Unattended-Upgrade::Package-Blacklist/).matchAll(/"([^"]*)"/g)].map(([, pattern]) => pattern);
    const dump = patterns.map((pattern) => `Unattended-Upgrade::Package-Blacklist:: "${String(pattern)}";\n`).join('');
    expect(rolePackages('database', 'debian', 15).filter((name) => !spares(dump, name))).toEqual([]);
    expect(spares(dump, 'openssl')).toBe(false);
  });

  test('needrestart', () => {
    const lines = line(/^\$nrconf/);
    expect(leavesAlone(lines, [...programUnits({ platform: 'debian', role: 'database' }), 'tamada-agent.service'])).toBe(true);
    expect(leavesAlone(lines, ['ssh.service'])).toBe(false);
  });

  test('dnf-automatic', () => {
    const patterns = excludes(line(/^excludepkgs/)).map((pattern) => new RegExp(`^${pattern}$`));
    const taken = (name: string): boolean => patterns.some((pattern) => pattern.test(name));
    expect(rolePackages('database', 'rhel', 15).filter((name) => !taken(name))).toEqual([]);
    expect(taken('openssl')).toBe(false);
  });
});
