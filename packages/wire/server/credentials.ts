/** PEM texts: own certificate, its key, the cluster's authority. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

/** What a server shows, and which authority it believes; may be renewed while it serves. */
export interface AgentServerCredentials {
  readonly identity: () => Identity;
  /** Takes a renewed certificate into use for new connections; the old ones live on. */
  readonly renew: (identity: Identity) => void;
  readonly onRenewal: (listener: () => void) => void;
}

export function serverCredentials(identity: Identity): AgentServerCredentials {
  let current = identity;
  const listeners: (() => void)[] = [];
  return {
    identity: () => current,
    renew(next) {
      current = next;
      for (const listener of listeners) listener();
    },
    onRenewal: (listener) => void listeners.push(listener),
  };
}

interface ContextOptions {
  readonly minVersion: 'TLSv1.3';
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** TLS 1.3 only, trusting the cluster's authority alone. */
export function contextOptions({ certificate, key, authority }: Identity): ContextOptions {
  return { minVersion: 'TLSv1.3', ca: authority, cert: certificate, key };
}
