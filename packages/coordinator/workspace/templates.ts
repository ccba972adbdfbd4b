import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TamadaError } from '@tamada/core/errors';
import { templateNames } from '@tamada/core/platform';
import { workspaceLayout } from './layout.ts';

/** Every template by its path below `configs/`; a file of the same path in the workspace's `templates/` takes its place. */
export async function loadTemplates(workspace: string): Promise<ReadonlyMap<string, string>> {
  const shipped = await readTree(await shippedFolder());
  const overrides = await readTree(workspaceLayout(workspace).templates);
  const unknown = [...overrides.keys()].find((path) => !templateNames.has(path));
  if (unknown !== undefined) {
    const problem = `templates/${unknown} overrides nothing`;
    throw new TamadaError({ code: 'usage', problem, next: `use one of these names: ${[...templateNames].join(', ')}` });
  }
  return new Map([...shipped, ...overrides]);
}

/** The nearest `configs` above this file: of the repository, or of the version that is installed. */
async function shippedFolder(): Promise<string> {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'configs');
    if (await isFolder(candidate)) return candidate;
  }
  throw new TamadaError({ code: 'internal', problem: `there is no folder configs above ${fileURLToPath(import.meta.url)}` });
}

async function readTree(root: string): Promise<ReadonlyMap<string, string>> {
  if (!(await isFolder(root))) return new Map();
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.toSorted().map(async (path) => [relative(root, path), await readFile(path, 'utf8')] as const));
  return new Map(texts);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
