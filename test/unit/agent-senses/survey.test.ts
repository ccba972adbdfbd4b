import { describe, expect, test } from 'vitest';
import { median } from '../../../packages/agent/survey/disks.ts';
import { filters } from '../../../packages/agent/survey/firewalls.ts';
import { normalLocale } from '../../../packages/agent/survey/locales.ts';
import { readPortQuestion } from '../../../packages/agent/survey/port-question.ts';
import { readListeners, readUnit } from '../../../packages/agent/survey/ports.ts';

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
