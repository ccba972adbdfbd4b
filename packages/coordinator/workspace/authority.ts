import { readFile } from 'node:fs/promises';
import { type AgentClient, type CallOptions, type CertificateAuthority, type LeafSubject, signRequest } from '@tamada/wire';
import { type CertificateName, certificateSubject } from '@tamada/core/certificates';
import type { Node, Topology } from '@tamada/core/topology';
import { workspaceLayout } from './layout.ts';
import { readPrivate } from './secrets.ts';

/** The cluster's certificate authority with its key: for what signs. */
export async function loadAuthority(workspace: string): Promise<CertificateAuthority> {
  const { authority } = workspaceLayout(workspace);
  const next = 'only the workspace where `tamada init` made the authority can sign: work there, or restore the key from a copy';
  const key = await readPrivate(workspace, authority.key, next);
  return { certificate: await readFile(authority.certificate, 'utf8'), key };
}

/** What a node's certificate says, by the topology. */
export function nodeSubject(topology: Topology, { name: node, address }: Node, name: CertificateName): LeafSubject {
  return certificateSubject({ node, address, consulDatacenter: topology.consul.datacenter }, name);
}

/** The operator's certificate. */
export const adminSubject: LeafSubject = { commonName: 'admin', organization: 'admin', dnsNames: [], ipAddresses: [] };

export interface Certify {
  readonly topology: Topology;
  readonly node: Node;
  readonly authority: CertificateAuthority;
  readonly name: CertificateName;
  readonly nowMs: number;
}

/** Gives a node a new certificate: the node makes the key and asks, we sign, the node takes it into use. Says until when it counts. */
export async function certifyNode(
  client: AgentClient,
  { topology, node, authority, name, nowMs }: Certify,
  options: CallOptions,
): Promise<{ readonly notAfterMs: number }> {
  const subject = nodeSubject(topology, node, name);
  const { dnsNames, ipAddresses } = subject;
  const { signingRequest } = await client.requestCertificate({ name, dnsNames, ipAddresses }, options);
  const certificate = await signRequest(signingRequest, { authority, subject, nowMs });
  const { notAfterMs } = await client.installCertificate({ name, certificate, authority: authority.certificate }, options);
  return { notAfterMs };
}
