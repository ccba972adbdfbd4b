import { missingPackages } from './packages.ts';
import { fail, pass, type Check, type Judgement } from '../check.ts';
import { answered } from '../input.ts';
import type { PlaceProblem } from '../types.ts';

export const places: Check = {
  name: 'places',
  about: 'every file and folder of ours can be put where it belongs, and its user can come to it',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, facts, survey }) => {
      const installs =
        input.topology.packages === 'managed' && missingPackages(survey.packages, facts, input.topology.postgres.version).length > 0;
      // Only the scripts of packages are run from there.
      const counting = survey.places.filter(({ problem }) => problem !== 'noexec' || installs);
      if (counting.length === 0) return [pass(node.name, 'our files can be put in place')];
      return counting.map((place) => describe(node.name, place));
    }),
};

function describe(node: string, { path, at, problem, user }: PlaceProblem): Judgement {
  switch (problem) {
    case 'link':
      return fail(
        node,
        `${at} is a link, and an agent follows none`,
        `put a real ${at === path ? 'file or folder' : 'folder'} there; a disk elsewhere can be mounted there, or bound by \`mount --bind\``,
      );
    case 'not_a_folder':
      return fail(node, `${at} must be a folder`, 'look at what put it there, and move it aside');
    case 'not_a_file':
      return fail(node, `${at} must be a file`, 'look at what put it there, and move it aside');
    case 'closed':
      return fail(node, `the user ${user} may not enter ${at}, and has to, for ${path}`, `run \`chmod o+x ${at}\` on ${node}`);
    case 'read_only':
      return fail(
        node,
        `nothing can be written in ${at}: it is read-only or immutable`,
        'mount it for writing (`mount -o remount,rw`), or look at `lsattr -d` there',
      );
    case 'noexec':
      return fail(
        node,
        `${at} is mounted noexec, and packages run their scripts from ${path}`,
        `run \`mount -o remount,exec ${at}\` on ${node} while bootstrap installs packages, or install them by hand`,
      );
  }
}
