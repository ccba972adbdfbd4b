import { pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

const slowMs = 20;

export const diskSpeed: Check = {
  name: 'disk-speed',
  about: 'an fsync is quick',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey }) =>
      survey.disks.map(({ path, fsyncMs }) => {
        if (fsyncMs < 0) return warn(node.name, `nothing can be written in ${path}`, 'look at the file system there');
        const reason = `an fsync in ${path} takes ${fsyncMs.toFixed(1)} ms`;
        return fsyncMs > slowMs
          ? warn(node.name, reason, 'every commit waits for that: use a faster disk, or one with a battery-backed cache')
          : pass(node.name, reason);
      }),
    ),
};
