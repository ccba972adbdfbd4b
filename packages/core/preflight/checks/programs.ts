import { fail, pass, warn, type Check, type Judgement } from '../check.ts';
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

export const programs: Check = {
  name: 'programs',
  about: 'our programs can be started, and none of them runs for somebody else already',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey }): readonly Judgement[] => {
      const masked = survey.maskedUnits.map((unit) =>
        fail(node.name, `${unit} is masked: it cannot be started`, `run \`systemctl unmask ${unit}\` on ${node.name}`),
      );
      const strangers = survey.strangers.map((unit) =>
        warn(
          node.name,
          `${unit} runs already, and nothing of ours started it`,
          'its configuration will be replaced: if only a package started it, that is fine; if somebody uses it, take another host',
        ),
      );
      const found = [...masked, ...strangers];
      return found.length > 0 ? found : [pass(node.name, 'our programs can be started, and none runs for somebody else')];
    }),
};
