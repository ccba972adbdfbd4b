import { rolePrograms } from '../platform/index.ts';
import type { Role } from '../topology/index.ts';

/** A node's certificates, one for each use: none opens the door of another. The name is also what its subject says in O. */
export const certificateNames = ['agent', 'consul', 'postgres', 'patroni'] as const;
export type CertificateName = (typeof certificateNames)[number];

/** Certificates that a node of this role has. */
export function roleCertificates(role: Role): readonly CertificateName[] {
  const programs: readonly string[] = rolePrograms(role);
  return certificateNames.filter((name) => name === 'agent' || programs.includes(name));
}

/** What the names in a node's certificates come from. */
export interface CertificateHolder {
  readonly node: string;
  /** IPv4. */
  readonly address: string;
  readonly consulDatacenter: string;
}

/** What a certificate says of its holder. */
export interface CertificateSubject<O extends string = CertificateName> {
  readonly commonName: string;
  readonly organization: O;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/** What a node's certificate must say: who signs it and who takes it into use ask the same table. */
export function certificateSubject(holder: CertificateHolder, name: CertificateName): CertificateSubject {
  const { node, address } = holder;
  const subject = { commonName: node, organization: name };
  switch (name) {
    // HAProxy and the agent ask for the node's name, members for the address.
    case 'agent':
    case 'patroni':
      return { ...subject, dnsNames: [node], ipAddresses: [address] };
    case 'consul':
      // Whoever has this name is a Consul server (verify_server_hostname); nobody reaches one by another.
      return { ...subject, dnsNames: [`server.${holder.consulDatacenter}.consul`], ipAddresses: [] };
    case 'postgres':
      return { ...subject, dnsNames: [node, 'localhost'], ipAddresses: [address, '127.0.0.1'] };
  }
}
