import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const configs = join(import.meta.dirname, '../../configs');

/** The shipped templates by their path below `configs/`. */
export function shippedTemplates(): ReadonlyMap<string, string> {
  const files = readdirSync(configs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(configs, path), readFileSync(path, 'utf8')];
    }),
  );
}
