import { contains, networkOf, overlap } from '../ipv4.ts';
import { countByDatacenter, databaseNodes } from '../nodes.ts';
import type { Datacenter, Topology, Vip } from '../types.ts';
import type { Finding, Rule } from './rule.ts';

interface Placed {
  readonly datacenter: string;
  readonly vip: Vip;
}

function vipsOf(topology: Topology): readonly Placed[] {
  return topology.datacenters.flatMap(({ name, vip }) => (vip === null ? [] : [{ datacenter: name, vip }]));
}

function atVip(datacenter: string, key: 'address' | 'virtualRouterId', problem: string, hint: string): Finding {
  return { path: ['datacenters', datacenter, 'vip', key], at: 'value', problem, hint };
}

function network(vip: Vip) {
  return networkOf(vip.address, vip.prefixLength);
}

const vipNetwork: Rule = {
  name: 'vip-network',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    vipsOf(topology).flatMap(({ datacenter, vip }) => {
      const outside = databaseNodes(topology).find((node) => node.datacenter === datacenter && !contains(network(vip), node.address));
      if (outside === undefined) return [];
      const problem = `the VIP ${vip.address}/${vip.prefixLength} is in another network than ${outside.name}, ${outside.address}`;
      return [atVip(datacenter, 'address', problem, `a VIP works only in the network of ${datacenter}'s database nodes`)];
    }),
};

const vipUsable: Rule = {
  name: 'vip-usable',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    vipsOf(topology).flatMap(({ datacenter, vip }) => {
      const { first, last } = network(vip);
      if (last - first < 3)
        return [
          atVip(
            datacenter,
            'address',
            `/${vip.prefixLength} leaves no room for a node beside the VIP`,
            'write the prefix length of the network, for example `/24`',
          ),
        ];
      if (contains({ first, last: first }, vip.address))
        return [atVip(datacenter, 'address', `${vip.address} is the address of the network itself`, 'choose a free address in it')];
      if (contains({ first: last, last }, vip.address))
        return [atVip(datacenter, 'address', `${vip.address} is the broadcast address of its network`, 'choose a free address in it')];
      return [];
    }),
};

const vipUnique: Rule = {
  name: 'vip-unique',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    vipsOf(topology).flatMap(({ datacenter, vip }, index, vips) => {
      const node = topology.nodes.find(({ address }) => address === vip.address);
      const other = vips.slice(0, index).find((each) => each.vip.address === vip.address);
      const holder = node?.name ?? other?.datacenter;
      if (holder === undefined) return [];
      const whose = node === undefined ? `the VIP of ${holder}` : `the address of ${holder}`;
      return [atVip(datacenter, 'address', `the VIP ${vip.address} is also ${whose}`, 'choose an address that nothing else has')];
    }),
};

const vipRouterId: Rule = {
  name: 'vip-router-id',
  level: 'error',
  allowable: false,
  scope: 'part',
  check: (topology) =>
    vipsOf(topology).flatMap(({ datacenter, vip }, index, vips) => {
      const other = vips
        .slice(0, index)
        .find((each) => each.vip.virtualRouterId === vip.virtualRouterId && overlap(network(each.vip), network(vip)));
      if (other === undefined) return [];
      const problem = `the VIPs of ${other.datacenter} and ${datacenter} have one virtual router id (${vip.virtualRouterId}) on one network`;
      return [atVip(datacenter, 'virtualRouterId', problem, 'give them different ones, or leave `virtualRouterId` out')];
    }),
};

const vipMissing: Rule = {
  name: 'vip-missing',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const databases = countByDatacenter(databaseNodes(topology));
    return topology.datacenters.filter((datacenter) => databases.has(datacenter.name) && datacenter.vip === null).map(withoutVip);
  },
};

const vipUseless: Rule = {
  name: 'vip-useless',
  level: 'error',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const databases = countByDatacenter(databaseNodes(topology));
    return vipsOf(topology)
      .filter(({ datacenter }) => !databases.has(datacenter))
      .map(({ datacenter }) => ({
        path: ['datacenters', datacenter, 'vip'],
        at: 'key',
        problem: `${datacenter} has a VIP but no database node that could hold it`,
        hint: 'remove the VIP, or add a database node',
      }));
  },
};

const vipAlone: Rule = {
  name: 'vip-alone',
  level: 'warning',
  allowable: false,
  scope: 'whole',
  check: (topology) => {
    const databases = countByDatacenter(databaseNodes(topology));
    return vipsOf(topology)
      .filter(({ datacenter }) => databases.get(datacenter) === 1)
      .map(({ datacenter }) => ({
        path: ['datacenters', datacenter, 'vip'],
        at: 'key',
        problem: `${datacenter} has one database node: nothing takes its VIP when that node is lost`,
        hint: 'add a second database node to the datacentre',
      }));
  },
};

function withoutVip({ name }: Datacenter): Finding {
  return {
    path: ['datacenters', name],
    at: 'key',
    problem: `${name} has database nodes but no VIP: its applications must know every node's address`,
    hint: 'add `vip: ADDRESS/PREFIX` with a free address of its network',
  };
}

export const vipRules: readonly Rule[] = [vipNetwork, vipUsable, vipUnique, vipRouterId, vipMissing, vipUseless, vipAlone];
