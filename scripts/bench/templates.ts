import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { repository } from '../repository.ts';

/** The repository's templates by their path below configs/. */
export async function loadShippedTemplates(): Promise<ReadonlyMap<string, string>> {
  const root = join(repository, 'configs');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(files.map(async (file) => [relative(root, file), await readFile(file, 'utf8')] as const)));
}
