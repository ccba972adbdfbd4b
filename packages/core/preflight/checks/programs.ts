import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const programs: Check = {
  name: 'programs',
  about: 'none of our programs runs for somebody else already',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.strangers.length === 0
        ? pass(node.name, 'none of our programs runs for somebody else')
        : warn(
            node.name,
            `${survey.strangers.join(' and ')} ${survey.strangers.length === 1 ? 'runs' : 'run'} already, and nothing of ours started that`,
            'its configuration will be replaced: if a package merely started it, that is well; if somebody uses it, take another host',
          ),
    ),
};
