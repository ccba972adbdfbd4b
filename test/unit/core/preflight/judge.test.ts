import { checkNames, ignoreFlags, judge, requireIgnorable, type Finding } from '@tamada/core/preflight';
import type { Topology } from '@tamada/core/topology';
import { describe, expect, test } from 'vitest';
import { backups, topology } from '../../../builders/cluster.ts';
import { input, type Changes } from './reports.ts';

const bad = (findings: readonly Finding[]) => findings.filter(({ level }) => level !== 'pass');
const unreachable = (node: string) =>
  ({ code: 'node_unreachable', node, address: '10.10.1.2:7550', problem: 'connection refused', host: 'up' }) as const;
const failure = (name: string): Finding => ({ name, node: null, level: 'fail', reason: '', remedy: '', ignored: false });
const gib = 1024 ** 3;
const disk = (freeGib: number, fsyncMs = 1) => ({ disks: [{ path: '/data', totalBytes: 100 * gib, freeBytes: freeGib * gib, fsyncMs }] });

const folder = { kind: 'folder' as const, linkTarget: '', mountPoint: false, fileSystem: 'ext4', owner: 'postgres', names: [] as string[] };

test('a cluster that is ready passes every check', () => {
  const findings = judge(input({}, topology({ backup: backups() })), []);
  expect(bad(findings)).toEqual([]);
  expect(new Set(findings.map(({ name }) => name))).toEqual(new Set(checkNames));
});

interface Case {
  readonly name: string;
  readonly level: 'warn' | 'fail';
  readonly change: Changes;
  readonly reason: RegExp;
  readonly remedy: RegExp;
  readonly topology?: Partial<Topology>;
}

