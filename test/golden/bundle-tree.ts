import type { Bundle } from '@tamada/core/bundle';
import type { Tree } from './tree.ts';

/** A bundle as files: each under the path that it has on the host, and one list of everything with owner and mode. */
export function bundleTree({ files, directories, units }: Bundle): Tree {
  const owned = [...directories.map((entry) => ({ ...entry, path: `${entry.path}/` })), ...files];
  const list = owned.map(({ path, program, owner, group, mode }) => `${mode.toString(8)} ${owner}:${group} ${path} (${program})`);
  const wanted = units.map(
    ({ name, program, running, enabled }) => `${running ? 'running' : 'stopped'} ${enabled ? 'enabled' : 'disabled'} ${name} (${program})`,
  );
  return new Map([
    ['contents.txt', `${[...list.toSorted(byPath), '', ...wanted].join('\n')}\n`],
    ...files.map(({ path, content }) => [path.slice(1), content] as const),
  ]);
}

function byPath(one: string, other: string): number {
  const [a = '', b = ''] = [one.split(' ')[2], other.split(' ')[2]];
  return a < b ? -1 : 1;
}
