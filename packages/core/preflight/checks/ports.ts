import { fail, pass, warn, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const ports: Check = {
  name: 'ports',
  about: 'every port is free, or held by our own programs',
  ignorable: true,
  check: (input) =>
    answered(input).flatMap(({ node, survey }) => {
      const stolen = survey.stolenPorts.map((port) =>
        warn(
          node.name,
          `the kernel may give port ${String(port)} to any outgoing connection (net.ipv4.ip_local_port_range)`,
          'raise the lower end of that range, or name our ports in net.ipv4.ip_local_reserved_ports',
        ),
      );
      const taken = survey.ports.filter(({ state }) => state === 'taken');
      if (taken.length === 0)
        return survey.ports.length === 0 ? [] : stolen.length > 0 ? stolen : [pass(node.name, 'every port is free or ours')];
      const held = taken.map(({ port, protocol, holder }) => {
        const by = holder === '' ? 'another program' : holder;
        return fail(node.name, `${protocol} ${String(port)} is held by ${by}`, `stop ${by}, or give it another port`);
      });
      return [...held, ...stolen];
    }),
};