/** One thing is wrong on pg-a1-2, and exactly one check says so. */
const table: readonly Case[] = [
  { name: 'agent', level: 'fail', change: { silent: unreachable('pg-a1-2') }, reason: /connection refused/, remedy: /systemctl status/ },
  {
    name: 'agent',
    level: 'fail',
    change: { silent: { code: 'protocol_mismatch', node: 'pg-a1-2', agent: 2, coordinator: 1 } },
    reason: /protocol 2/,
    remedy: /same version/,
  },
  { name: 'platform', level: 'fail', change: { facts: { osVersion: '11' } }, reason: /Debian GNU\/Linux 11/, remedy: /12/ },
  {
    name: 'platform',
    level: 'warn',
    change: { facts: { osName: 'Ubuntu', osVersion: '22.04' } },
    reason: /Ubuntu 22\.04 on x64 is like Debian/,
    remedy: /Debian 12/,
  },
  {
    name: 'programs',
    level: 'fail',
    change: { survey: { maskedUnits: ['haproxy.service'] } },
    reason: /haproxy\.service is masked/,
    remedy: /systemctl unmask haproxy\.service/,
  },
  { name: 'platform', level: 'fail', change: { facts: { arch: 'arm64' } }, reason: /arm64/, remedy: /x86_64/ },
  { name: 'systemd', level: 'fail', change: { survey: { systemdRunning: false } }, reason: /does not run/, remedy: /PID 1/ },
  { name: 'address', level: 'fail', change: { facts: { interface: null } }, reason: /10\.10\.1\.2/, remedy: /cluster\.yaml/ },
  {
    name: 'versions',
    level: 'fail',
    change: { facts: { programs: [{ program: 'patroni', version: '2.1.7' }] } },
    reason: /patroni 2\.1\.7/,
    remedy: /3\.0\.2/,
  },
  {
    name: 'packages',
    level: 'fail',
    change: { survey: { packages: [{ name: 'patroni', version: '', candidate: '' }] } },
    reason: /no repository has patroni/,
    remedy: /repository/,
  },
  {
    name: 'packages',
    level: 'fail',
    topology: { packages: 'external' },
    change: { survey: { packages: [{ name: 'patroni', version: '', candidate: '3.0.2' }] } },
    reason: /not installed: patroni/,
    remedy: /run on pg-a1-2: .*createcluster.*apt-get install --no-install-recommends patroni$/,
  },
  {
    name: 'users',
    level: 'warn',
    change: { survey: { users: [{ name: 'postgres', present: false }] } },
    reason: /postgres/,
    remedy: /install/,
  },
  {
    name: 'locale',
    level: 'fail',
    change: { survey: { locales: [{ name: 'de_DE.UTF-8', present: false }] } },
    reason: /de_DE\.UTF-8/,
    remedy: /locale-gen/,
  },
  {
    name: 'locale',
    level: 'fail',
    change: { survey: { locales: [{ name: 'de_DE.UTF-8', present: false }] }, facts: { platform: 'rhel' } },
    reason: /de_DE\.UTF-8/,
    remedy: /glibc-langpack-de/,
  },
  {
    name: 'ports',
    level: 'fail',
    change: { survey: { ports: [{ port: 5432, protocol: 'tcp', state: 'taken', holder: 'mysqld' }] } },
    reason: /tcp 5432 is held by mysqld/,
    remedy: /mysqld/,
  },
  {
    name: 'network',
    level: 'fail',
    change: { cutOff: { to: 'arb-a3', port: 8301, protocol: 'udp' } },
    reason: /cannot reach arb-a3 \(10\.10\.3\.1\) on udp 8301, Consul gossip: no answer/,
    remedy: /firewall/,
  },
  {
    name: 'network',
    level: 'fail',
    change: { cutOff: { to: 'pg-a1-1', port: 0, protocol: 'vrrp' } },
    reason: /cannot reach pg-a1-1 \(10\.10\.1\.1\) on IP protocol 112 \(VRRP\), keepalived: no answer/,
    remedy: /let IP protocol 112/,
  },
  {
    name: 'ports',
    level: 'fail',
    change: { survey: { ports: [{ port: 5555, protocol: 'tcp', state: 'taken', holder: 'haproxy' }] } },
    reason: /tcp 5555 is held by haproxy/,
    remedy: /stop haproxy/,
  },
  {
    name: 'vip',
    level: 'fail',
    change: { vip: { by: '02:00:00:00:00:07' } },
    reason: /somebody answers for the VIP 10\.10\.1\.3 already: 02:00:00:00:00:07/,
    remedy: /hardware address/,
  },
  {
    name: 'vip',
    level: 'fail',
    change: { survey: { addresses: ['10.10.1.2', '10.10.2.3'] } },
    reason: /holds 10\.10\.2\.3, the VIP of a2/,
    remedy: /remove the address/,
  },
  {
    name: 'vip',
    level: 'warn',
    change: { vip: { problem: 'ip: not found' } },
    reason: /nobody knows whether the VIP 10\.10\.1\.3 is free: ip: not found/,
    remedy: /arping 10\.10\.1\.3/,
  },
  { name: 'clock', level: 'warn', change: { survey: { clock: 'unsynchronised' } }, reason: /not synchronised/, remedy: /chrony/ },
  { name: 'clock', level: 'warn', change: { survey: { clock: 'unknown' } }, reason: /nobody knows/, remedy: /chrony/ },
  { name: 'clock-offset', level: 'warn', change: { report: { clockOffsetMs: -600 } }, reason: /0\.6 s apart/, remedy: /pg-a1-2/ },
  { name: 'clock-offset', level: 'fail', change: { report: { clockOffsetMs: 5_100 } }, reason: /5\.1 s apart/, remedy: /pg-a1-2/ },
  { name: 'disk-space', level: 'fail', change: { survey: disk(0.9) }, reason: /0\.9 GiB free for \/data/, remedy: /room/ },
  { name: 'disk-space', level: 'warn', change: { survey: disk(9) }, reason: /9\.0 GiB/, remedy: /more/ },
  { name: 'disk-speed', level: 'warn', change: { survey: disk(50, 21) }, reason: /21\.0 ms/, remedy: /commit/ },
  {
    name: 'data-directory',
    level: 'fail',
    change: { survey: { dataDirectory: 'foreign' } },
    reason: /did not put/,
    remedy: /move it away/,
  },
  {
    name: 'data-directory',
    level: 'fail',
    change: { survey: { dataDirectory: 'foreign', dataFolder: { ...folder, names: ['PG_VERSION', 'base'] } } },
    reason: /did not put there \(PG_VERSION, base, …\)/,
    remedy: /move it away from \/var\/lib\/postgresql\/15\/main/,
  },
  {
    name: 'data-directory',
    level: 'fail',
    change: { survey: { dataDirectory: 'lost_found', dataFolder: { ...folder, mountPoint: true, names: ['lost+found'] } } },
    reason: /top of a file system/,
    remedy: /mount that file system at \/var\/lib\/postgresql\/15 instead/,
  },
  {
    name: 'data-directory',
    level: 'fail',
    change: { survey: { dataDirectory: 'dangling_link', dataFolder: { ...folder, kind: 'nothing', linkTarget: '/data/pg' } } },
    reason: /a link to \/data\/pg, which is not there/,
    remedy: /remove the link/,
  },
  {
    name: 'data-directory',
    level: 'fail',
    change: { survey: { dataDirectory: 'empty', dataFolder: { ...folder, owner: 'root', linkTarget: '/data/pg' } } },
    reason: /a link to \/data\/pg, a folder of root/,
    remedy: /Patroni rebuilds a member/,
  },
  {
    name: 'places',
    level: 'fail',
    change: { survey: { places: [{ path: '/var/lib/postgresql/15', at: '/var/lib/postgresql', problem: 'link', user: '' }] } },
    reason: /\/var\/lib\/postgresql is a link/,
    remedy: /mount --bind/,
  },
  {
    name: 'places',
    level: 'fail',
    change: { survey: { places: [{ path: '/var/lib/consul', at: '/var/lib', problem: 'closed', user: 'consul' }] } },
    reason: /the user consul may not enter \/var\/lib, and has to, for \/var\/lib\/consul/,
    remedy: /chmod o\+x \/var\/lib/,
  },
  {
    name: 'places',
    level: 'fail',
    change: { survey: { places: [{ path: '/etc/consul.d', at: '/etc/consul.d', problem: 'not_a_folder', user: '' }] } },
    reason: /\/etc\/consul\.d must be a folder/,
    remedy: /move it aside/,
  },
  {
    name: 'places',
    level: 'fail',
    change: { survey: { places: [{ path: '/etc/haproxy/haproxy.cfg', at: '/etc/haproxy/haproxy.cfg', problem: 'not_a_file', user: '' }] } },
    reason: /haproxy\.cfg must be a file/,
    remedy: /move it aside/,
  },
  {
    name: 'places',
    level: 'fail',
    change: { survey: { places: [{ path: '/etc/consul.d', at: '/etc', problem: 'read_only', user: '' }] } },
    reason: /nothing can be written in \/etc/,
    remedy: /remount,rw/,
  },
  {
    name: 'places',
    level: 'fail',
    change: {
      survey: {
        places: [{ path: '/var/lib/dpkg/info', at: '/var', problem: 'noexec', user: '' }],
        packages: [{ name: 'patroni', version: '', candidate: '3.0.2' }],
      },
    },
    reason: /\/var is mounted noexec/,
    remedy: /remount,exec \/var/,
  },
  {
    name: 'check-program',
    level: 'fail',
    change: { survey: { checkProblem: 'others may not enter /opt' } },
    reason: /tamada-check cannot run tamada-check.*others may not enter \/opt/,
    remedy: /tamada-agent install/,
  },
  {
    name: 'automation',
    level: 'warn',
    change: { survey: { automation: ['unattended-upgrades', 'needrestart'] } },
    reason: /by itself: unattended-upgrades, needrestart/,
    remedy: /hosts\.md/,
  },
  {
    name: 'programs',
    level: 'warn',
    change: { survey: { strangers: ['haproxy.service'] } },
    reason: /haproxy\.service runs already/,
    remedy: /will be replaced/,
  },
  {
    name: 'address',
    level: 'warn',
    change: { survey: { addressRisks: ['dhcp'] } },
    reason: /10\.10\.1\.2 comes from DHCP/,
    remedy: /fixed/,
  },
  {
    name: 'address',
    level: 'fail',
    change: { survey: { addressRisks: ['loopback'] } },
    reason: /keepalived needs a network/,
    remedy: /name/,
  },
  {
    name: 'address',
    level: 'warn',
    change: { survey: { addressRisks: ['networkd'] } },
    reason: /systemd-networkd manages eth0 and removes the VIP/,
    remedy: /KeepConfiguration=static/,
  },
  {
    name: 'ports',
    level: 'warn',
    change: { survey: { stolenPorts: [5555] } },
    reason: /may give port 5555 to any outgoing connection/,
    remedy: /ip_local_reserved_ports/,
  },
  {
    name: 'vip',
    level: 'warn',
    change: { facts: { interface: { name: 'eth0', address: '10.10.1.2', prefixLength: 26 } } },
    reason: /the VIP is 10\.10\.1\.3\/24, and eth0 is in a \/26/,
    remedy: /10\.10\.1\.3\/26/,
  },
  { name: 'watchdog', level: 'warn', change: { survey: { watchdog: 'absent' } }, reason: /no \/dev\/watchdog/, remedy: /softdog/ },
  { name: 'watchdog', level: 'warn', change: { survey: { watchdog: 'inaccessible' } }, reason: /may not open/, remedy: /postgres/ },
  { name: 'selinux', level: 'warn', change: { survey: { selinux: 'enforcing' } }, reason: /enforcing/, remedy: /ausearch/ },
  { name: 'firewall', level: 'warn', change: { survey: { firewalls: ['nftables'] } }, reason: /nftables/, remedy: /network/ },
];

