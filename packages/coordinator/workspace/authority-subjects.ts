import { certificateSubject } from '@tamada/core/certificates';
import type { CertificateName } from '@tamada/core/certificates';
import type { Node, Topology } from '@tamada/core/topology';
import type { LeafSubject } from '@tamada/wire';

/** What a node's certificate says, by the topology. */
export function nodeSubject(topology: Topology, { name: node, address }: Node, name: CertificateName): LeafSubject {
  return certificateSubject({ node, address, consulDatacenter: topology.consul.datacenter }, name);
}

/** The operator's certificate. */
export const adminSubject: LeafSubject = { commonName: 'admin', organization: 'admin', dnsNames: [], ipAddresses: [] };
