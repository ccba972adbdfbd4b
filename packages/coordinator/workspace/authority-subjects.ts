import type { Node, Topology } from '@tamada/core/topology';
import type { LeafSubject } from '@tamada/wire';

/** A node's certificates: the agent's own, and the one that Consul and PostgreSQL share. */
export const nodeCertificates = ['agent', 'node'] as const;
export type NodeCertificate = (typeof nodeCertificates)[number];

/** What a node's certificate says; Consul demands `server.<datacenter>.consul` of its servers. */
export function certificateSubject(topology: Topology, node: Node, name: NodeCertificate): LeafSubject {
  const { name: commonName, address } = node;
  switch (name) {
    case 'agent':
      return { commonName, organization: 'agent', dnsNames: [commonName], ipAddresses: [address] };
    case 'node':
      return {
        commonName,
        organization: 'node',
        dnsNames: [commonName, `server.${topology.consul.datacenter}.consul`, 'localhost'],
        ipAddresses: [address, '127.0.0.1'],
      };
  }
}

/** The operator's certificate. */
export const adminSubject: LeafSubject = { commonName: 'admin', organization: 'admin', dnsNames: [], ipAddresses: [] };
