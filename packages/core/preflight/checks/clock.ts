import { fail, pass, warn, type Check } from '../check.ts';
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

const warnMs = 500;
const failMs = 5_000;

export const clockOffset: Check = {
  name: 'clock-offset',
  about: 'the clocks of the nodes agree',
  ignorable: true,
  check: (input) => {
    const offsets = answered(input)
      .map(({ node, clockOffsetMs }) => ({ name: node.name, offset: clockOffsetMs }))
      .sort((left, right) => left.offset - right.offset);
    const [first, last] = [offsets[0], offsets.at(-1)];
    if (first === undefined || last === undefined || offsets.length < 2) return [];
    const spread = last.offset - first.offset;
    if (spread <= warnMs) return [pass(null, `the clocks agree within ${String(Math.ceil(spread))} ms`)];
    const median = offsets[Math.floor((offsets.length - 1) / 2)]?.offset ?? 0;
    const odd = last.offset - median > median - first.offset ? last : first;
    const reason = `the clocks of ${first.name} and ${last.name} are ${(spread / 1000).toFixed(1)} s apart`;
    return [(spread > failMs ? fail : warn)(odd.name, reason, `set the clock of ${odd.name}: run chrony or systemd-timesyncd`)];
  },
};
