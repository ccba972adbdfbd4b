import { fail, pass, type Check } from '../check.ts';
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
