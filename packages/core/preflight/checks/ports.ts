import { fail, pass, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const ports: Check = {
  name: 'ports',
  about: 'every port is free, or held by our own programs',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey }) => {
      const taken = survey.ports.filter(({ state }) => state === 'taken');
      if (taken.length === 0) return survey.ports.length === 0 ? [] : [pass(node.name, 'every port is free or ours')];
      return taken.map(({ port, protocol, holder }) => {
        const by = holder === '' ? 'another program' : holder;
        return fail(node.name, `${protocol} ${String(port)} is held by ${by}`, `stop ${by}, or give it another port`);
      });
    }),
};
