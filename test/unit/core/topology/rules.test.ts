import { allowableRules, parseTopology, topologyRules, type Topology } from '@tamada/core/topology';
import { describe, expect, it } from 'vitest';
import { edited, goodText, parsed, problemsOf, type Edit } from './topology-text.ts';

/** For each rule: edits of the good text that break it, and what the operator then reads (of this rule). */
const broken: readonly (readonly [rule: string, edits: readonly Edit[], expected: readonly string[]])[] = [
  [
    'consul-servers-odd',
    [['  arb-a3: { datacenter: a3, address: 10.10.3.1, role: witness }\n', '']],
    [
      '6:1: error: 4 is an even number of Consul servers: they survive no more losses than 3 would; add a node with the role witness, best in a datacentre of its own; if it must be so, add `allow: [consul-servers-odd]`',
    ],
  ],
  [
    'consul-servers-few',
    [
      ['  pg-a1-2: { datacenter: a1, address: 10.10.1.2, role: database }\n', ''],
      ['  pg-a2-2: { datacenter: a2, address: 10.10.2.2, role: database }\n', ''],
      ['  arb-a3: { datacenter: a3, address: 10.10.3.1, role: witness }\n', ''],
    ],
    [
      '6:1: error: 2 Consul servers cannot lose any: three are the least; add nodes with the role database or witness; if it must be so, add `allow: [consul-servers-few]`',
    ],
  ],
  [
    'consul-servers-many',
    [
      [
        'postgres:\n',
        `${[1, 2, 3, 4].map((last) => `  w-${last}: { datacenter: a3, address: 10.10.3.1${last}, role: witness }\n`).join('')}postgres:\n`,
      ],
    ],
    ['6:1: warning: 9 Consul servers make every write slow; five are usual, seven the most that helps'],
  ],
  [
    'consul-majority',
    [['arb-a3: { datacenter: a3', 'arb-a3: { datacenter: a2']],
    [
      '4:3: error: a2 holds 3 of 5 Consul servers: losing it stops the whole cluster; spread the servers over three datacentres so that none holds the majority; a witness is enough for the third; if it must be so, add `allow: [consul-majority]`',
    ],
  ],
  [
    'database-nodes-few',
    [
      ['10.10.1.2, role: database', '10.10.1.2, role: witness'],
      ['10.10.2.1, role: database', '10.10.2.1, role: witness'],
      ['10.10.2.2, role: database', '10.10.2.2, role: witness'],
    ],
    [
      '6:1: error: with one database node there is none to take over; add nodes with the role database: two are the least; if it must be so, add `allow: [database-nodes-few]`',
    ],
  ],
  [
    'database-nodes-many',
    [
      [
        'postgres:\n',
        `${Array.from({ length: 15 }, (_, index) => `  n-${index}: { datacenter: a1, address: 10.10.1.${100 + index}, role: database }\n`).join('')}postgres:\n`,
      ],
    ],
    ["6:1: error: 19 database nodes ask each other's Patroni too often, or learn too late where reads may go; 17 are the most"],
  ],
  [
    'database-alone',
    [['10.10.2.2, role: database', '10.10.2.2, role: witness']],
    [
      '4:3: warning: a2 has one database node: when it is lost, every request of this datacentre goes to another one; add a second database node there',
    ],
  ],
  [
    'guarantee-datacenter',
    [
      ['postgres:', 'synchronous: { guarantee: datacenter }\npostgres:'],
      ['10.10.2.1, role: database', '10.10.2.1, role: witness'],
      ['10.10.2.2, role: database', '10.10.2.2, role: witness'],
    ],
    [
      '13:27: error: the guarantee `datacenter` needs database nodes in two datacentres; add a database node in another datacentre, or write `synchronous: { guarantee: node }`',
    ],
  ],
  [
    'guarantee-off',
    [['postgres:', 'synchronous: { guarantee: off }\npostgres:']],
    [
      '13:27: warning: with the guarantee `off` a failover loses the rows that no standby had received; write `node` or `datacenter` to keep every acknowledged row',
    ],
  ],
  [
    'node-datacenter',
    [['pg-a2-2: { datacenter: a2', 'pg-a2-2: { datacenter: aa2']],
    ['10:26: error: pg-a2-2 stands in aa2, which is not among the datacenters; did you mean `a2`?'],
  ],
  [
    'node-name',
    [['  pg-a2-2:', '  any:']],
    ['10:3: error: a database node cannot be called any: PostgreSQL reads it as a word of synchronous_standby_names; choose another name'],
  ],
  ['datacenter-empty', [['a3: {}', 'a3: {}\n  a4: {}']], ['6:3: warning: a4 has no node; remove it, or give it a node']],
  [
    'address-unique',
    [['10.10.2.2', '10.10.2.1']],
    ['10:39: error: pg-a2-2 has the address of pg-a2-1, 10.10.2.1; give every node its own address'],
  ],
  [
    'address-usable',
    [['10.10.3.1,', '127.0.0.1,']],
    [
      '11:38: error: 127.0.0.1 is a loopback address, which no other node reaches; give the address by which the other nodes reach this one',
    ],
  ],
  [
    'client-network',
    [['[10.0.0.0/8]', '[10.0.0.0/8, 10.1.2.3/16]']],
    ['15:23: error: 10.1.2.3/16 is an address in a network, not a network; write `10.1.0.0/16`, or `10.1.2.3/32`'],
  ],
  [
    'clients-none',
    [['clients: [10.0.0.0/8]', 'clients: []']],
    [
      '15:1: warning: there are no clients: nobody but the nodes themselves may reach the ports 5555 and 5556; add the networks of the applications: `clients: [10.0.0.0/8]`',
    ],
  ],
  [
    'vip-network',
    [['10.10.2.3/24', '10.10.9.3/24']],
    [
      "4:14: error: the VIP 10.10.9.3/24 is in another network than pg-a2-1, 10.10.2.1; a VIP works only in the network of a2's database nodes",
    ],
  ],
  [
    'vip-usable',
    [
      ['10.10.1.3/24', '10.10.1.255/24'],
      ['10.10.2.3/24', '10.10.2.0/24'],
    ],
    [
      '3:14: error: 10.10.1.255 is the broadcast address of its network; choose a free address in it',
      '4:14: error: 10.10.2.0 is the address of the network itself; choose a free address in it',
    ],
  ],
  [
    'vip-unique',
    [
      ['10.10.1.3/24', '10.10.1.2/24'],
      ['10.10.2.3/24', '10.10.1.2/8'],
    ],
    [
      '3:14: error: the VIP 10.10.1.2 is also the address of pg-a1-2; choose an address that nothing else has',
      '4:14: error: the VIP 10.10.1.2 is also the address of pg-a1-2; choose an address that nothing else has',
    ],
  ],
  [
    'vip-router-id',
    [
      ['10.10.1.3/24', '{ address: 10.10.1.3/16, virtualRouterId: 60 }'],
      ['10.10.2.3/24', '{ address: 10.10.2.3/16, virtualRouterId: 60 }'],
    ],
    [
      '4:56: error: the VIPs of a1 and a2 have one virtual router id (60) on one network; give them different ones, or leave `virtualRouterId` out',
    ],
  ],
  [
    'vip-missing',
    [['a2: { vip: 10.10.2.3/24 }', 'a2: {}']],
    [
      "4:3: warning: a2 has database nodes but no VIP: its applications must know every node's address; add `vip: ADDRESS/PREFIX` with a free address of its network",
    ],
  ],
  [
    'vip-alone',
    [
      [
        '  pg-a2-2: { datacenter: a2, address: 10.10.2.2, role: database }',
        '  arb-a2: { datacenter: a2, address: 10.10.2.2, role: witness }',
      ],
    ],
    ['4:9: warning: a2 has one database node: nothing takes its VIP when that node is lost; add a second database node to the datacentre'],
  ],
  [
    'vip-useless',
    [['a3: {}', 'a3: { vip: 10.10.3.3/24 }']],
    ['5:9: error: a3 has a VIP but no database node that could hold it; remove the VIP, or add a database node'],
  ],
  [
    'user-reserved',
    [['version: 15', 'users: { replicator: {}, pg_me: {}, none: {}, user: {}, all: {} }']],
    [
      '14:12: error: the user name replicator is one that tamada itself uses; choose another name',
      '14:28: error: the user name pg_me begins with `pg_`, which PostgreSQL keeps for itself; choose another name',
      '14:39: error: the user name none is a word of SQL; choose another name',
    ],
  ],
  [
    'database-reserved',
    [['version: 15', 'databases: { template1: {} }']],
    ["14:16: error: the database template1 is PostgreSQL's own; choose another name"],
  ],
  [
    'database-owner',
    [['version: 15', 'databases: { app: { owner: ap }, own: { owner: postgres } }\n  users: { app: {} }']],
    [
      '14:30: error: the owner ap is not among the users; did you mean `app`?',
      '14:50: error: the owner postgres is not among the users; leave `owner` out: postgres is the default',
    ],
  ],
  [
    'parameter-managed',
    [['version: 15', 'parameters: { port: 5433, recovery_target_xid: 7, work_mem: 16MB }']],
    [
      '14:17: error: the parameter port is not yours to set; use `postgres.port`',
      '14:29: error: the parameter recovery_target_xid is not yours to set; a member of a cluster never stops at a target',
    ],
  ],
  [
    'parameter-unknown',
    [['version: 15', 'parameters: { shared_bufers: 8GB, max_conections: 500, colour: red, auto_explain.log_min_duration: 1s }']],
    [
      '14:17: error: PostgreSQL 15 has no parameter shared_bufers; did you mean `shared_buffers`?',
      '14:37: error: PostgreSQL 15 has no parameter max_conections; did you mean `max_connections`?',
      "14:58: error: PostgreSQL 15 has no parameter colour; one of an extension is written with the extension's name and a dot",
    ],
  ],
  [
    'parameter-value',
    [
      [
        'version: 15',
        [
          'parameters:',
          'shared_buffers: 8gb',
          'statement_timeout: 30sec',
          'random_page_cost: "1,1"',
          'jit: of',
          'max_connections: 1000000',
          'log_file_mode: 640',
          'unix_socket_permissions: "0070"',
          'wal_level: minimal',
          'wal_compression: lz5',
          'max_worker_processes: 1',
          'wal_buffers: 16kB',
          'max_stack_depth: 8MB',
          'log_timezone: Europe/Berlinn',
          'log_lock_waits: 2',
          'work_mem: "064MB"',
          'wal_receiver_timeout: 100us',
          'max_files_per_process: 1000kB',
          'effective_io_concurrency: 2.5',
          'search_path: a,,b',
          'application_name: 7',
        ].join('\n    '),
      ],
    ],
    [
      '15:21: error: shared_buffers = "8gb" has the unit `gb`, which PostgreSQL does not know; did you mean `8GB`? units: B, kB, MB, GB, TB',
      '16:24: error: statement_timeout = "30sec" has the unit `sec`, which PostgreSQL does not know; did you mean `30s`? units: us, ms, s, min, h, d',
      '17:23: error: random_page_cost = "1,1" is not a number; a number from 0 to 1.79769e+308',
      '18:10: error: jit = "of" is neither on nor off; write `on` or `off`',
      '19:22: error: max_connections = 1000000 is too much; from 1 to 262143',
      '20:20: error: log_file_mode = 640 is not a file mode; write it in quotes, with a leading zero: `"0640"`',
      '21:30: error: unix_socket_permissions = "0070" shuts out its owner, PostgreSQL itself; begin with `"06` or `"07`',
      '22:16: error: wal_level = "minimal" keeps no standby; one of: replica, logical',
      '23:22: error: wal_compression = "lz5" is not one of its values; did you mean `lz4`?',
      '24:27: error: max_worker_processes = 1 is less than 2; Patroni drops a smaller one without a word',
      '25:18: error: wal_buffers = "16kB" is less than 4 (counted in 8kB); PostgreSQL raises a smaller one without a word',
      '26:22: error: max_stack_depth = "8MB" is more than 7680kB; what systemd\'s 8 MB of stack leave',
      '27:19: error: log_timezone = "Europe/Berlinn" is not one of its time zones; did you mean `Europe/Berlin`?',
      '28:21: error: log_lock_waits = 2 is neither on nor off; write `on` or `off`',
      '29:15: error: work_mem = "064MB" has a leading zero, which makes it octal; write it without',
      '30:27: error: wal_receiver_timeout = "100us" counts as 0 ms, which means something else; a number from 0ms to 2147483647ms, or one with a unit: us, ms, s, min, h, d',
      '31:28: error: max_files_per_process = "1000kB" has a unit, but counts nothing that has one; write `1000`',
      '32:31: error: effective_io_concurrency = 2.5 is not a whole number; from 0 to 1000',
      '33:18: error: search_path = "a,,b" is not a list of names; separate names by one comma, and put odd ones in double quotes',
      '34:23: error: application_name = 7 is not text; write `"7"`',
    ],
  ],
  [
    'parameter-size',
    [
      [
        'version: 15',
        'parameters: { max_wal_senders: 3, max_replication_slots: 7, max_connections: 60000, autovacuum_max_workers: 250000 }',
      ],
    ],
    [
      '14:34: error: max_wal_senders = 3 is less than the 8 that 4 database nodes need; 2 for each of the 3 others while it is made, 2 for a backup: write 8 or more, or leave it out',
      '14:60: error: max_replication_slots = 7 is less than the 8 that 4 database nodes need; 2 for each of the 3 others while it is made, 2 for a backup: write 8 or more, or leave it out',
      '14:80: error: with max_connections = 60000 HAProxy would have to hold 300200 connections, and 250000 is its most; 60000 on port 5555, 240000 on port 5556 (4 members), 200 of its own; a pooler needs fewer',
      '14:111: error: PostgreSQL has room for 262143 processes, and 310012 are asked for; max_connections 60000, autovacuum_max_workers 250000, max_worker_processes 8, max_wal_senders 3, and 1: write less',
    ],
  ],
  [
    'parameter-together',
    [
      [
        'version: 15',
        'parameters: { log_statement_stats: on, log_parser_stats: on, ssl_max_protocol_version: TLSv1.1, superuser_reserved_connections: 100 }',
      ],
    ],
    [
      '14:60: error: log_parser_stats cannot be on beside log_statement_stats; keep one of them',
      '14:90: error: no version of TLS is between TLSv1.2 and TLSv1.1; the least is TLSv1.2 by default',
      '14:131: error: superuser_reserved_connections = 100 leaves none of max_connections = 100; it must be less',
    ],
  ],
  [
    'parameter-host',
    [['version: 15', "parameters: { huge_pages: on, shared_preload_libraries: 'pg_stat_statements, timescaledb' }"]],
    [
      '14:29: warning: with huge_pages = on PostgreSQL starts only where huge pages are kept for it; write `try`, or set vm.nr_hugepages on every database node',
      '14:59: warning: timescaledb must be there on every database node, or PostgreSQL does not start; install its package first: tamada does not',
    ],
  ],
  [
    'encoding-known',
    [['version: 15', 'encoding: UTF9']],
    ['14:13: error: PostgreSQL keeps no database in the encoding UTF9; did you mean `UTF8`?'],
  ],
  [
    'encoding-locale',
    [['version: 15', 'encoding: LATIN1\n  locale: C.UTF-8']],
    [
      '15:11: error: the locale C.UTF-8 needs the encoding UTF8, not LATIN1; write `encoding: UTF8`, or a locale of LATIN1; C goes with every encoding',
    ],
  ],
  [
    'hba-line',
    [
      [
        'version: 15',
        [
          'hba:',
          'hostssl all all 10.0.0.1/8 scram-sha-256',
          'hostsl all all 10.0.0.0/8 scram-sha-256',
          'host all all 10.0.0.0/8',
          'host all all 10.0.0.0/8 scram-sha256',
          'host all all 10.0.0.7 scram-sha-256',
          'host all all 10.0.0/8 scram-sha-256',
          'host "a b all 10.0.0.0/8 md5',
          '"# remark"',
          'host all all 10.0.0.0/8 cert',
          'host all all ::1 md5',
          'local all all trust extra',
          'host all all 0.0.0.0/0 peer',
          'host all all 10.0.0.0/8 ldap',
          'hostssl all all 10.0.0.0/8 scram-sha-256 bogus=1',
          'host all all 10.0.0.0/8 md5\\',
          "'host all @admins 10.0.0.0/8 md5'",
          'host all all fd00::/129 md5',
          'hostssl all all 10.0.0.0/8 cert clientcert=verify-ca',
        ].join('\n    - '),
      ],
    ],
    [
      '15:7: error: 10.0.0.1/8 is an address in a network, not a network; write `10.0.0.0/8`, or `10.0.0.1/32`',
      '16:7: error: `hostsl` is not a kind of connection; did you mean `hostssl`?',
      '17:7: error: the line has too few fields; write `hostssl DATABASE USER ADDRESS METHOD`, for example `hostssl all all 10.0.0.0/8 scram-sha-256`',
      '18:7: error: `scram-sha256` is not a method; did you mean `scram-sha-256`?',
      '19:7: error: 10.0.0.7 has no prefix length; write `10.0.0.7/32` for this one host',
      '20:7: error: `10.0.0/8` is not an IPv4 network; for example `10.0.0.0/8`',
      '21:7: error: a quote is not closed; write `hostssl DATABASE USER ADDRESS METHOD`, for example `hostssl all all 10.0.0.0/8 scram-sha-256`',
      '22:7: error: a line of pg_hba.conf, not a comment, belongs here; comment in cluster.yaml instead',
      '23:7: error: the method cert does not work on host; it works on: hostssl',
      '24:7: error: ::1 has no prefix length; write `::1/128` for this one host',
      '25:7: error: `extra` after the method is not an option; trust takes no options: remove it',
      '26:7: error: the method peer does not work on host; it works on: local',
      '27:7: error: ldap needs a server; add `ldapserver=HOST`',
      '28:7: error: scram-sha-256 on hostssl has no option `bogus`; options: clientcert, clientname',
      '29:7: error: a backslash at the end swallows the next line; remove it',
      '30:7: error: the file `@admins` is not on the hosts; write the names themselves, with commas between',
      '31:7: error: `fd00::/129` is not an IPv6 network; for example `fd00::/8`',
      '32:7: error: cert always checks the name in the certificate; write `clientcert=verify-full`, or leave it out',
    ],
  ],
  [
    'hba-trust',
    [['version: 15', 'hba: [local all app trust]']],
    ['14:9: warning: this line lets people in without a password; write `scram-sha-256` in the place of `trust`'],
  ],
  [
    'port-free',
    [['version: 15', 'port: 8008\nagent: { port: 8500 }']],
    [
      "14:9: error: port 8008 belongs to Patroni's REST interface on the same nodes; choose another port, or leave it out for the default",
      '15:16: error: port 8500 belongs to Consul (HTTP) on the same nodes; choose another port, or leave it out for the default',
    ],
  ],
  [
    'backup-source',
    [['source: pg-a1-2', 'source: arb-a3']],
    ['16:19: error: arb-a3 is not a database node, its role is witness; database nodes: pg-a1-1, pg-a1-2, pg-a2-1, pg-a2-2'],
  ],
  [
    'backup-host',
    [['  backup: { datacenter: a3, address: 10.10.3.4, role: backup }\n', '']],
    ['15:1: error: there is no node with the role backup; add a node with the role backup, or remove `backup`'],
  ],
  [
    'backup-unused',
    [['backup: { source: pg-a1-2, delayedReplica: { delay: 1d } }\n', '']],
    ['12:3: warning: backup is a backup host, but nothing says what it backs up; add `backup: { source: NODE }`'],
  ],
  [
    'backup-apart',
    [['backup: { datacenter: a3, address: 10.10.3.4', 'backup: { datacenter: a1, address: 10.10.1.4']],
    [
      '12:25: warning: backup stands in a1, as its source pg-a1-2 does: one fire takes both; place the backup host, or the source, in another datacentre',
    ],
  ],
  ['backup-delay', [['delay: 1d', 'delay: 25d']], ['16:53: error: PostgreSQL cannot stay 25d behind; 24d is the most']],
  [
    'too-many',
    [
      ['[10.0.0.0/8]', `[${Array.from({ length: 10_001 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`).join(', ')}]`],
      ['version: 15', `users: { ${Array.from({ length: 10 }, (_, index) => `u${index}: {}`).join(', ')} }`],
    ],
    [
      '15:1: error: 10001 networks in `clients` are more than 10000; name larger networks',
      '14:3: error: 100050 pairs of a user and a network in `postgres.users` are more than 40000; PostgreSQL compares them one by one for each connection: name fewer and larger networks in `clients`',
    ],
  ],
  [
    'vip-hosts-many',
    [
      [
        '  arb-a3:',
        `${Array.from({ length: 10 }, (_, index) => `  pg-a1-${index + 3}: { datacenter: a1, address: 10.10.1.${index + 10}, role: database }\n`).join('')}  arb-a3:`,
      ],
    ],
    [
      '3:3: error: 12 database nodes of a1 are too many for one VIP: the last would take it too late; 11 are the most; place the others in another datacentre',
    ],
  ],
];

it('every rule has a case here', () => {
  expect(broken.map(([rule]) => rule).toSorted()).toEqual(topologyRules.map(({ name }) => name).toSorted());
});

it('the described cluster passes every rule', () => {
  expect(problemsOf(goodText)).toEqual([]);
  expect(topologyRules.filter((rule) => rule.check(parsed(goodText)).length > 0)).toEqual([]);
});

describe.each(broken)('%s', (_rule, edits, expected) => {
  it('says where, what and what would be right', () => {
    expect(problemsOf(edited(...edits))).toEqual(expect.arrayContaining([...expected]));
  });
});

describe('what the rules let pass', () => {
  const passing: readonly (readonly [string, Edit])[] = [
    [
      'two VIPs with one router id on two networks',
      ['a2: { vip: 10.10.2.3/24 }', 'a2: { vip: { address: 10.10.2.3/24, virtualRouterId: 51 } }'],
    ],
    ['a fourth datacentre with the backup host', ['a3: {}', 'a3: {}\n  a4:']],
    [
      'hba lines of every kind',
      [
        'version: 15',
        'hba: ["local all all peer", "hostssl a,b +ops samenet cert", \'host "my db" all ::1/128 reject\', "host all all 10.0.0.0 255.0.0.0 md5"]',
      ],
    ],
    ['parameters of an extension', ['version: 15', 'parameters: { auto_explain.log_min_duration: 1s, work_mem: 64MB }']],
    [
      'names that are words of SQL or of pg_hba.conf',
      ['version: 15', 'users: { all: {}, user: {}, select: {} }\n  databases: { replication: { owner: all } }'],
    ],
    ['another port', ['version: 15', 'port: 6432']],
  ];
  it.each(passing)('%s', (_what, edit) => {
    const text = edited(edit).replace(
      'backup: { datacenter: a3',
      edit[1].includes('a4') ? 'backup: { datacenter: a4' : 'backup: { datacenter: a3',
    );
    expect(problemsOf(text)).toEqual([]);
  });

  it('one datacentre for all, because there is no majority to lose to another', () => {
    const names = topologyRules.filter((rule) => rule.check(singleDatacenter()).length > 0).map(({ name }) => name);
    expect(names).toEqual(['vip-missing']);
  });
});

describe('allow', () => {
  const evenServers: Edit = ['  arb-a3: { datacenter: a3, address: 10.10.3.1, role: witness }\n', ''];

  it('makes an error a warning that says so', () => {
    const { topology, problems } = parseTopology(edited(evenServers, ['clients:', 'allow: [consul-servers-odd]\nclients:']), 'f');
    expect(topology?.allow).toEqual(['consul-servers-odd']);
    expect(problems).toEqual([
      expect.objectContaining({ line: 6, level: 'warning', hint: 'allowed here by `allow: [consul-servers-odd]`' }),
    ]);
  });

  it('is pointed out where nothing needs it', () => {
    expect(problemsOf(edited(['clients:', 'allow: [consul-majority]\nclients:']))).toEqual([
      '15:9: warning: nothing here needs `consul-majority`; remove it',
    ]);
  });

  it('takes only names of rules that can be allowed', () => {
    expect(allowableRules).toContain('consul-majority');
    expect(problemsOf(edited(['clients:', 'allow: [address-unique]\nclients:']))[0]).toMatch(
      /^15:9: error: `address-unique` is not a valid `allow`; values: consul-servers-odd, /,
    );
  });
});

function singleDatacenter(): Topology {
  const topology = parsed(goodText);
  return {
    ...topology,
    datacenters: [{ name: 'a1', vip: null }],
    nodes: topology.nodes.filter(({ role }) => role !== 'backup').map((node) => ({ ...node, datacenter: 'a1' })),
    synchronous: { guarantee: 'node' },
    backup: null,
  };
}
