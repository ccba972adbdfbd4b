import { fail, pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const locale: Check = {
  name: 'locale',
  about: "the topology's locale is there",
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey, facts }) =>
      survey.locales.map(({ name, present }) =>
        present
          ? pass(node.name, `locale ${name}`)
          : fail(
              node.name,
              `the locale ${name} is missing`,
              facts.platform === 'rhel'
                ? `install glibc-langpack-${name.split(/[_.]/)[0] ?? ''}, or choose C.UTF-8`
                : `add it to /etc/locale.gen and run locale-gen, or choose C.UTF-8`,
            ),
      ),
    ),
};

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