describe('a data directory that works and hurts later is warned of', () => {
  test.each([
    [{ mountPoint: true, owner: 'root' }, 'empty', /is a mount point of root; it will be given to postgres$/],
    [{ mountPoint: true }, 'empty', /is a mount point$/],
    [{ mountPoint: true, names: ['base'] }, 'established', /is a mount point$/],
    [{ linkTarget: '/data/pg', names: ['base'] }, 'established', /is a link to \/data\/pg$/],
    [{ fileSystem: 'tmpfs' }, 'empty', /lies in memory \(tmpfs\)/],
  ] as const)('%j, %s', (change, dataDirectory, reason) => {
    const survey = { dataDirectory, dataFolder: { ...folder, ...change, names: 'names' in change ? [...change.names] : [] } };
    expect(bad(judge(input({ 'pg-a1-2': { survey } }), []))).toMatchObject([
      { name: 'data-directory', level: 'warn', reason: expect.stringMatching(reason) as string },
    ]);
  });

  test('what is left of an attempt in a mount point cannot be renamed', () => {
    const survey = { dataDirectory: 'claimed' as const, dataFolder: { ...folder, mountPoint: true, names: ['base'] } };
    expect(bad(judge(input({ 'pg-a1-2': { survey } }), []))).toMatchObject([
      { level: 'fail', reason: expect.stringMatching(/cannot be renamed/) as string },
      { level: 'warn' },
    ]);
  });
});

