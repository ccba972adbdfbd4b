import { ServerCredentials } from '@grpc/grpc-js';

/** PEM texts: own certificate, its key, the cluster's authority. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/** Server side of mTLS: TLS 1.3 only, a certificate of the cluster's authority demanded. */
export function serverCredentials(identity: Identity): AgentServerCredentials {
  return new AgentServerCredentials(identity);
}

/** createSsl knows no least TLS version and no renewal; the base class offers both. */
export class AgentServerCredentials extends ServerCredentials {
  constructor(identity: Identity) {
    super({ requestCert: true, rejectUnauthorized: true }, contextOptions(identity));
  }

  /** Takes a renewed certificate into use for new connections; the old ones live on. */
  renew(identity: Identity): void {
    this.updateSecureContextOptions(contextOptions(identity));
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function contextOptions({ certificate, key, authority }: Identity): {
  readonly minVersion: 'TLSv1.3';
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
} {
  return { minVersion: 'TLSv1.3', ca: authority, cert: certificate, key };
}
