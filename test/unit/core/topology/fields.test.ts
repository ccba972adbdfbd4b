import { checkNames } from '@tamada/core/preflight';
import { freeFields, releaseOf, topologyJsonSchema, topologyRules } from '@tamada/core/topology';
import { expect, it } from 'vitest';
import { whyNot } from '../../../../packages/core/topology/parameters/bounds.ts';
import { stringRules } from '../../../../packages/core/topology/parameters/strings.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Paths of everything that is not one of few words: text, numbers, and the names in a map. */
function freePaths(schema: Schema, path: string): readonly string[] {
  const inner = (schema.anyOf ?? []).flatMap((each) => freePaths(each, path));
  const named = Object.entries(schema.properties ?? {}).flatMap(([key, each]) => freePaths(each, path === '' ? key : `${path}.${key}`));
  const map = typeof schema.additionalProperties === 'object' ? [path, ...freePaths(schema.additionalProperties, `${path}.*`)] : [];
  const list = schema.items === undefined ? [] : freePaths(schema.items, path);
  const free =
    schema.enum === undefined &&
    schema.const === undefined &&
    [schema.type ?? ''].flat().some((type) => ['string', 'integer', 'number'].includes(type));
  return [...new Set([...(free ? [path] : []), ...inner, ...named, ...map, ...list])];
}

it('the table has every free field of the schema, and no other', () => {
  expect(freeFields.map(({ path }) => path).toSorted()).toEqual(freePaths(topologyJsonSchema() as Schema, '').toSorted());
});

it('names rules and checks that there are, and every rule about a value has its field', () => {
  const named = freeFields.flatMap(({ validate }) => validate);
  const rules = topologyRules.map(({ name }) => name);
  expect(named.filter((name) => !rules.includes(name))).toEqual([]);
  expect(freeFields.flatMap(({ preflight }) => preflight).filter((name) => !checkNames.includes(name))).toEqual([]);
  // These judge one of the fixed words.
  expect(rules.filter((name) => !named.includes(name) && !name.startsWith('guarantee-'))).toEqual([]);
});

it('each parameter that is text and may be set has its rule', () => {
  const release = releaseOf(15);
  const texts = Object.entries(release.parameters).filter(([name, { type }]) => type === 'string' && whyNot(name, release) === null);
  expect(Object.keys(stringRules).toSorted()).toEqual(texts.map(([name]) => name).toSorted());
});
