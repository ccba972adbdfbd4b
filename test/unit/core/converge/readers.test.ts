import type { Bundle } from '@tamada/core/bundle';
import type { FileReaders } from '@tamada/core/converge';
import { desiredState, roleTable } from '@tamada/core/converge';
import { describe, expect, test } from 'vitest';

const postgres = { version: 15, port: 5432, dataDirectory: '/d', binDirectory: '/b', socketDirectory: '/s' };
const { files } = roleTable({ role: 'database', platform: 'debian', postgres });

function readers(path: string, content: string): FileReaders {
  const file = { path, program: 'patroni', owner: 'root', group: 'root', mode: 0o600, content } as const;
  const bundle: Bundle = { cluster: 'geo', node: 'n1', generation: 1, directories: [], files: [file], units: [] };
  return desiredState(bundle, new Map([[path, content]]), files).files[0]!.readers;
}

/** What a change of a file's content means to whoever reads it. */
function needs(path: string, before: string, after: string): readonly string[] {
  const [old, young] = [readers(path, before), readers(path, after)];
  if (before === after) return [];
  return [
    ...(young.sysusers ? ['sysusers'] : []),
    ...(young.tmpfiles ? ['tmpfiles'] : []),
    ...(young.systemd ? ['daemon_reload'] : []),
    ...(old.reload === young.reload || old.restart !== young.restart ? [] : ['reload']),
    ...(old.restart === young.restart ? [] : ['restart']),
  ];
}

describe('who reads a changed file again', () => {
  const before = 'scope: geo\nname: a\nconsul:\n  host: "127.0.0.1:8500"\n  token: x\npostgresql:\n  data_dir: /d\n  pg_hba: []\n';

  test.each([
    ['a new token', before.replace('token: x', 'token: y'), ['reload']],
    ['other lines of pg_hba', before.replace('[]', '["local all all peer"]'), ['reload']],
    ['a comment', `# new\n${before}`, ['reload']],
    ['another scope', before.replace('geo', 'other'), ['restart']],
    ['another Consul address', before.replace('8500', '8501'), ['restart']],
    ['another data directory', before.replace('/d', '/e'), ['restart']],
    ['no Consul at all', before.replace(/consul:\n.*\n.*\n/, ''), ['restart']],
    ['no YAML, which its validator will refuse', 'a: [', ['restart']],
    ['nothing', before, []],
  ])('of Patroni: %s', (_what, after, expected) => {
    expect(needs('/etc/patroni/config.yml', before, after)).toEqual(expected);
  });

  test.each([
    ['/etc/consul.d/consul.json', ['restart']],
    ['/etc/consul.d/tls/node.crt', ['reload']],
    ['/etc/systemd/system/consul.service', ['daemon_reload', 'restart']],
    ['/etc/systemd/system/patroni.service.d/tamada.conf', ['daemon_reload']],
    ['/etc/sysusers.d/tamada-consul.conf', ['sysusers']],
    ['/etc/tmpfiles.d/tamada-check.conf', ['tmpfiles']],
    ['/etc/haproxy/haproxy.cfg', ['reload']],
    ['/etc/keepalived/keepalived.conf', ['reload']],
    ['/etc/tamada/check.json', []],
    ['/etc/tamada/agent.yaml', []],
  ])('%s', (path, expected) => {
    expect(needs(path, '{}', '{"a":1}')).toEqual(expected);
  });
});
