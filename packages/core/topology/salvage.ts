import type * as z from 'zod';
import type { Path } from './rules/rule.ts';
import { topologySchema } from './schema.ts';

/** What can be read of a file with mistakes, so that the rules can find theirs in the same run. */
export interface Salvaged {
  readonly input: z.output<typeof topologySchema>;
  /** Only unknown keys were left out, so the rest says all that the operator meant. */
  readonly whole: boolean;
}

const skeleton = { name: 'unreadable', datacenters: {}, nodes: {} };

/** Leaves out whatever has the wrong shape, until the rest is right. */
export function salvage(raw: unknown): Salvaged | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const rest = structuredClone(raw) as Record<string, unknown>;
  let whole = true;
  for (;;) {
    const { success, data, error } = topologySchema.safeParse({ ...skeleton, ...rest });
    if (success) return { input: data, whole };
    whole &&= error.issues.every((issue) => issue.code === 'unrecognized_keys');
    const targets = error.issues.flatMap((issue) => places(issue).map((path) => nearestPresent(rest, path)));
    for (const target of targets) remove(rest, target);
  }
}

function places(issue: z.core.$ZodIssue): readonly Path[] {
  const path = issue.path as Path;
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** Keys that lead to the value, or to the nearest thing around it that is there; to a whole list, so that no index moves. */
function nearestPresent(root: unknown, path: Path): readonly string[] {
  const present: string[] = [];
  let value = root;
  for (const step of path) {
    if (typeof step !== 'string' || !isRecord(value) || !Object.hasOwn(value, step)) break;
    present.push(step);
    value = value[step];
  }
  return present;
}

function remove(root: Record<string, unknown>, keys: readonly string[]): void {
  let parent: unknown = root;
  for (const key of keys.slice(0, -1)) parent = isRecord(parent) ? parent[key] : undefined;
  if (isRecord(parent)) Reflect.deleteProperty(parent, keys.at(-1) ?? '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
