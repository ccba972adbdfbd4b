import { checkServerIdentity, createSecureContext } from 'node:tls';
import type { PeerCertificate, SecureContext } from 'node:tls';
import { credentials } from '@grpc/grpc-js';
import type { ChannelCredentials } from '@grpc/grpc-js';
import type { Identity } from '../server/credentials.ts';

/** Client side of mTLS; one for all nodes. */
export interface ClientCredentials {
  readonly context: SecureContext;
}

/** TLS 1.3 only, trusting the cluster's authority alone. */
export function clientCredentials({ certificate, key, authority }: Identity): ClientCredentials {
  return { context: createSecureContext({ minVersion: 'TLSv1.3', cert: certificate, key, ca: authority }) };
}

/** Credentials for one node: the server's certificate must have its name, and its O must be `agent`. */
export function pinnedTo(node: string, client: ClientCredentials, onVerdict: (problem: string | null) => void): ChannelCredentials {
  return credentials.createFromSecureContext(client.context, {
    checkServerIdentity: (name, certificate) => {
      const problem = peerProblem(node, name, certificate);
      onVerdict(problem);
      return problem === null ? undefined : new Error(problem);
    },
  });
}

function peerProblem(node: string, name: string, certificate: PeerCertificate): string | null {
  // Node types them as strings, but gives an array for a name that comes twice and nothing for one that is absent.
  const { O, CN } = certificate.subject as unknown as Readonly<Record<string, unknown>>;
  if (O !== 'agent') return `the server's certificate is not an agent's (its O is ${String(O)})`;
  if (CN !== node || checkServerIdentity(name, certificate) !== undefined) return `the server there is ${String(CN)}`;
  return null;
}
