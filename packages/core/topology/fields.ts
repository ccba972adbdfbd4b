/** One field of `cluster.yaml` that is free to fill in: who reads it in the end, and which of their rules is asked when. */
export interface FreeField {
  /** Keys from the top; `*` stands for any name. */
  readonly path: string;
  readonly readers: string;
  /** What its shape is held to, in words. */
  readonly shape: string;
  /** Rules of `validate` that ask more than its shape. */
  readonly validate: readonly string[];
  /** Checks of preflight that ask the hosts. */
  readonly preflight: readonly string[];
  /** What a host or a program says only once it runs; null where nothing is left to say. */
  readonly afterwards: string | null;
}

const dnsLabel = 'a DNS label in small letters';
const sqlName = 'a plain SQL name, quoted in SQL and pg_hba.conf';
const ipv4 = 'an IPv4 address';

/** Every free field, in the order of the schema; a test holds it against the schema. What is not here is one of few fixed words. */
export const freeFields: readonly FreeField[] = [
  {
    path: 'name',
    readers: 'Consul (keys), Patroni (scope), PostgreSQL (cluster_name)',
    shape: dnsLabel,
    validate: [],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'datacenters',
    readers: 'keepalived (names of instances), Patroni (tags)',
    shape: dnsLabel,
    validate: ['too-many', 'datacenter-empty', 'consul-majority'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'datacenters.*.vip',
    readers: 'keepalived, HAProxy',
    shape: `${ipv4} with a prefix length`,
    validate: ['vip-network', 'vip-usable', 'vip-unique', 'vip-missing', 'vip-useless', 'vip-alone', 'vip-hosts-many'],
    preflight: ['vip', 'network'],
    afterwards: '`status` names its holder',
  },
  {
    path: 'datacenters.*.vip.address',
    readers: 'keepalived, HAProxy',
    shape: `${ipv4} with a prefix length`,
    validate: ['vip-network', 'vip-usable', 'vip-unique'],
    preflight: ['vip'],
    afterwards: '`status` names its holder',
  },
  {
    path: 'datacenters.*.vip.virtualRouterId',
    readers: 'keepalived',
    shape: 'from 1 to 255',
    validate: ['vip-router-id'],
    preflight: [],
    afterwards: 'another cluster with the same id on the same network shows in `status`',
  },
  {
    path: 'nodes',
    readers: 'Consul, Patroni, PostgreSQL (application_name, slots, synchronous_standby_names), HAProxy, keepalived',
    shape: dnsLabel,
    validate: [
      'too-many',
      'node-name',
      'consul-servers-odd',
      'consul-servers-few',
      'consul-servers-many',
      'database-nodes-few',
      'database-nodes-many',
      'database-alone',
    ],
    preflight: ['agent'],
    afterwards: null,
  },
  {
    path: 'nodes.*.datacenter',
    readers: 'the plan of Consul, VIPs and synchronous standbys',
    shape: 'one of `datacenters`',
    validate: ['node-datacenter'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'nodes.*.address',
    readers: 'every program',
    shape: ipv4,
    validate: ['address-unique', 'address-usable', 'vip-network'],
    preflight: ['address', 'network'],
    afterwards: null,
  },
  {
    path: 'postgres.port',
    readers: 'PostgreSQL, HAProxy',
    shape: 'from 1024 to 65535',
    validate: ['port-free'],
    preflight: ['ports', 'network'],
    afterwards: null,
  },
  {
    path: 'postgres.locale',
    readers: 'initdb',
    shape: 'letters, digits and `_ . @ -`',
    validate: ['encoding-locale'],
    preflight: ['locale'],
    afterwards: null,
  },
  {
    path: 'postgres.encoding',
    readers: 'initdb',
    shape: 'letters, digits and `_`',
    validate: ['encoding-known', 'encoding-locale'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'postgres.parameters',
    readers: 'Patroni, which drops a name that it does not know; PostgreSQL',
    shape: 'small letters, digits and `_`; after a dot the name of an extension’s own',
    validate: ['parameter-unknown', 'parameter-managed', 'too-many'],
    preflight: [],
    afterwards: 'an extension judges its own',
  },
  {
    path: 'postgres.parameters.*',
    readers: 'Patroni, which drops or cuts a value that it does not take; PostgreSQL',
    shape: 'text in one line, a number, true or false',
    validate: ['parameter-value', 'parameter-size', 'parameter-together', 'parameter-host'],
    preflight: ['locale'],
    afterwards: 'memory, libraries, files and tablespaces of the host: PostgreSQL’s log',
  },
  {
    path: 'postgres.databases',
    readers: 'PostgreSQL',
    shape: sqlName,
    validate: ['database-reserved', 'too-many'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'postgres.databases.*.owner',
    readers: 'PostgreSQL',
    shape: 'one of `users`',
    validate: ['database-owner'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'postgres.users',
    readers: 'PostgreSQL (SQL and pg_hba.conf)',
    shape: sqlName,
    validate: ['user-reserved', 'too-many'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'postgres.hba',
    readers: 'PostgreSQL (pg_hba.conf)',
    shape: 'text in one line',
    validate: ['hba-line', 'hba-trust', 'too-many'],
    preflight: [],
    afterwards: 'whether hosts, maps and servers that a line names exist: PostgreSQL’s log',
  },
  {
    path: 'clients',
    readers: 'HAProxy, PostgreSQL (pg_hba.conf)',
    shape: `${ipv4} with a prefix length`,
    validate: ['client-network', 'clients-none', 'too-many'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'backup.source',
    readers: 'the plan of backups',
    shape: 'a database node',
    validate: ['backup-source', 'backup-host', 'backup-apart', 'backup-unused'],
    preflight: [],
    afterwards: null,
  },
  {
    path: 'backup.delayedReplica.delay',
    readers: 'PostgreSQL (recovery_min_apply_delay)',
    shape: 'a whole number with s, m, h or d',
    validate: ['backup-delay'],
    preflight: [],
    afterwards: null,
  },
  { path: 'consul.datacenter', readers: 'Consul', shape: dnsLabel, validate: [], preflight: [], afterwards: null },
  {
    path: 'agent.port',
    readers: 'tamada-agent',
    shape: 'from 1024 to 65535',
    validate: ['port-free'],
    preflight: ['ports', 'network'],
    afterwards: null,
  },
];
