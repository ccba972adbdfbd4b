import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const firewall: Check = {
  name: 'firewall',
  about: 'a firewall that may cut connections later',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.firewalls.length === 0
        ? pass(node.name, 'no firewall is active')
        : warn(
            node.name,
            `a firewall is active: ${survey.firewalls.join(', ')}`,
            'the check `network` tells whether it lets our ports through now; make those rules permanent',
          ),
    ),
};
