import type { JsonObject } from '../../bundle/index.ts';
import { releaseOf, type Topology } from '../../topology/index.ts';
import type { EarlierRuns } from '../applied.ts';

type Value = JsonObject[string];

/** One value of Patroni's dynamic configuration; null is "there is none". */
export interface ConfigValue {
  /** Its keys, from the outside in. */
  readonly path: readonly string[];
  readonly is: Value;
  readonly wanted: Value;
}

export interface ConfigComparison {
  /** cluster.yaml wants another value than was applied. */
  readonly changes: readonly ConfigValue[];
  /** Somebody set another value than was applied. */
  readonly drift: readonly ConfigValue[];
  /** Others added them: they are kept. `wanted` is what is there. */
  readonly foreign: readonly ConfigValue[];
}

/** Compares what is in the DCS with what is wanted, and with what earlier runs wanted. */
export function compareConfig(is: JsonObject, wanted: JsonObject, { last, since }: EarlierRuns): ConfigComparison {
  const [there, want] = [leaves(is), leaves(wanted)];
  const [applied, begun] = [leaves(last?.dynamic ?? {}), since.map((run) => leaves(run.dynamic))];
  const names = [...new Set([...want.keys(), ...there.keys()])];
  const changes: ConfigValue[] = [];
  const drift: ConfigValue[] = [];
  const foreign: ConfigValue[] = [];
  for (const name of names) {
    const path = JSON.parse(name) as string[];
    const found = there.get(name) ?? null;
    const value = { path, is: found, wanted: want.get(name) ?? null };
    if (!want.has(name)) {
      const ours = applied.has(name) || begun.some((run) => run.has(name));
      if (ours) changes.push(value);
      else foreign.push({ ...value, wanted: found });
    } else if (!same(found, value.wanted)) {
      const asApplied = applied.has(name) && same(applied.get(name) ?? null, value.wanted);
      const ours = begun.some((run) => run.has(name) && same(run.get(name) ?? null, found));
      (asApplied && !ours ? drift : changes).push(value);
    }
  }
  return { changes, drift, foreign };
}

/** The patch that brings these values; Patroni removes a key that is null. */
export function configPatch(values: readonly ConfigValue[]): JsonObject {
  const patch: Record<string, unknown> = {};
  for (const { path, wanted } of values) {
    let inner = patch;
    for (const key of path.slice(0, -1)) inner = (inner[key] ??= {}) as Record<string, unknown>;
    inner[path.at(-1) ?? ''] = wanted;
  }
  return patch as JsonObject;
}

/** Dotted names of what a patch sets. */
export function configNames(patch: JsonObject): readonly string[] {
  return [...leaves(patch).keys()].map((name) => (JSON.parse(name) as string[]).join('.'));
}

/** The parameter that a value sets; null for a setting of Patroni's own. */
export function parameterOf({ path }: Pick<ConfigValue, 'path'>): string | null {
  return path.length === 3 && path[0] === 'postgresql' && path[1] === 'parameters' ? (path[2] ?? null) : null;
}

/** PostgreSQL reads it at its start only. */
export function needsRestart({ postgres }: Topology, value: Pick<ConfigValue, 'path'>): boolean {
  const name = parameterOf(value);
  return name !== null && releaseOf(postgres.version).parameters[name]?.context === 'postmaster';
}

/** By their path as JSON, because a name may hold a dot. */
function leaves(object: JsonObject, above: readonly string[] = []): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(object).flatMap(([key, value]): [string, Value][] => {
      const path = [...above, key];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[JSON.stringify(path), value]];
      return [...leaves(value as JsonObject, path)];
    }),
  );
}

/** Patroni keeps values as it got them, so 100 is not "100". */
function same(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