test('a VIP that one of its own hosts holds is as it should be, though the other one hears an answer', () => {
  const holder: Changes = { survey: { addresses: ['10.10.1.1', '10.10.1.3'] } };
  const findings = judge(input({ 'pg-a1-1': holder, 'pg-a1-2': { vip: { by: '02:00:00:00:00:07' } } }), []);
  expect(bad(findings)).toEqual([]);
  expect(findings.filter(({ name }) => name === 'vip').map(({ node, reason }) => [node, reason])).toEqual([
    ['pg-a1-1', 'holds the VIP 10.10.1.3 already'],
    ['pg-a2-1', 'nobody answers for the VIP 10.10.2.3'],
    ['pg-a2-2', 'nobody answers for the VIP 10.10.2.3'],
  ]);
});

describe('what is wrong is judged', () => {
  test.each(table)('$level by $name: $reason', ({ name, level, change, reason, remedy, topology: of }) => {
    const findings = bad(judge(input({ 'pg-a1-2': change }, topology(of)), []));
    expect(findings).toEqual([
      {
        name,
        node: 'pg-a1-2',
        level,
        ignored: false,
        reason: expect.stringMatching(reason) as string,
        remedy: expect.stringMatching(remedy) as string,
      },
    ]);
  });

  test('every check but for those of luck can say no', () => {
    // What is judged of the backup host stands below.
    expect(new Set([...table.map(({ name }) => name), 'backup-room'])).toEqual(new Set(checkNames));
  });
});

