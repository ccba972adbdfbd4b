import { agentConfigSchema, bundleDigest, bundleSlots, dynamicConfig, fillSlots, renderNode } from '@tamada/core/bundle';
import type { Bundle } from '@tamada/core/bundle';
import type { Facts, Platform } from '@tamada/core/facts';
import { requiredSecrets, secretOfNode } from '@tamada/core/topology';
import type { Topology } from '@tamada/core/topology';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { backups, node, topology } from '../../../builders/cluster.ts';
import { shippedTemplates } from '../../../builders/templates.ts';

const templates = shippedTemplates();

function bundleOf(name: string, cluster: Topology = topology(), facts: Facts | null = null, platform: Platform = 'debian'): Bundle {
  const found = cluster.nodes.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no node ${name}`);
  return renderNode({ topology: cluster, node: found, facts, platform, templates });
}

function parsed(bundle: Bundle, path: string): unknown {
  const file = bundle.files.find((entry) => entry.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return parse(fillSlots(file.content, (name) => `<${name}>`));
}

function facts(consul: string): Facts {
  return {
    platform: 'debian',
    osName: 'Debian GNU/Linux',
    osVersion: '12',
    arch: 'x64',
    hostname: 'x',
    interface: null,
    programs: [{ program: 'consul', version: consul }],
    cpus: 2,
    memoryBytes: 1,
  };
}

describe('agent.yaml', () => {
  test.each(topology().nodes.flatMap(({ name }) => [[name, 'debian'] as const, [name, 'rhel'] as const]))(
    'of %s on %s is what the agent reads',
    (name, platform) => {
      const config = agentConfigSchema.parse(parsed(bundleOf(name, topology(), null, platform), '/etc/tamada/agent.yaml'));
      expect(config).toMatchObject({ cluster: 'geo', node: name, platform, patroni: { port: 8008, scope: 'geo' } });
    },
  );
});

describe("Consul's syntax", () => {
  test.each([
    ['1.8.7', ['ca_file', 'verify_incoming_rpc', 'verify_server_hostname'], ['tls'], false],
    ['1.11.9', ['ca_file'], ['tls'], false],
    ['1.12.0', ['tls'], ['ca_file', 'verify_server_hostname'], false],
    ['1.14.0', ['tls'], ['ca_file'], true],
    ['1.22.1', ['tls'], ['ca_file'], true],
  ])('of %s', (version, there, absent, grpcTls) => {
    const config = parsed(bundleOf('arb-a3', topology(), facts(version)), '/etc/consul.d/consul.json') as Record<string, unknown>;
    expect(Object.keys(config)).toEqual(expect.arrayContaining(there));
    expect(Object.keys(config).filter((key) => absent.includes(key))).toEqual([]);
    expect(config).toMatchObject({ acl: { tokens: { agent: '<consul_token_agent>' } } });
    expect(JSON.stringify(config)).not.toMatch(/management|master/);
    expect('grpc_tls' in (config.ports as object)).toBe(grpcTls);
  });

  test('without facts is that of the platform', () => {
    expect(parsed(bundleOf('arb-a3'), '/etc/consul.d/consul.json')).toHaveProperty('ca_file');
    expect(parsed(bundleOf('arb-a3', topology(), null, 'rhel'), '/etc/consul.d/consul.json')).toHaveProperty('tls');
  });

  test.each(['1.8.7', '1.20.0'])('%s: every server is expected and joined, and only loopback is served', (version) => {
    expect(parsed(bundleOf('pg-a2-1', topology(), facts(version)), '/etc/consul.d/consul.json')).toMatchObject({
      server: true,
      bootstrap_expect: 5,
      bind_addr: '10.10.2.1',
      client_addr: '127.0.0.1',
      retry_join: ['10.10.1.1', '10.10.1.2', '10.10.2.1', '10.10.2.2', '10.10.3.1'],
      encrypt: '<consul_gossip>',
      acl: { enabled: true, default_policy: 'deny', down_policy: 'extend-cache' },
      autopilot: { cleanup_dead_servers: false },
      leave_on_terminate: false,
      skip_leave_on_interrupt: true,
    });
  });
});

describe('Patroni', () => {
  const config = parsed(bundleOf('pg-a2-1'), '/etc/patroni/config.yml') as Record<string, unknown>;

  test('is named and reached as the topology says', () => {
    expect(config).toMatchObject({
      scope: 'geo',
      name: 'pg-a2-1',
      restapi: {
        connect_address: '10.10.2.1:8008',
        authentication: { username: 'patroni', password: '<patroni_rest>' },
        allowlist: ['127.0.0.1', '10.10.1.1', '10.10.1.2', '10.10.2.1', '10.10.2.2'],
      },
      consul: { host: '127.0.0.1:8500', token: '<consul_token_patroni>', checks: [], register_service: false },
      watchdog: { mode: 'automatic' },
      tags: { datacenter: 'a2' },
    });
  });

  test('starts with the dynamic configuration that it is compared with later', () => {
    expect(config).toHaveProperty('bootstrap.dcs', dynamicConfig(topology(), 'first'));
  });

  test('lets in exactly the cluster: TLS between members, the superuser over the local socket only', () => {
    expect(config).toHaveProperty('postgresql.pg_hba', [
      'local all "postgres" peer',
      'local replication "replicator" scram-sha-256',
      ...['10.10.1.1', '10.10.1.2', '10.10.2.1', '10.10.2.2'].map((at) => `hostssl replication "replicator" ${at}/32 scram-sha-256`),
      ...['10.10.1.1', '10.10.1.2', '10.10.2.1', '10.10.2.2'].map((at) => `hostssl "postgres" "rewind" ${at}/32 scram-sha-256`),
    ]);
  });

  test("lets in the topology's users from members and clients, and adds the topology's lines last", () => {
    const users = [
      { name: 'app', options: [] },
      { name: 'copy', options: ['REPLICATION'] },
    ] as const;
    const cluster = topology({
      nodes: [node('a', 'a1', '10.0.0.1', 'database')],
      clients: ['10.9.0.0/16'],
      postgres: { ...topology().postgres, users, hba: ['hostssl all all 192.0.2.0/24 scram-sha-256'] },
    });
    expect(parsed(bundleOf('a', cluster), '/etc/patroni/config.yml')).toHaveProperty('postgresql.pg_hba', [
      'local all "postgres" peer',
      'local replication "replicator" scram-sha-256',
      'hostssl replication "replicator" 10.0.0.1/32 scram-sha-256',
      'hostssl "postgres" "rewind" 10.0.0.1/32 scram-sha-256',
      'host all "app" 10.0.0.1/32 scram-sha-256',
      'host all "app" 10.9.0.0/16 scram-sha-256',
      'host all,replication "copy" 10.0.0.1/32 scram-sha-256',
      'host all,replication "copy" 10.9.0.0/16 scram-sha-256',
      'hostssl all all 192.0.2.0/24 scram-sha-256',
    ]);
  });

  test('checks the certificate of the member that it replicates from', () => {
    const tls = { sslmode: 'verify-full', sslrootcert: '/etc/patroni/tls/authority.crt' };
    expect(config).toMatchObject({ postgresql: { authentication: { replication: tls, rewind: tls } } });
  });
});

describe('the dynamic configuration', () => {
  test('promises a synchronous standby outside the datacentre of the leader', () => {
    expect(dynamicConfig(topology(), 'keep')).toMatchObject({
      synchronous_mode: true,
      synchronous_mode_strict: false,
      synchronous_node_count: 2,
      failsafe_mode: true,
    });
  });

  test('without synchrony bounds what a failover may lose', () => {
    expect(dynamicConfig(topology({ synchronous: { guarantee: 'off' } }), 'keep')).toMatchObject({
      synchronous_mode: false,
      maximum_lag_on_failover: 1024 * 1024,
    });
  });

  test.each([
    ['first', null, { archive_command: '/bin/true', archive_timeout: '5min' }, undefined],
    ['keep', backups(), { archive_command: undefined, archive_timeout: undefined }, undefined],
    ['set', null, { archive_command: '/bin/true', archive_timeout: '5min' }, { restore_command: null }],
    [
      'set',
      backups(),
      { archive_command: '/etc/pgbackrest/archive-push %p', archive_timeout: '60s' },
      { restore_command: '/etc/pgbackrest/archive-get member %f "%p"' },
    ],
  ] as const)('what it says about archiving: %s', (archive, backup, commands, recovery) => {
    const { postgresql } = dynamicConfig(topology({ backup }), archive) as { postgresql: { recovery_conf: object; parameters: object } };
    const { archive_command, archive_timeout } = postgresql.parameters as Record<string, unknown>;
    expect({ archive_command, archive_timeout }).toEqual(commands);
    expect(postgresql.recovery_conf).toEqual(recovery);
  });

  test("takes the topology's parameters over ours", () => {
    const postgres = { ...topology().postgres, parameters: { wal_keep_size: '2GB', max_connections: 300 } };
    expect(dynamicConfig(topology({ postgres }), 'keep')).toMatchObject({
      postgresql: { parameters: { wal_keep_size: '2GB', max_connections: 300, archive_mode: 'on' } },
    });
  });
});

describe('slots', () => {
  const ofConsul = ['tls.consul.certificate', 'tls.consul.key'];
  const ofPostgres = ['tls.postgres.certificate', 'tls.postgres.key'];
  const ofPatroni = ['tls.patroni.certificate', 'tls.patroni.key'];
  const local = ['node.drained', 'tls.authority', ...ofConsul, ...ofPatroni, ...ofPostgres];

  test.each(topology().nodes.map(({ name }) => name))('of %s are secrets that init makes, or local', (name) => {
    const known = [...requiredSecrets(topology()).map((secret) => secret.name), ...local];
    expect(bundleSlots(bundleOf(name)).filter((slotName) => !known.includes(secretOfNode(slotName, name)))).toEqual([]);
  });

  test('each role has its own', () => {
    const consul = ['consul_gossip', 'consul_token_agent'];
    const patroni = ['patroni_rest', 'postgres_replication', 'postgres_rewind', 'postgres_superuser'];
    expect(bundleSlots(bundleOf('backup'))).toEqual([]);
    expect(bundleSlots(bundleOf('arb-a3'))).toEqual([...consul, 'tls.authority', ...ofConsul]);
    expect(bundleSlots(bundleOf('pg-a1-1'))).toEqual([
      ...consul,
      'consul_token_patroni',
      'keepalived_a1',
      'node.drained',
      ...patroni,
      ...local.slice(1),
    ]);
    expect(bundleSlots(bundleOf('pg-a2-1'))).toContain('keepalived_a2');
  });
});

describe('the digest', () => {
  const bundle = bundleOf('pg-a1-1');
  const [file, ...files] = bundle.files;
  const [unit, ...units] = bundle.units;
  if (file === undefined || unit === undefined) throw new Error('an empty bundle');

  test('does not cover the generation, nor the order of keys', () => {
    expect(bundleDigest({ ...bundle, generation: 7 })).toBe(bundleDigest(bundle));
    expect(
      bundleDigest({ ...bundle, files: [Object.fromEntries(Object.entries(file).toReversed()) as unknown as typeof file, ...files] }),
    ).toBe(bundleDigest(bundle));
  });

  test.each([
    ['content', { files: [{ ...file, content: 'x' }, ...files] }],
    ['owner', { files: [{ ...file, owner: 'postgres' }, ...files] }],
    ['mode', { files: [{ ...file, mode: 0o600 }, ...files] }],
    ['units', { units: [{ ...unit, enabled: !unit.enabled }, ...units] }],
    ['directories', { directories: [] }],
    ['node', { node: 'other' }],
  ])('covers %s', (_what, change) => {
    expect(bundleDigest({ ...bundle, ...change })).not.toBe(bundleDigest(bundle));
  });
});
