import { fail, pass, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const systemd: Check = {
  name: 'systemd',
  about: 'systemd runs',
  ignorable: false,
  check: (input) =>
    answered(input).map(({ node, survey }) =>
      survey.systemdRunning
        ? pass(node.name, 'systemd runs')
        : fail(node.name, 'systemd does not run', 'boot the host with systemd as PID 1'),
    ),
};
