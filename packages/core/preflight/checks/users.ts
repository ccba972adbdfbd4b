import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';
import { missingPackages } from '../missing-packages.ts';

export const users: Check = {
  name: 'users',
  about: 'the users of the programs are there, or will be',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, facts, survey }) => {
      if (survey.users.length === 0) return [];
      const missing = survey.users.filter(({ present }) => !present).map(({ name }) => name);
      const bringing = missingPackages(survey.packages, facts, input.topology.postgres.version);
      if (missing.length === 0) return [pass(node.name, 'all users are there')];
      // Those that no package makes are made from a sysusers file of the bundle.
      return missing.includes('postgres') && bringing.length === 0
        ? [warn(node.name, 'the user postgres is missing though its packages are installed', 'install the packages again')]
        : [pass(node.name, `will be made: ${missing.join(', ')}`)];
    }),
};
