import { renderNode } from '@tamada/core/bundle';
import { fileTable, platformTable } from '@tamada/core/platform';
import { databaseNodes, type Topology } from '@tamada/core/topology';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { backups, topology } from '../../../builders/cluster.ts';
import { shippedTemplates } from '../../../builders/templates.ts';

const templates = shippedTemplates();
const hosted = topology();
const hostless = topology({ nodes: hosted.nodes.filter(({ role }) => role !== 'backup') });

/** What a database node's files say, by path. */
function files(cluster: Topology): ReadonlyMap<string, string> {
  const [node] = databaseNodes(cluster);
  if (node === undefined) throw new Error('no database node');
  const bundle = renderNode({ topology: cluster, node, facts: null, platform: 'debian', templates });
  return new Map(bundle.files.map(({ path, content }) => [path, content]));
}

describe.each(['pgbackrest', 'pg_probackup'] as const)('a database node that gets backups by %s', (tool) => {
  const wanted = files(topology({ backup: backups({ tool }) }));
  const others = (before: ReadonlyMap<string, string>): readonly string[] =>
    [...before].filter(([path, content]) => wanted.get(path) !== content).map(([path]) => path);
  const own = ['/etc/tamada/backup.json', '/etc/patroni/config.yml'];

  test('keeps all files but those that tell of the backup host', () => {
    expect(others(files(hosted)).toSorted()).toEqual(own.toSorted());
    expect(others(files(hostless)).toSorted()).toEqual([...own, '/etc/haproxy/haproxy.cfg'].toSorted());
  });

  test('has nothing restarted for them', () => {
    const before = files(hostless);
    const rules = fileTable('database', 'debian', 15).filter(({ path }) => others(before).includes(path));
    expect(rules.flatMap(({ needs }) => needs).filter((need) => need === 'restart')).toEqual([]);
    const read = (text: string | undefined, key: string): unknown =>
      key
        .split('.')
        .reduce<unknown>(
          (at, word) => (at as Record<string, unknown> | undefined)?.[word],
          parse((text ?? '').replaceAll(/@\{slot:[^}]*\}/g, 'secret')),
        );
    const keys = rules.flatMap(({ path, restartKeys }) => restartKeys.map((key) => ({ path, key })));
    expect(keys.length).toBeGreaterThan(0);
    expect(
      keys.filter(({ path, key }) => JSON.stringify(read(before.get(path), key)) !== JSON.stringify(read(wanted.get(path), key))),
    ).toEqual([]);
    // What a new program brings is its own to start.
    const used = ['consul', 'patroni', 'haproxy', 'keepalived'] as const;
    const units = used.map((program) => platformTable('debian').programs[program].unit);
    const added = fileTable('database', 'debian', 15).filter(({ path }) => wanted.has(path) && !before.has(path));
    expect(added.filter(({ unit }) => unit !== null && units.includes(unit))).toEqual([]);
  });
});