describe('what is well is not complained about', () => {
  const well: readonly { name: string; change: Changes }[] = [
    {
      name: 'ports that our own programs hold',
      change: { survey: { ports: [{ port: 5432, protocol: 'tcp', state: 'ours', holder: 'postgres' }] } },
    },
    { name: 'our own data', change: { survey: { dataDirectory: 'established' } } },
    { name: 'an attempt of ours', change: { survey: { dataDirectory: 'claimed' } } },
    { name: 'an empty data directory', change: { survey: { dataDirectory: 'empty' } } },
    { name: 'packages that can be had', change: { survey: { packages: [{ name: 'patroni', version: '', candidate: '3.0.2-1' }] } } },
    {
      name: 'Consul that was brought by other ways',
      change: { survey: { packages: [{ name: 'consul', version: '', candidate: '' }] } },
    },
    {
      name: 'a noexec /var where no package has to be installed',
      change: { survey: { places: [{ path: '/var/lib/dpkg/info', at: '/var', problem: 'noexec', user: '' }] } },
    },
    { name: 'a clock that is a little off', change: { report: { clockOffsetMs: 400 } } },
    { name: 'an RHEL 9.4', change: { facts: { platform: 'rhel', osName: 'Rocky Linux', osVersion: '9.4' } } },
    {
      name: 'users that packages will bring',
      change: {
        survey: { users: [{ name: 'postgres', present: false }], packages: [{ name: 'patroni', version: '', candidate: '3.0.2' }] },
      },
    },
  ];

  test.each(well)('$name', ({ change }) => {
    expect(bad(judge(input({ 'pg-a1-2': change }), []))).toEqual([]);
  });
});

test('what keepalived needs is not asked of a host without a VIP', () => {
  const datacenters = topology().datacenters.map((one) => ({ ...one, vip: null }));
  const survey = { checkProblem: 'others may not enter /opt', addressRisks: ['networkd' as const, 'loopback' as const] };
  expect(bad(judge(input({ 'pg-a1-2': { survey } }, topology({ datacenters })), []))).toEqual([]);
});

test('of two clocks that are apart, the odd one out is named', () => {
  const offsets = { 'pg-a1-1': 2_000, 'pg-a1-2': 2_010, 'pg-a2-1': 1_990, 'pg-a2-2': 2_000, 'arb-a3': 0, backup: 2_000 };
  const change = Object.fromEntries(Object.entries(offsets).map(([name, clockOffsetMs]) => [name, { report: { clockOffsetMs } }]));
  expect(bad(judge(input(change), []))).toMatchObject([{ name: 'clock-offset', node: 'arb-a3', level: 'warn' }]);
});

test('about a node that is silent, only its agent is judged', () => {
  const about = judge(input({ 'arb-a3': { silent: unreachable('arb-a3') } }), []).filter(({ node }) => node === 'arb-a3');
  expect(about.map(({ name }) => name)).toEqual(['agent']);
});

