import type { Path } from './rules/rule.ts';

/** The parts of a JSON Schema that error messages use. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
}

/** What the schema says about one place of the file. */
export interface KnownPlace {
  readonly keys: readonly string[];
  readonly example: unknown;
  readonly range: readonly [number, number] | null;
}

export function lookUp(root: object, path: Path): KnownPlace {
  let here = alternatives(root);
  for (const step of path) here = here.flatMap((schema) => below(schema, step)).flatMap(alternatives);
  const bounded = here.find((schema) => schema.minimum !== undefined);
  return {
    keys: here.flatMap((schema) => Object.keys(schema.properties ?? {})),
    example: here.find((schema) => schema.examples !== undefined)?.examples?.[0],
    range: bounded === undefined ? null : [bounded.minimum ?? 0, bounded.maximum ?? Infinity],
  };
}

/** A schema and everything that it may stand for. */
function alternatives(schema: Schema): readonly Schema[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(alternatives)];
}

function below(schema: Schema, step: string | number): readonly Schema[] {
  const known = schema.properties?.[String(step)] ?? schema.items ?? schema.additionalProperties;
  return typeof known === 'object' ? [known] : [];
}
