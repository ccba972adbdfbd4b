import { bundleDigest, createRenderer, fillSlots } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import { parseTopology } from '@tamada/core/topology';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { shippedTemplates } from './templates.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One change to a file: which of its places, how, and with what. */
interface Mutation {
  readonly place: number;
  readonly how: 'replace' | 'remove' | 'repeat' | 'rename' | 'add';
  readonly value: Json;
}

const odd = fc.constantFrom<Json>(
  ...[null, true, false, 0, -1, 1, 15, 65_535, 65_536, 1e21, 1e-7, 9_007_199_254_740_993, '', ' ', '😀', '\ud83d', '\u0000', 'a\nb'],
  ...['a1', 'a2', 'pg-a1-1', 'database', 'witness', 'backup', 'node', 'off', 'standard', '10.10.1.3/24', '10.10.1.1', '0.0.0.0/0', '::1'],
  ...['constructor', '__proto__', '@{slot:raw:x}', '{{name}}', '%h', '$x', "it's", '"', '\\', '#', 'x'.repeat(300), '1d', '1s', 'on'],
  ...[[], [[]], {}, { a: {} }],
);
const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(10_000),
  how: fc.constantFrom('replace', 'remove', 'repeat', 'rename', 'add'),
  value: fc.oneof(odd, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>),
});

/** Texts of topologies that are almost right: one to four changes to a good one. */
export function mutatedTopologies(good: string): fc.Arbitrary<string> {
  return fc.array(mutation, { minLength: 1, maxLength: 4 }).map((mutations) => {
    const root = parse(good) as Json;
    for (const change of mutations) apply(root, change);
    return stringify(root);
  });
}

function apply(root: Json, { place, how, value }: Mutation): void {
  const places = placesOf(root);
  const found = places[place % places.length];
  if (found === undefined) return;
  const [holder, key] = found;
  const known = holder as Record<string, Json>;
  const name = typeof value === 'string' && value !== '__proto__' ? value : 'odd';
  if (how === 'replace') known[key] = structuredClone(value);
  else if (how === 'add') known[Array.isArray(holder) ? String(holder.length) : name] = structuredClone(value);
  else if (how === 'repeat' && Array.isArray(holder)) holder.push(structuredClone(known[key] ?? null));
  else if (how === 'rename' && !Array.isArray(holder)) {
    known[name] = known[key] ?? null;
    Reflect.deleteProperty(known, key);
  } else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(known, key);
}

function placesOf(value: Json): readonly (readonly [Exclude<Json, null | boolean | number | string>, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value;
  return Object.entries(value).flatMap(([key, inner]) => [[holder, key] as const, ...placesOf(inner)]);
}

/** Everything that `validate` and `render` do with a text; throws where either breaks or makes a file that its reader cannot take. */
export function makeJudge(): (text: string) => 'refused' | 'rendered' {
  const render = createRenderer(shippedTemplates());
  return (text) => {
    const { topology, problems } = parseTopology(text, 'cluster.yaml');
    for (const { problem, line } of problems) {
      if (/undefined|\[object|NaN/.test(problem) || line < 0) throw new Error(`a mistake in words that nobody understands: ${problem}`);
    }
    if (topology === null) {
      if (problems.length === 0) throw new Error('it was refused without a word');
      return 'refused';
    }
    for (const node of topology.nodes) {
      for (const platform of ['debian', 'rhel'] as const) {
        const bundle = render({ topology, node, facts: null, platform });
        bundleDigest(bundle);
        for (const { path, content } of bundle.files) {
          const filled = fillSlots(content, () => 'value');
          if (path.endsWith('.json')) JSON.parse(filled);
          else if (/\.ya?ml$/.test(path)) parse(filled);
          if (/undefined|\[object|NaN/.test(filled)) throw new TamadaError({ code: 'internal', problem: `${path}: ${filled}` });
        }
      }
    }
    return 'rendered';
  };
}
