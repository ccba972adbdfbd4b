import { dirname } from 'node:path/posix';
import { platformPaths } from '@tamada/core/platform';
import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
import { answered, type AnsweredReport } from '../input.ts';
import type { Survey } from '../types.ts';

export const dataDirectory: Check = {
  name: 'data-directory',
  about: 'the data directory is empty or ours, and PostgreSQL can use it',
  ignorable: false,
  check: (input) =>
    answered(input).flatMap((report) => {
      const { node, facts, survey } = report;
      const path = platformPaths(facts.platform, input.topology.postgres.version).postgresData;
      const judged = judgeState(node.name, path, survey);
      return judged === null ? [] : [judged, ...judgeFolder(report, path)];
    }),
};

function judgeState(node: string, path: string, { dataDirectory: state, dataFolder: folder }: Survey): Judgement | null {
  switch (state) {
    case 'none':
      return null;
    case 'absent':
    case 'empty':
      return pass(node, 'the data directory is empty');
    case 'established':
      return pass(node, "the data directory is the cluster's");
    case 'claimed':
      if (folder?.mountPoint === true && folder.names.length > 0)
        return fail(
          node,
          'the data directory holds what is left of an attempt that never ran, and is a mount point: it cannot be renamed',
          `move what is in ${path} to another place; nothing of ours ever deletes it`,
        );
      return pass(node, 'the data directory is left from an attempt that never ran; it will be renamed, not deleted');
    case 'lost_found':
      return fail(
        node,
        'the data directory is the top of a file system, with `lost+found` in it: initdb and pg_basebackup refuse such a folder',
        `mount that file system at ${dirname(path)} instead`,
      );
    case 'dangling_link':
      return fail(
        node,
        `the data directory is a link to ${folder?.linkTarget ?? ''}, which is not there`,
        `remove the link, and mount the disk at ${dirname(path)}`,
      );
    case 'foreign': {
      const what = folder === null || folder.names.length === 0 ? '' : ` (${folder.names.join(', ')}, …)`;
      return fail(
        node,
        `the data directory holds data that tamada did not put there${what}`,
        `move it away from ${path}; nothing of ours ever deletes it`,
      );
    }
  }
}

/** What works, and hurts later. */
function judgeFolder({ node, survey }: AnsweredReport, path: string): readonly Judgement[] {
  const { dataDirectory: state, dataFolder: folder } = survey;
  if (folder?.kind !== 'folder' || state === 'lost_found') return [];
  const found: Judgement[] = [];
  if (folder.linkTarget !== '')
    found.push(
      (state === 'empty' && folder.owner !== 'postgres' ? fail : warn)(
        node.name,
        `the data directory is a link to ${folder.linkTarget}${folder.owner === 'postgres' ? '' : `, a folder of ${folder.owner}`}`,
        `mount the disk at ${dirname(path)} instead: when Patroni rebuilds a member it removes the link, and the data ends up here`,
      ),
    );
  else if (folder.mountPoint)
    found.push(
      warn(
        node.name,
        `the data directory is a mount point${state === 'empty' && folder.owner !== 'postgres' ? ` of ${folder.owner}; it will be given to postgres` : ''}`,
        `mount the disk at ${dirname(path)} instead: a mount point cannot be renamed, so what is left of a failed attempt must be moved by hand`,
      ),
    );
  if (['tmpfs', 'ramfs'].includes(folder.fileSystem))
    found.push(warn(node.name, `the data directory lies in memory (${folder.fileSystem})`, 'a reboot loses it: put a disk there'));
  return found;
}
