import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const watchdog: Check = {
  name: 'watchdog',
  about: 'Patroni can use a watchdog',
  ignorable: true,
  check: (input) =>
    answered(input)
      .filter(({ node }) => node.role === 'database')
      .map(({ node, survey }) =>
        survey.watchdog === 'present'
          ? pass(node.name, '/dev/watchdog is there')
          : warn(
              node.name,
              survey.watchdog === 'absent' ? 'there is no /dev/watchdog' : 'Patroni may not open /dev/watchdog',
              'without one a leader whose Patroni hangs is not reset: load a watchdog driver (softdog), owned by postgres',
            ),
      ),
};
