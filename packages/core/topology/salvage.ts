import type { z } from 'zod';
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
    for (const issue of error.issues) {
      if (issue.code === 'unrecognized_keys') for (const key of issue.keys) remove(rest, [...(issue.path as Path), key]);
      else {
        whole = false;
        remove(rest, issue.path as Path);
      }
    }
  }
}

/** Removes the value, or the nearest thing around it that is there; a list goes as a whole, so that no index moves. */
function remove(root: Record<string, unknown>, path: Path): void {
  const steps = path
    .slice(0, path.findIndex((step) => typeof step === 'number') + 1 || undefined)
    .filter((step) => typeof step === 'string');
  let parent = root;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    const value = parent[step];
    if (next === undefined || !isRecord(value) || !(next in value)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a plain object from YAML, where absence is meant
      delete parent[step];
      return;
    }
    parent = value;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