describe('ignoring', () => {
  const missing = { 'pg-a1-1': { survey: { locales: [{ name: 'de_DE.UTF-8', present: false }] } } } satisfies Record<string, Changes>;

  test('demotes a failure, and says so', () => {
    expect(bad(judge(input(missing), ['locale']))).toMatchObject([{ name: 'locale', level: 'warn', ignored: true }]);
  });

  test('another name demotes nothing', () => {
    expect(bad(judge(input(missing), ['ports']))).toMatchObject([{ level: 'fail', ignored: false }]);
  });

  test('a warning stays what it is', () => {
    expect(bad(judge(input({ 'pg-a1-1': { survey: { watchdog: 'absent' } } }), ['watchdog']))).toMatchObject([
      { level: 'warn', ignored: false },
    ]);
  });

  test.each(['agent', 'systemd', 'packages', 'data-directory'])('%s is refused: bootstrap would fail there, too', (name) => {
    expect(() => {
      requireIgnorable(['ports', name]);
    }).toThrow(`failures of ${name} cannot be ignored`);
    expect(ignoreFlags([failure('ports'), failure(name)])).toBeNull();
  });

  test('no run that remembers such a name demotes it', () => {
    expect(bad(judge(input({ 'pg-a1-2': { silent: unreachable('pg-a1-2') } }), ['agent']))).toMatchObject([
      { level: 'fail', ignored: false },
    ]);
  });

  test('the others are suggested, each once', () => {
    expect(ignoreFlags([failure('ports'), failure('locale'), failure('ports')])).toBe('--ignore ports --ignore locale');
  });

  test('an unknown name is refused with the list', () => {
    expect(() => {
      requireIgnorable(['ports', 'datadir']);
    }).toThrow(/datadir/);
    expect(() => {
      requireIgnorable(['ports']);
    }).not.toThrow();
  });
});

test('a VIP that is answered for while one of its hosts is silent may be held rightly by that one', () => {
  const findings = judge(
    input({ 'pg-a1-1': { silent: { code: 'cancelled', what: 'a call' } }, 'pg-a1-2': { vip: { by: '02:00:00:00:00:07' } } }),
    [],
  );
  expect(findings.find(({ name, level }) => name === 'vip' && level === 'fail')?.remedy).toMatch(
    /^rightly, if it is pg-a1-1, which did not answer/,
  );
});

test('the backup tool must be the same on the backup host and on every database host', () => {
  const cluster = topology({ backup: backups({ tool: 'pg_probackup' }) });
  const having = (version: string): Changes => ({ facts: { programs: [{ program: 'pg_probackup', version }] } });
  const judged = (member: string) =>
    judge(input({ backup: having('2.5.15'), 'pg-a1-2': having(member), 'arb-a3': having('2.4.1') }, cluster), []);
  expect(bad(judged('2.5.15')).filter(({ reason }) => reason.includes('another'))).toEqual([]);
  expect(bad(judged('2.5.16')).filter(({ reason }) => reason.includes('another'))).toMatchObject([
    { name: 'versions', node: 'pg-a1-2', level: 'fail', reason: 'pg_probackup 2.5.16 is another one than backup has, 2.5.15' },
  ]);
});

describe('room for what retention promises', () => {
  const day = 86_400;
  /** 50 GiB are used on the source, 100 GiB is the disk of the catalogue; seven days and two full backups are kept. */
  const judged = (walBytesPerSecond: number | null, backup = backups()) =>
    judge(input({ 'pg-a1-2': { report: { walBytesPerSecond } } }, topology({ backup })), []).filter(({ name }) => name === 'backup-room');

  test.each<readonly [string, number | null, ReturnType<typeof backups>, string, RegExp]>([
    ['nobody knows before there is a cluster', null, backups(), 'pass', /no cluster stands yet/],
    ['too little', gib / day, backups(), 'warn', /at most 7\.0 GiB of WAL in 7 days .*, and 150\.0 GiB of 3 full backups/],
    [
      'enough',
      gib / day,
      backups({ retention: { fulls: 0, windowSeconds: 7 * day } }),
      'pass',
      /the disk of \/var\/lib\/pgbackrest has 100\.0 GiB/,
    ],
  ])('%s', (_name, rate, backup, level, reason) => {
    expect(judged(rate, backup)).toMatchObject([{ node: 'backup', level, reason: expect.stringMatching(reason) as unknown }]);
  });

  test('without backups nothing is promised', () => {
    expect(judge(input(), []).some(({ name }) => name === 'backup-room')).toBe(false);
  });
});
