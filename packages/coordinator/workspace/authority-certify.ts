import type { CertificateName } from '@tamada/core/certificates';
import type { Node, Topology } from '@tamada/core/topology';
import type { AgentClient, CallOptions, CertificateAuthority } from '@tamada/wire';
import { signRequest } from '@tamada/wire';
import { nodeSubject } from './authority-subjects.ts';

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
