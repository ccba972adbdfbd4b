import tls from 'node:tls';

/** For every TLS connection of this process that says nothing itself; gRPC's own two sides say so too. */
export function requireTls13(): void {
  tls.DEFAULT_MIN_VERSION = 'TLSv1.3';
}
