import { parse } from 'yaml';
import type { FileNeed, FileRule } from './file-rule.ts';

/** What going from one content to another needs. `before` is null where the file was not there. Both with filled slots. */
export function fileNeeds(rule: FileRule, before: string | null, after: string): readonly FileNeed[] {
  if (before === after) return [];
  if (!rule.needs.includes('reload') || rule.restartKeys.length === 0) return rule.needs;
  return before !== null && sameKeys(rule.restartKeys, before, after)
    ? rule.needs
    : rule.needs.map((need) => (need === 'reload' ? 'restart' : need));
}

function sameKeys(keys: readonly string[], before: string, after: string): boolean {
  const [old, wanted] = [read(before), read(after)];
  return keys.every((key) => JSON.stringify(at(old, key)) === JSON.stringify(at(wanted, key)));
}

/** A file that somebody broke by hand is no mapping: every key differs. */
function read(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function at(value: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((inner, part) => (isRecord(inner) ? inner[part] : undefined), value) ?? null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
