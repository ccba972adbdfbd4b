import { describeProblem } from '@tamada/core/errors';
import { parseTopology, templateKinds, topologyJsonSchema, topologyTemplate } from '@tamada/core/topology';
import { describe, expect, it } from 'vitest';

/** A line that is commented out and would be a key; prose and lists of values have no colon there. */
const commentedKey = /^( *)# ( *[a-zA-Z]+:(?: .*)?)$/;

describe.each(templateKinds)('template %s', (kind) => {
  const text = topologyTemplate(kind, 'geo');

  it('parses, and remarks only what the described cluster brings with it', () => {
    const { topology, problems } = parseTopology(text, 'cluster.yaml');
    expect(topology?.name).toBe('geo');
    const remarks = problems.map((problem) => describeProblem('cluster.yaml', problem));
    expect(remarks.map((line) => line.replace(/^[^ ]* /, '').split(';')[0])).toEqual(
      kind === 'single-dc' ? [] : ['warning: backup stands in a1, as its source pg-a1-2 does: one fire takes both'],
    );
  });

  it('begins with the schema for editors', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./cluster.schema.json');
  });

  it('names real defaults: with all of them uncommented the topology is the same', () => {
    const keys = text.split('\n').filter((line) => commentedKey.test(line) && !line.includes('yaml-language-server'));
    expect(keys.length).toBeGreaterThan(10);
    const uncommented = text
      .split('\n')
      .map((line) => (keys.includes(line) ? line.replace(commentedKey, '$1$2') : line))
      .join('\n');
    expect(parseTopology(uncommented, 'f').problems.filter(({ level }) => level === 'error')).toEqual([]);
    expect(parseTopology(uncommented, 'f').topology).toEqual(parseTopology(text, 'f').topology);
  });

  it('shows every key that has a default', () => {
    const keys = keysWithDefault(topologyJsonSchema());
    expect(keys).toContain('fallbackToLeader');
    expect(keys.filter((key) => !new RegExp(`^[ #]*${key}: `, 'm').test(text))).toEqual([]);
  });
});

interface Schema {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
}

function keysWithDefault(schema: Schema): readonly string[] {
  const own = Object.entries(schema.properties ?? {});
  const here = own.flatMap(([key, each]) => (each.default === undefined ? [] : [key]));
  return [...here, ...[...own.map(([, each]) => each), ...(schema.anyOf ?? [])].flatMap(keysWithDefault)];
}

it('the first template is the cluster of the description', () => {
  const { topology } = parseTopology(topologyTemplate('two-plus-two-plus-one', 'geo'), 'f');
  expect(topology?.nodes.map(({ name, datacenter, address, role }) => `${name} ${datacenter} ${address} ${role}`)).toEqual([
    'pg-a1-1 a1 10.10.1.1 database',
    'pg-a1-2 a1 10.10.1.2 database',
    'pg-a2-1 a2 10.10.2.1 database',
    'pg-a2-2 a2 10.10.2.2 database',
    'arb-a3 a3 10.10.3.1 witness',
    'backup a1 10.10.1.4 backup',
  ]);
  expect(topology?.datacenters.map(({ vip }) => vip?.address)).toEqual(['10.10.1.3', '10.10.2.3', undefined]);
  expect(topology?.backup).toEqual({ source: 'pg-a1-2', delayedReplica: { delaySeconds: 86_400 } });
});
