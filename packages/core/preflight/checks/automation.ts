import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const automation: Check = {
  name: 'automation',
  about: 'nothing upgrades our packages or restarts our programs by itself, on all hosts in the same hour',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.automation.length === 0
        ? pass(node.name, 'nothing upgrades or restarts our programs by itself')
        : warn(
            node.name,
            `may upgrade our packages, restart our programs or rewrite our files by itself: ${survey.automation.join(', ')}`,
            'keep it away from them: docs/hosts.md has the lines',
          ),
    ),
};
