import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const clock: Check = {
  name: 'clock',
  about: 'the clock is kept by a time service',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.clock === 'synchronised'
        ? pass(node.name, 'clock synchronised')
        : warn(
            node.name,
            survey.clock === 'unknown' ? 'nobody knows whether the clock is synchronised' : 'the clock is not synchronised',
            'run chrony or systemd-timesyncd',
          ),
    ),
};
