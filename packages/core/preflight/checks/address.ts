import { fail, pass, type Check } from '../check.ts';
import { answered } from '../input.ts';

export const address: Check = {
  name: 'address',
  about: "the node has its topology's address",
  ignorable: true,
  check: (input) =>
    answered(input).map(({ node, facts }) =>
      facts.interface === null
        ? fail(node.name, `no interface holds ${node.address}`, 'correct the address in cluster.yaml, or give it to the host')
        : pass(node.name, `${facts.interface.name} holds ${node.address}`),
    ),
};
