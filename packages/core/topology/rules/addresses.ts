import { addressNumber, contains, networkOf, networkText, splitCidr } from '../ipv4.ts';
import { nearestHint } from '../nearest.ts';
import type { Finding, Rule } from './rule.ts';

/** Networks in which no server can have its address. */
const unusable = [
  { cidr: '0.0.0.0/8', what: 'an address of no host' },
  { cidr: '127.0.0.0/8', what: 'a loopback address, which no other node reaches' },
  { cidr: '169.254.0.0/16', what: 'a link-local address, which changes' },
  { cidr: '224.0.0.0/3', what: 'a multicast or reserved address' },
].map(({ cidr, what }) => {
  const { address, prefixLength } = splitCidr(cidr);
  return { network: networkOf(address, prefixLength), what };
});

const nodeDatacenter: Rule = {
  name: 'node-datacenter',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: ({ nodes, datacenters }) => {
    const names = datacenters.map(({ name }) => name);
    return nodes
      .filter(({ datacenter }) => !names.includes(datacenter))
      .map(({ name, datacenter }) => ({
        path: ['nodes', name, 'datacenter'],
        at: 'value',
        problem: `${name} stands in ${datacenter}, which is not among the datacenters`,
        hint: nearestHint(datacenter, names, 'datacenters'),
      }));
  },
};

/** Words of synchronous_standby_names, which Patroni writes without quotes. */
const standbyWords: readonly string[] = ['any', 'first'];

const nodeName: Rule = {
  name: 'node-name',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ nodes }) =>
    nodes
      .filter(({ name, role }) => role === 'database' && standbyWords.includes(name))
      .map(({ name }) => ({
        path: ['nodes', name],
        at: 'key',
        problem: `a database node cannot be called ${name}: PostgreSQL reads it as a word of synchronous_standby_names`,
        hint: 'choose another name',
      })),
};

const datacenterEmpty: Rule = {
  name: 'datacenter-empty',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: ({ nodes, datacenters }) =>
    datacenters
      .filter(({ name }) => !nodes.some(({ datacenter }) => datacenter === name))
      .map(({ name }) => ({
        path: ['datacenters', name],
        at: 'key',
        problem: `${name} has no node`,
        hint: 'remove it, or give it a node',
      })),
};

const addressUnique: Rule = {
  name: 'address-unique',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ nodes }) =>
    nodes.flatMap(({ name, address }, index): Finding[] => {
      const first = nodes.slice(0, index).find((other) => other.address === address);
      if (first === undefined) return [];
      const problem = `${name} has the address of ${first.name}, ${address}`;
      return [{ path: ['nodes', name, 'address'], at: 'value', problem, hint: 'give every node its own address' }];
    }),
};

const addressUsable: Rule = {
  name: 'address-usable',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ nodes }) =>
    nodes.flatMap(({ name, address }): Finding[] => {
      const what = unusable.find(({ network }) => contains(network, address))?.what;
      if (what === undefined) return [];
      const hint = 'give the address by which the other nodes reach this one';
      return [{ path: ['nodes', name, 'address'], at: 'value', problem: `${address} is ${what}`, hint }];
    }),
};

const clientNetwork: Rule = {
  name: 'client-network',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: ({ clients }) =>
    clients.flatMap((client, index): Finding[] => {
      const { address, prefixLength } = splitCidr(client);
      const { first } = networkOf(address, prefixLength);
      if (addressNumber(address) === first) return [];
      const problem = `${client} is an address in a network, not a network`;
      return [{ path: ['clients', index], at: 'value', problem, hint: `write \`${networkText(client)}\`, or \`${address}/32\`` }];
    }),
};

const clientsNone: Rule = {
  name: 'clients-none',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: ({ clients }) =>
    clients.length > 0
      ? []
      : [
          {
            path: ['clients'],
            at: 'key',
            problem: 'there are no clients: nobody but the nodes themselves may reach the ports 5555 and 5556',
            hint: 'add the networks of the applications: `clients: [10.0.0.0/8]`',
          },
        ],
};

export const addressRules: readonly Rule[] = [
  nodeDatacenter,
  nodeName,
  datacenterEmpty,
  addressUnique,
  addressUsable,
  clientNetwork,
  clientsNone,
];
