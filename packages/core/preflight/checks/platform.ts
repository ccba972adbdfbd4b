import { platformTable } from '@tamada/core/platform';
import { fail, pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';
import { isAtLeast } from '../version-order.ts';

export const platform: Check = {
  name: 'platform',
  about: 'an operating system that we know',
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, facts }) => {
      const { leastOsVersion } = platformTable(facts.platform);
      const system = `${facts.osName} ${facts.osVersion} on ${facts.arch}`;
      if (facts.arch !== 'x64') return fail(node.name, `${system} is not supported`, 'use an x86_64 host');
      if (facts.platform === 'debian' && !facts.osName.startsWith('Debian'))
        return warn(node.name, `${system} is kin of Debian, and nothing was ever tried on it`, 'use Debian 12, which the lab runs');
      return isAtLeast(facts.osVersion, String(leastOsVersion))
        ? pass(node.name, system)
        : fail(node.name, `${system} is too old`, `use release ${String(leastOsVersion)} or newer`);
    }),
};
