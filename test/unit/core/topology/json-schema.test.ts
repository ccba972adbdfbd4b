import { topologyJsonSchema } from '@tamada/core/topology';
import { expect, it } from 'vitest';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
}

it('describes every key', () => {
  const bare = keys(topologyJsonSchema() as Schema, '').filter(({ schema }) => schema.description === undefined);
  expect(bare.map(({ path }) => path)).toEqual([]);
});

it('knows every key of the topology', () => {
  expect(keys(topologyJsonSchema() as Schema, '').map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '.datacenters.*.vip.virtualRouterId',
      '.nodes.*.role',
      '.postgres.users.*.options',
      '.backup.delayedReplica.delay',
      '.allow',
    ]),
  );
});

function keys(schema: Schema, path: string): readonly { readonly path: string; readonly schema: Schema }[] {
  const named = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    { path: `${path}.${key}`, schema: inner },
    ...keys(inner, `${path}.${key}`),
  ]);
  const entries = typeof schema.additionalProperties === 'object' ? keys(schema.additionalProperties, `${path}.*`) : [];
  return [...named, ...entries, ...(schema.anyOf ?? []).flatMap((inner) => keys(inner, path))];
}
